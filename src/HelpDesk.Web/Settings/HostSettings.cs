using HelpDesk.Conversation.Settings;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;
using HelpDesk.Web.Http;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Site;

namespace HelpDesk.Web.Settings;

/// <summary>
/// The settings of this start, read before the framework reads anything: what it would pass over or throw for is said in words.
/// Lowest first: appsettings.json, helpdesk.json (another file: --Settings FILE), environment, command line.
/// </summary>
internal sealed class HostSettings
{
    private readonly NamedSettings named;
    private readonly LoadedSettings loaded;
    private readonly string? address;

    private HostSettings(NamedSettings named, LoadedSettings loaded, string? address) => (this.named, this.loaded, this.address) = (named, loaded, address);

    /// <summary>Where the host listens, as set.</summary>
    public string Address => address ?? Listening.DefaultAddress;

    public string Language => HostLanguage.Of(named.Configuration);

    /// <summary>Null where anything is wrong; every fault has been written then.</summary>
    public static HostSettings? Read(string[] arguments, TextWriter errors)
    {
        var framework = new ConfigurationBuilder().AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(arguments).Build();
        var root = Path.GetFullPath(framework[WebHostDefaults.ContentRootKey] ?? Environment.CurrentDirectory);
        var environment = framework[WebHostDefaults.EnvironmentKey] ?? Environments.Production;
        var named = SettingsFile.Read(
            null, root, [Path.Combine(root, "appsettings.json"), Path.Combine(root, $"appsettings.{environment}.json")], arguments);
        var loaded = named.Understood(AreaFinder.Read(KnowledgeFolder.Find(named.Configuration, root), new FindingList()));
        List<SettingFault> faults = [.. loaded.Faults];
        if (!Directory.Exists(root))
        {
            faults.Add(new SettingFault(WebHostDefaults.ContentRootKey, "SET021", root));
        }

        var texts = TextCatalog.Embedded(typeof(Finding).Assembly, "Texts", HostLanguage.Of(named.Configuration));
        foreach (var fault in faults)
        {
            errors.WriteLine(fault.Describe(texts));
        }

        return faults.Count == 0 ? new HostSettings(named, loaded, framework[WebHostDefaults.ServerUrlsKey] ?? named.Configuration[WebHostDefaults.ServerUrlsKey]) : null;
    }

    /// <summary>What was read strictly takes the place of what the framework has read of the same sections.</summary>
    public void ApplyTo(WebApplicationBuilder builder)
    {
        var ours = KnownSettings.All.Select(setting => setting.Key.Split(':')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = builder.Configuration.AsEnumerable().Where(pair => !ours.Contains(pair.Key.Split(':')[0])).ToList();
        ((IConfigurationBuilder)builder.Configuration).Sources.Clear();
        builder.Configuration.AddInMemoryCollection(others).AddInMemoryCollection(named.Configuration.AsEnumerable());
        builder.Services.AddSingleton(loaded.Settings);
        builder.Services.AddSingleton(this);
    }

    /// <summary>For a fault that a section's own check found: where the settings that it names were given.</summary>
    public IEnumerable<string> OriginsIn(string fault)
    {
        var texts = TextCatalog.Embedded(typeof(Finding).Assembly, "Texts", Language);
        return KnownSettings.All.Select(setting => setting.Key).Where(key => fault.Contains(key, StringComparison.Ordinal))
            .Select(key => named.OriginOf(key) is { } origin ? $"{key}: {origin.Describe(texts)}" : null).OfType<string>();
    }
}
