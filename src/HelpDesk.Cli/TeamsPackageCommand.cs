using System.CommandLine;
using System.Text.Json;
using HelpDesk.Channels.BotFramework.Package;
using HelpDesk.Cli.Terminal;
using HelpDesk.Sources;

namespace HelpDesk.Cli;

/// <summary>`helpdesk teams-package`: the file that an administrator uploads to Teams.</summary>
internal static class TeamsPackageCommand
{
    private const string DefaultFile = "helpdesk-teams.zip";

    public static Command Create(TextCatalog texts)
    {
        var bot = new Option<string>("--bot-id") { Description = texts.Get("teams.bot"), Required = true };
        var domain = new Option<string>("--domain") { Description = texts.Get("teams.domain"), Required = true };
        var file = new Option<string>("--out") { Description = texts.Get("teams.out"), DefaultValueFactory = _ => DefaultFile };
        var parts = new PartOptions(texts);
        var command = new Command("teams-package", texts.Get("teams.about")) { bot, domain, file };
        foreach (var option in parts.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => Write(parsed.GetValue(bot)!, parsed.GetValue(domain)!, parsed.GetValue(file)!, parts.Of(parsed), texts));
        return command;
    }

    /// <summary>What is one's own in the package.</summary>
    private sealed class PartOptions(TextCatalog texts)
    {
        private readonly Option<string?> folder = new("--manifest") { Description = texts.Get("teams.folder") };
        private readonly Option<string?> developer = new("--developer") { Description = texts.Get("teams.developer") };
        private readonly Option<string?> website = new("--website") { Description = texts.Get("teams.website") };
        private readonly Option<string?> privacy = new("--privacy") { Description = texts.Get("teams.privacy") };
        private readonly Option<string?> terms = new("--terms") { Description = texts.Get("teams.terms") };
        private readonly Option<string?> version = new("--app-version") { Description = texts.Get("teams.version") };
        private readonly Option<string?> form = new("--manifest-version") { Description = texts.Get("teams.form") };

        public IEnumerable<Option> All => [folder, developer, website, privacy, terms, version, form];

        public PackageParts Of(ParseResult parsed) => new()
        {
            Folder = parsed.GetValue(folder), Developer = parsed.GetValue(developer), Website = parsed.GetValue(website), Privacy = parsed.GetValue(privacy),
            Terms = parsed.GetValue(terms), Version = parsed.GetValue(version), ManifestVersion = parsed.GetValue(form),
        };
    }

    private static int Write(string bot, string domain, string file, PackageParts parts, TextCatalog texts)
    {
        if (!Guid.TryParseExact(bot, "D", out var botId) || botId == Guid.Empty)
        {
            return Fail(texts.Get("teams.badBot", bot));
        }

        if (!TeamsPackage.IsDomain(domain))
        {
            return Fail(texts.Get("teams.badDomain", domain));
        }

        if (parts.Fault() is var (code, value))
        {
            return Fail(texts.Get("teams." + code, value));
        }

        try
        {
            using var package = new MemoryStream();
            TeamsPackage.Write(package, botId, domain, parts);
            File.WriteAllBytes(file, package.ToArray());
        }
        catch (JsonException)
        {
            return Fail(texts.Get("teams.badManifest", parts.Folder ?? ""));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Fail(texts.Get("teams.unwritable", file));
        }

        Console.Out.WriteLine(texts.Get("teams.done", file));
        return 0;
    }

    private static int Fail(string text)
    {
        Console.Error.WriteLine(text);
        return KnowledgeCommand.Failed;
    }
}
