using HelpDesk.Conversation.Dialogue;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tests;

/// <summary>
/// Conversations as a support lead reads them (Scripts/*.txt): what the user says, what the bot's replies hold, which ticket
/// there is. Each is played on a database of its own.
/// </summary>
public class ScriptTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scripts");

    public static TheoryData<string> Scripts()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
        {
            foreach (var title in File.ReadLines(file).Where(line => line.StartsWith("# ", StringComparison.Ordinal)))
            {
                data.Add($"{Path.GetFileNameWithoutExtension(file)}: {title[2..]}");
            }
        }

        return data;
    }

    [Fact]
    public void There_are_sixty() => Scripts().Count.ShouldBeGreaterThanOrEqualTo(60);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Conversation(string script)
    {
        var (file, title) = (script[..script.IndexOf(": ", StringComparison.Ordinal)], script[(script.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Folder, file + ".txt"), TestContext.Current.CancellationToken)).SkipWhile(line => line != "# " + title).Skip(1).TakeWhile(line => !line.StartsWith("# ", StringComparison.Ordinal));
        await using var world = await World.CreateAsync();
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

    /// <summary>«none», or «owner=operator area=03 state=New …» of the newest.</summary>
    private static async Task CheckTicket(World world, string expected)
    {
        var tickets = await world.ReadAsync(context => context.Tickets.OrderBy(ticket => ticket.Id));
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
