namespace HelpDesk.Channels.BotFramework.Settings;

/// <summary>How the bot proves to Entra that it is the bot.</summary>
public enum BotCredential
{
    /// <summary>A client secret. Ends after two years at most.</summary>
    Secret,

    /// <summary>A certificate with its private key, PFX or PEM.</summary>
    Certificate,

    /// <summary>A user-assigned managed identity; only on Azure, nothing to keep or renew.</summary>
    ManagedIdentity,
}

/// <summary>
/// Settings of the Teams channel, section «BotFramework». Without <see cref="AppId"/> the channel is off. Checked when the host
/// starts (<see cref="BotFrameworkOptionsCheck"/>). Lists that are left empty mean their default.
/// </summary>
public sealed class BotFrameworkOptions
{
    public const string Section = "BotFramework";

    /// <summary>Stands in <see cref="AllowedTenants"/> for every tenant.</summary>
    public const string AnyTenant = "*";

    /// <summary>The bot's application (client) id, a GUID. Inbound tokens must be addressed to it.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The Entra tenant (GUID or domain) that holds the bot's registration: single tenant, as new bots must be.</summary>
    public string TenantId { get; set; } = "";

    public BotCredential Credential { get; set; } = BotCredential.Secret;

    public string ClientSecret { get; set; } = "";

    /// <summary>The day the secret ends, as Entra shows it; a secret does not carry its date. Needed for the warning before it ends.</summary>
    public DateOnly? ClientSecretExpires { get; set; }

    /// <summary>PFX/P12, or PEM with certificate and private key.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>Of the PFX or of the key in the PEM; empty where there is none.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>Where the keys of inbound tokens are published. US Government: login.botframework.azure.us; China: login.botframework.azure.cn (same path).</summary>
    public string MetadataUrl { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Who issues inbound tokens. US Government: https://api.botframework.us; China: https://api.botframework.azure.cn.</summary>
    public string TokenIssuer { get; set; } = "https://api.botframework.com";

    /// <summary>Who issues our token. US Government: https://login.microsoftonline.us; China: https://login.partner.microsoftonline.cn.</summary>
    public string LoginUrl { get; set; } = "https://login.microsoftonline.com";

    /// <summary>What our token is for. US Government: https://api.botframework.us; China: https://api.botframework.azure.cn.</summary>
    public string TokenResource { get; set; } = "https://api.botframework.com";

    /// <summary>Hosts («name» or «name:port») to which our token may be sent; default <see cref="DefaultServiceHosts"/>.</summary>
    public IList<string> ServiceHosts { get; set; } = [];

    /// <summary>Hosts («name», «name:port», «*.domain») from which files that people attach are fetched, without a token; default <see cref="DefaultFileHosts"/>.</summary>
    public IList<string> FileHosts { get; set; } = [];

    /// <summary>Tenants (GUIDs) whose people are served; default <see cref="TenantId"/> alone; «*» for all.</summary>
    public IList<string> AllowedTenants { get; set; } = [];

    /// <summary>Channel ids that are served; default <see cref="DefaultChannels"/>. Another channel of the same Azure bot is turned away.</summary>
    public IList<string> Channels { get; set; } = [];

    /// <summary>The https address under which people's browsers reach the help centre, for links to articles on cards; empty: no links.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>By tenant (GUID): the company whose people they are, so that tickets carry it and nobody is asked.</summary>
    public IDictionary<string, TenantCompany> Tenants { get; set; } = new Dictionary<string, TenantCompany>(StringComparer.OrdinalIgnoreCase);

    public AgentsChannelOptions AgentsChannel { get; set; } = new();

    /// <summary>Development only: activities without a token are taken from this machine, for tools such as an emulator. Answers go to this machine only.</summary>
    public bool AnonymousInDevelopment { get; set; }

    /// <summary>The public cloud. GCC: smba.infra.gcc.teams.microsoft.com; GCC High: smba.infra.gov.teams.microsoft.us; DoD: smba.infra.dod.teams.microsoft.us.</summary>
    public static IReadOnlyList<string> DefaultServiceHosts { get; } = ["smba.trafficmanager.net"];

    /// <summary>OneDrive and SharePoint of the public cloud, GCC too. In GCC High, DoD and China Teams gives bots no files.</summary>
    public static IReadOnlyList<string> DefaultFileHosts { get; } = ["*.sharepoint.com"];

    public static IReadOnlyList<string> DefaultChannels { get; } = [TeamsId];

    public const string TeamsId = "msteams";

    public bool IsOn => AppId.Length > 0 || AnonymousInDevelopment;

    internal IEnumerable<string> ServedHosts => ServiceHosts.Count == 0 ? DefaultServiceHosts : ServiceHosts;

    internal IEnumerable<string> AllowedFileHosts => FileHosts.Count == 0 ? DefaultFileHosts : FileHosts;

    internal IEnumerable<string> ServedChannels => Channels.Count == 0 ? DefaultChannels : Channels;

    internal string AgentsTenant => AgentsChannel.TenantId.Length > 0 ? AgentsChannel.TenantId : TenantId;

    internal TenantCompany? CompanyOf(string? tenant) => Tenants.FirstOrDefault(known => string.Equals(known.Key, tenant, StringComparison.OrdinalIgnoreCase)).Value;

    internal bool Serves(string? tenant) =>
        AllowedTenants.Contains(AnyTenant)
        || (tenant is not null && (AllowedTenants.Count == 0 ? [TenantId] : AllowedTenants).Contains(tenant, StringComparer.OrdinalIgnoreCase));
}
