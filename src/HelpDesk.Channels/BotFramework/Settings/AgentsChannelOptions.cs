namespace HelpDesk.Channels.BotFramework.Settings;

/// <summary>Settings «BotFramework:AgentsChannel»: the channel of a team where new tickets are posted and agents act on them.</summary>
public sealed class AgentsChannelOptions
{
    /// <summary>The public cloud's own for all regions.</summary>
    public const string DefaultServiceUrl = "https://smba.trafficmanager.net/teams/";

    /// <summary>The channel's id, «19:…@thread.tacv2», as «Get link to channel» shows it. Empty: no such channel.</summary>
    public string Conversation { get; set; } = "";

    public string ServiceUrl { get; set; } = DefaultServiceUrl;

    /// <summary>The tenant of the team; empty: <see cref="BotFrameworkOptions.TenantId"/>.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>Who may act there: object id in Entra → name in the journal and towards other agents. Nobody else may.</summary>
    public IDictionary<string, string> Agents { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whoever is in that channel may act, under their name in Teams.</summary>
    public bool Everyone { get; set; }

    /// <summary>Teams of the help desk whose tickets are shown there; default <see cref="DefaultTeams"/>.</summary>
    public IList<string> Teams { get; set; } = [];

    public static IReadOnlyList<string> DefaultTeams { get; } = ["helpdesk"];

    internal IReadOnlyList<string> ServedTeams => Teams.Count == 0 ? DefaultTeams : [.. Teams];
}

/// <summary>Settings «BotFramework:Tenants:TENANT»: whose people a tenant's are.</summary>
public sealed class TenantCompany
{
    /// <summary>The company's name, as tickets carry it.</summary>
    public string Company { get; set; } = "";

    /// <summary>Business operator code, 5 digits.</summary>
    public string CompanyCode { get; set; } = "";
}
