using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>
/// Conversations as a support lead reads them (Scripts/*.txt): what the user says, what the bot's replies hold, which ticket
/// there is. Each is played on a database of its own.
/// </summary>
public class ScriptTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scripts");

    private static readonly Viewer Sato = Viewer.Agent("sato", ["helpdesk"]);

    public static TheoryData<string, Engine> Scripts()
    {
        var data = new TheoryData<string, Engine>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
        {
            foreach (var title in File.ReadLines(file).Where(line => line.StartsWith("# ", StringComparison.Ordinal)))
            {
                foreach (var engine in Enum.GetValues<Engine>())
                {
                    data.Add($"{Path.GetFileNameWithoutExtension(file)}: {title[2..]}", engine);
                }
            }
        }

        return data;
    }

    [Fact]
    public void There_are_sixty() => Scripts().Count.ShouldBeGreaterThanOrEqualTo(60 * Enum.GetValues<Engine>().Length);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Conversation(string script, Engine engine)
    {
        var (file, title) = (script[..script.IndexOf(": ", StringComparison.Ordinal)], script[(script.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Folder, file + ".txt"), TestContext.Current.CancellationToken)).SkipWhile(line => line != "# " + title).Skip(1).TakeWhile(line => !line.StartsWith("# ", StringComparison.Ordinal));
        await using var world = await World.CreateAsync(engine);
        IReadOnlyList<Reply> replies = [];
        foreach (var line in lines.Where(line => line.Trim().Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (verb, what) = (line[..colon].Trim(), line[(colon + 1)..].Trim().Replace("\\n", "\n", StringComparison.Ordinal));
            var said = string.Join("\n\n", replies.Select(reply => reply.Text + "\n" + string.Join(' ', reply.Choices?.Select(choice => $"[{choice.Label}]") ?? [])));
            switch (verb)
            {
                case "user":
                    replies = (await world.SayAsync(what)).Replies;
                    replies.ShouldNotBeEmpty();
                    break;
                case "agent":
                    replies = await Act(world, what);
                    break;
                case "bot":
                    said.ShouldContain(what, customMessage: line);
                    break;
                case "not":
                    said.ShouldNotContain(what, customMessage: line);
                    break;
                case "ticket":
                    await CheckTicket(world, what);
                    break;
                default:
                    throw new InvalidOperationException($"{script}: no such verb: {line}");
            }
        }

        world.Failures.ShouldBeEmpty();
    }

    /// <summary>«take», «answer TEXT», «ask TEXT» (and wait), «note TEXT», «hand-over NAME», «resolve» … on the newest ticket; what the requester is told of it.</summary>
    private static async Task<IReadOnlyList<Reply>> Act(World world, string what)
    {
        var (verb, text) = what.Split(' ', 2) is [var first, var rest] ? (first, rest) : (what, "");
        var known = (await world.ToldAsync()).Count;
        var number = (await world.ReadAsync(context => context.Tickets.OrderBy(ticket => ticket.Id))).ShouldNotBeEmptyLast().Number;
        (await world.Tickets.ActAsync(number, Sato, null, Verb(verb, text), TestContext.Current.CancellationToken)).ShouldBeOfType<TicketDone>(what);
        return [.. (await world.ToldAsync()).Skip(known)];
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

    /// <summary>«none», or «owner=operator area=03 state=New …» of the newest.</summary>
    private static async Task CheckTicket(World world, string expected)
    {
        var tickets = await world.ReadAsync(context => context.Tickets.Include(ticket => ticket.Messages).OrderBy(ticket => ticket.Id));
        if (expected == "none")
        {
            tickets.ShouldBeEmpty();
            return;
        }

        var ticket = tickets.ShouldNotBeEmptyLast();
        foreach (var pair in expected.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            Value(ticket, tickets.Count, key).ShouldBe(value, customMessage: $"{key} in «{expected}»");
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
        "messages" => ticket.Messages.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "handover" => ticket.HandOver is null ? "no" : "yes",
        "count" => count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "duplicates" => ticket.Duplicates.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => ticket.Facts.GetValueOrDefault(key, "-"),
    };
}

internal static class Shoulds
{
    public static T ShouldNotBeEmptyLast<T>(this IReadOnlyList<T> list)
    {
        list.ShouldNotBeEmpty();
        return list[^1];
    }
}
