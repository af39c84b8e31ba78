using System.Globalization;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Scripts;

/// <summary>Where a script is played: one person, a database of their own, and a way to the desk.</summary>
internal interface IStage
{
    Database Database { get; }

    TicketDesk Tickets { get; }

    /// <summary>What the bot says to it.</summary>
    Task<IReadOnlyList<Reply>> SayAsync(string text);

    /// <summary>What the desk has said by itself so far, in order.</summary>
    Task<IReadOnlyList<Reply>> ToldAsync();
}

/// <summary>
/// Plays conversations as a support lead reads them (Scripts/*.txt): what the user says, what the bot's replies hold, which
/// ticket there is. The same files are played at the desk itself and over channels.
/// </summary>
internal static class ScriptPlayer
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scripts");

    private static readonly Viewer Sato = Viewer.Agent("sato", ["helpdesk"]);

    /// <summary>«file: title» of each.</summary>
    public static IEnumerable<string> All() =>
        from file in Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal)
        from title in File.ReadLines(file).Where(line => line.StartsWith("# ", StringComparison.Ordinal))
        select $"{Path.GetFileNameWithoutExtension(file)}: {title[2..]}";

    public static async Task PlayAsync(string script, IStage stage)
    {
        var (file, title) = (script[..script.IndexOf(": ", StringComparison.Ordinal)], script[(script.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Folder, file + ".txt"), TestContext.Current.CancellationToken)).SkipWhile(line => line != "# " + title).Skip(1).TakeWhile(line => !line.StartsWith("# ", StringComparison.Ordinal));
        IReadOnlyList<Reply> replies = [];
        foreach (var line in lines.Where(line => line.Trim().Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (verb, what) = (line[..colon].Trim(), line[(colon + 1)..].Trim().Replace("\\n", "\n", StringComparison.Ordinal));
            var said = string.Join("\n\n", replies.Select(reply => reply.Text + "\n" + string.Join(' ', reply.Choices?.Select(choice => $"[{choice.Label}]") ?? [])));
            switch (verb)
            {
                case "user":
                    replies = await stage.SayAsync(what);
                    replies.ShouldNotBeEmpty();
                    break;
                case "agent":
                    replies = await Act(stage, what);
                    break;
                case "bot":
                    said.ShouldContain(what, customMessage: line);
                    break;
                case "not":
                    said.ShouldNotContain(what, customMessage: line);
                    break;
                case "ticket":
                    await CheckTicket(stage, what);
                    break;
                default:
                    throw new InvalidOperationException($"{script}: no such verb: {line}");
            }
        }
    }

    /// <summary>«take», «answer TEXT», «ask TEXT» (and wait), «note TEXT», «hand-over NAME», «resolve» … on the newest ticket; what the requester is told of it.</summary>
    private static async Task<IReadOnlyList<Reply>> Act(IStage stage, string what)
    {
        var (verb, text) = what.Split(' ', 2) is [var first, var rest] ? (first, rest) : (what, "");
        var known = (await stage.ToldAsync()).Count;
        var number = (await TicketsAsync(stage))[^1].Number;
        (await stage.Tickets.ActAsync(number, Sato, null, Verb(verb, text), TestContext.Current.CancellationToken)).ShouldBeOfType<TicketDone>(what);
        return [.. (await stage.ToldAsync()).Skip(known)];
    }

    private static TicketVerb Verb(string verb, string text) => (ticket, by, at) => verb switch
    {
        "take" => ticket.Take(by, at),
        "answer" => ticket.Answer(text, by, awaitAnswer: false, at),
        "ask" => ticket.Answer(text, by, awaitAnswer: true, at),
        "note" => ticket.AddNote(text, by, at),
        "hand-over" => ticket.HandOverTo(text, "requester", text + " 御中", by, at),
        "resume" => ticket.Resume(by, at),
        "resolve" => ticket.Resolve(by, at),
        "close" => ticket.Close(by, at),
        "reopen" => ticket.Reopen(null, by, at),
        _ => throw new InvalidOperationException($"no such verb of an agent: {verb}"),
    };

    private static async Task<List<Ticket>> TicketsAsync(IStage stage)
    {
        await using var context = stage.Database.Open();
        return await context.Tickets.Include(ticket => ticket.Messages).OrderBy(ticket => ticket.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>«none», or «owner=operator area=03 state=New …» of the newest.</summary>
    private static async Task CheckTicket(IStage stage, string expected)
    {
        var tickets = await TicketsAsync(stage);
        if (expected == "none")
        {
            tickets.ShouldBeEmpty();
            return;
        }

        tickets.ShouldNotBeEmpty();
        foreach (var pair in expected.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            Value(tickets[^1], tickets.Count, key).ShouldBe(value, customMessage: $"{key} in «{expected}»");
        }
    }

    private static string Value(Ticket ticket, int count, string key) => key switch
    {
        "owner" => ticket.Owner,
        "area" => ticket.AreaCode ?? "-",
        "state" => ticket.State.ToString(),
        "type" => ticket.InquiryType ?? "-",
        "number" => ticket.Number,
        "spn" => ticket.SupplyPointNumber ?? "-",
        "language" => ticket.Language,
        "last" => ticket.Messages.OrderBy(message => message.Id).LastOrDefault()?.Kind.ToString() ?? "-",
        "feedback" => string.Join(',', ticket.Feedback.Select(given => given.Helpful ? "up" : "down")),
        "messages" => ticket.Messages.Count.ToString(CultureInfo.InvariantCulture),
        "handover" => ticket.HandOver is null ? "no" : "yes",
        "count" => count.ToString(CultureInfo.InvariantCulture),
        "duplicates" => ticket.Duplicates.Count.ToString(CultureInfo.InvariantCulture),
        _ => ticket.Facts.GetValueOrDefault(key, "-"),
    };
}
