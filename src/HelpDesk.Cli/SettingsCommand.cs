using System.CommandLine;
using HelpDesk.Conversation.Settings;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Cli;

/// <summary>What every command with settings does: name the file, and say every fault before anything is done.</summary>
internal static class SettingsCommand
{
    public static Option<string?> Option(TextCatalog texts) => new("--settings") { Description = texts.Get("options.settings") };

    /// <summary>Null where there are faults; they have been said.</summary>
    public static HelpDeskSettings? Load(string? file, AreaFinder areas, TextCatalog texts) => LoadAll(file, areas, texts)?.Settings;

    /// <summary>The same with the sections that only the host reads.</summary>
    public static LoadedSettings? LoadAll(string? file, AreaFinder areas, TextCatalog texts)
    {
        var loaded = SettingsFile.Load(file, areas);
        if (loaded.Faults.Count == 0)
        {
            return loaded;
        }

        var wording = TextCatalog.Embedded(typeof(SettingFault).Assembly, "Texts", texts.Language);
        foreach (var fault in loaded.Faults)
        {
            Console.Error.WriteLine(fault.Describe(wording));
        }

        Console.Error.WriteLine(texts.Get("errors.settings"));
        return null;
    }
}
