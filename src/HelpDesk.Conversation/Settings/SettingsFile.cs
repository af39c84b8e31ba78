using System.Collections;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;
using Microsoft.Extensions.Configuration;

namespace HelpDesk.Conversation.Settings;

/// <summary>Settings as read, and what is wrong with them; with any fault the program must not start.</summary>
/// <param name="Configuration">The same with the sections that only the host reads.</param>
public sealed record LoadedSettings(HelpDeskSettings Settings, IConfiguration Configuration, IReadOnlyList<SettingFault> Faults);

/// <summary>Every setting by its name, before any is understood.</summary>
/// <param name="OriginOf">Where the setting of a key was given; null where it was not.</param>
public sealed record NamedSettings(IConfiguration Configuration, IReadOnlyList<SettingFault> Faults, Func<string, SettingOrigin?> OriginOf)
{
    /// <summary>The desk's own section understood; their faults join the others.</summary>
    /// <param name="areas">Whose codes operators are named by.</param>
    public LoadedSettings Understood(AreaFinder areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        var reader = new SettingsReader(Configuration, areas);
        var settings = reader.Read();
        return new LoadedSettings(settings, Configuration, [.. Faults, .. reader.Faults.Select(fault => fault with { Origin = fault.Origin ?? OriginOf(fault.Key) })]);
    }
}

/// <summary>
/// The one reader of settings, for host and command line: helpdesk.json, over it the environment (Mail__Port, HELPDESK__Mail__Port),
/// over it the host's command line.
/// </summary>
public static class SettingsFile
{
    public const string DefaultName = "helpdesk.json";

    /// <param name="file">Null: the variable HELPDESK__Settings, else <see cref="DefaultName"/> in the working directory, where it is there.</param>
    public static LoadedSettings Load(string? file, AreaFinder areas) => Read(file).Understood(areas);

    public static NamedSettings Read(string? file) => Read(file, Environment.CurrentDirectory, [], []);

    /// <param name="folder">What relative paths start from.</param>
    /// <param name="below">Files under the settings file, which need not be there (the host's appsettings.json).</param>
    /// <param name="arguments">The host's command line.</param>
    /// <param name="variables">The environment; null: the process's own.</param>
    public static NamedSettings Read(string? file, string folder, IReadOnlyList<string> below, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(arguments);
        var environment = EnvironmentSettings.Read(variables ?? Variables());
        var commandLine = CommandLineSettings.Read(arguments);
        var named = file ?? Named(commandLine) ?? Named(environment);
        var settings = new StrictSettings();
        foreach (var path in below.Where(File.Exists))
        {
            settings.Add(JsonSettings.Read(path));
        }

        settings.Add(OfFile(named, folder));
        settings.Add(environment);
        settings.Add(commandLine);
        return new NamedSettings(new ConfigurationBuilder().AddInMemoryCollection(settings.Values).Build(), settings.Faults, settings.OriginOf);
    }

    private static SettingLayer OfFile(string? named, string folder)
    {
        var path = Path.GetFullPath(named ?? DefaultName, folder);
        return File.Exists(path) || Directory.Exists(path) ? JsonSettings.Read(path)
            : named is null ? SettingLayer.Empty
            : new SettingLayer([], [new SettingFault(named, "SET007", path)]);
    }

    private static string? Named(SettingLayer layer) => layer.Given.LastOrDefault(given => string.Equals(given.Key, KnownSettings.File, StringComparison.OrdinalIgnoreCase))?.Value;

    private static IEnumerable<KeyValuePair<string, string>> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(one => KeyValuePair.Create((string)one.Key, (string?)one.Value ?? ""));
}
