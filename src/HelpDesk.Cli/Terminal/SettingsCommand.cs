using System.CommandLine;
using HelpDesk.Conversation.Settings;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Language;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Ticketing.Routing;
using Microsoft.Extensions.Configuration;

namespace HelpDesk.Cli.Terminal;

/// <summary>The settings of one run, the same that the host reads; what an option names comes before them.</summary>
internal sealed class CommandSettings(NamedSettings named, TextCatalog texts)
{
    /// <summary>The kb folder: --kb, else the setting, else kb/ here or above, else the one beside the program.</summary>
    public string Kb(string? option) => option
        ?? (named.Configuration["Knowledge:Directory"] is { Length: > 0 } set ? Path.GetFullPath(set) : KbFolder.Near(Environment.CurrentDirectory));

    /// <exception cref="DatabaseException">The connection string cannot be read, or there is no such file.</exception>
    public Database ExistingDatabase(string? option)
    {
        var database = Database(option);
        return database.SqliteFile is { } file && !File.Exists(file) ? throw new DatabaseException("missing", file) : database;
    }

    public Database Database(string? option) => DatabaseChoice.Of(named.Configuration, Environment.CurrentDirectory, option, DatabaseCommand.Tightened(texts));

    /// <summary>Under which people reach the site; empty where none is set.</summary>
    public IReadOnlyList<string> Addresses => [.. named.Configuration.GetSection("Site:Addresses").GetChildren().Select(one => one.Value).OfType<string>()];

    /// <summary>The section Language.</summary>
    public LanguageOptions Language
    {
        get
        {
            var options = new LanguageOptions();
            named.Configuration.GetSection("Language").Bind(options);
            return options;
        }
    }

    /// <summary>All of them understood. Null where there are faults; they have been said.</summary>
    public LoadedSettings? Understood(AreaFinder areas)
    {
        var loaded = named.Understood(areas);
        return SettingsCommand.Say(loaded.Faults, texts) ? loaded : null;
    }
}

/// <summary>What every command with settings does: name the file, and say every fault before anything is done.</summary>
internal static class SettingsCommand
{
    public static Option<string?> Option(TextCatalog texts) => new("--settings") { Description = texts.Get("options.settings") };

    /// <summary>Null where there are faults; they have been said.</summary>
    public static CommandSettings? Read(string? file, TextCatalog texts)
    {
        var named = SettingsFile.Read(file);
        return Say(named.Faults, texts) ? new CommandSettings(named, texts) : null;
    }

    /// <summary>True where there are none.</summary>
    public static bool Say(IReadOnlyList<SettingFault> faults, TextCatalog texts)
    {
        if (faults.Count == 0)
        {
            return true;
        }

        var wording = TextCatalog.Embedded(typeof(SettingFault).Assembly, "Texts", texts.Language);
        foreach (var fault in faults)
        {
            Console.Error.WriteLine(fault.Describe(wording));
        }

        Console.Error.WriteLine(texts.Get("errors.settings"));
        return false;
    }
}
