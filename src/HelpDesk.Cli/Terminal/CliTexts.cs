using System.CommandLine;
using HelpDesk.Sources;

namespace HelpDesk.Cli.Terminal;

/// <summary>The command line's own words, Japanese unless --lang en or HELPDESK_LANG=en asks otherwise.</summary>
internal static class CliTexts
{
    public const string LanguageName = "--lang";

    public static TextCatalog For(IReadOnlyList<string> args)
    {
        var at = args.ToList().IndexOf(LanguageName);
        var wanted = at >= 0 && at + 1 < args.Count ? args[at + 1] : Environment.GetEnvironmentVariable("HELPDESK_LANG");
        return TextCatalog.Embedded(typeof(CliTexts).Assembly, "Texts", wanted == "en" ? "en" : "ja").Shaping(TerminalWriter.OneLine);
    }

    public static Option<string> LanguageOption(TextCatalog texts) => new(LanguageName) { Description = texts.Get("options.lang"), Recursive = true };

    public static Option<string?> KbOption(TextCatalog texts) => new("--kb")
    {
        Description = texts.Get("options.kb"),
    };
}
