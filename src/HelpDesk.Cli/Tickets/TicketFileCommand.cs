using System.CommandLine;
using HelpDesk.Attachments.Store;
using HelpDesk.Cli.Terminal;
using HelpDesk.Sources;
using HelpDesk.Storage.Model;

namespace HelpDesk.Cli.Tickets;

/// <summary>`helpdesk tickets file`: a file of a ticket that the agent may see, onto their own disk. They open it at their own risk: only images are written anew.</summary>
internal static class TicketFileCommand
{
    public static Command Create(TextCatalog texts, AgentOptions options)
    {
        var number = AgentOptions.Number(texts);
        var id = new Argument<string>("id") { Description = texts.Get("tickets.file.id") };
        var to = new Option<string>("--out") { Description = texts.Get("tickets.file.out"), Required = true };
        var folder = new Option<string?>("--files") { Description = texts.Get("tickets.file.files") };
        var command = new Command("file", texts.Get("tickets.file.about")) { number, id, to, folder };
        command.SetAction((parsed, cancellation) => AgentSession.Run(parsed, options, texts, async session =>
        {
            if (AgentSession.NumberOf(parsed.GetValue(number)!, texts) is not { } read)
            {
                return KnowledgeCommand.Failed;
            }

            var wanted = parsed.GetValue(id)!.Trim();
            if (await session.Files.FindAsync(wanted, session.Viewer, cancellation) is not { } file || file.Ticket != read)
            {
                await Console.Error.WriteLineAsync(texts.Get("tickets.file.none", read, wanted));
                return KnowledgeCommand.Failed;
            }

            return await WriteAsync(file, parsed.GetValue(folder) ?? session.Folder, parsed.GetValue(to)!, texts, cancellation);
        }));
        return command;
    }

    /// <summary>What people sent is for nobody else on an agent's machine.</summary>
    private static FileStreamOptions ForOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static async Task<int> WriteAsync(FileRow file, string folder, string to, TextCatalog texts, CancellationToken cancellation)
    {
        try
        {
            await using var content = Directory.Exists(folder) ? new FileStore(folder).Open(file.Id) : null;
            if (content is null)
            {
                await Console.Error.WriteLineAsync(texts.Get("tickets.file.gone", file.Name, folder));
                return KnowledgeCommand.Failed;
            }

            await using var written = new FileStream(to, ForOwner());
            await content.CopyToAsync(written, cancellation);
            await Console.Out.WriteLineAsync(texts.Get("tickets.file.done", file.Name, Path.GetFullPath(to)));
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(texts.Get("tickets.file.unwritable", to));
            return KnowledgeCommand.Failed;
        }
    }
}
