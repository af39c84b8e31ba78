using System.CommandLine;
using HelpDesk.Channels.BotFramework.Package;
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
        var command = new Command("teams-package", texts.Get("teams.about")) { bot, domain, file };
        command.SetAction(parsed => Write(parsed.GetValue(bot)!, parsed.GetValue(domain)!, parsed.GetValue(file)!, texts));
        return command;
    }

    private static int Write(string bot, string domain, string file, TextCatalog texts)
    {
        if (!Guid.TryParseExact(bot, "D", out var botId) || botId == Guid.Empty)
        {
            return Fail(texts.Get("teams.badBot", bot));
        }

        if (!TeamsPackage.IsDomain(domain))
        {
            return Fail(texts.Get("teams.badDomain", domain));
        }

        try
        {
            using var package = new MemoryStream();
            TeamsPackage.Write(package, botId, domain);
            File.WriteAllBytes(file, package.ToArray());
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
