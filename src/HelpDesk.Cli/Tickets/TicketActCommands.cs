using System.CommandLine;
using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Sources;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Cli.Tickets;

/// <summary>The verbs of an agent, a command each.</summary>
internal static class TicketActCommands
{
    /// <summary>By requester: how the prepared message of a hand-over goes out.</summary>
    private const string ByRequester = "requester";

    public static IEnumerable<Command> All(TextCatalog texts, AgentOptions options)
    {
        yield return Plain("take", (ticket, by, at) => ticket.Take(by, at));
        yield return Plain("release", (ticket, by, at) => ticket.Release(by, at));
        yield return Plain("resume", (ticket, by, at) => ticket.Resume(by, at));
        yield return Plain("resolve", (ticket, by, at) => ticket.Resolve(by, at));
        yield return Plain("close", (ticket, by, at) => ticket.Close(by, at));
        yield return Plain("reopen", (ticket, by, at) => ticket.Reopen(null, by, at));
        yield return Word("assign", "to", to => (ticket, by, at) => ticket.AssignTo(to, by, at));
        yield return Word("move", "team", team => (ticket, by, at) => ticket.MoveToTeam(team, by, at));
        yield return Text("note", text => (ticket, by, at) => ticket.AddNote(text, by, at));
        yield return Answer(texts, options);
        yield return HandOver(texts, options);
        yield return Tag(texts, options);
        yield return Priority(texts, options);

        Command Plain(string name, TicketVerb verb) => Create(texts, options, name, [], _ => verb);

        Command Word(string name, string argument, Func<string, TicketVerb> verb)
        {
            var word = new Argument<string>(argument) { Description = texts.Get($"tickets.{name}.{argument}") };
            return Create(texts, options, name, [word], parsed => verb(parsed.GetValue(word)!.Trim()));
        }

        Command Text(string name, Func<string, TicketVerb> verb)
        {
            var text = TextArgument(texts);
            return Create(texts, options, name, [text], parsed => verb(Read(parsed.GetValue(text)!)));
        }
    }

    private static Command Answer(TextCatalog texts, AgentOptions options)
    {
        var text = TextArgument(texts);
        var wait = new Option<bool>("--wait") { Description = texts.Get("tickets.answer.wait") };
        return Create(texts, options, "answer", [text, wait], (parsed, session, number, cancellation) =>
        {
            var (said, waits) = (Read(parsed.GetValue(text)!), parsed.GetValue(wait));
            return session.Desk.AnswerAsync(number, session.Viewer, said, waits, (ticket, by, at) => ticket.Answer(said, by, waits, at), cancellation);
        });
    }

    private static Command HandOver(TextCatalog texts, AgentOptions options)
    {
        var to = new Argument<string>("to") { Description = texts.Get("tickets.hand-over.to") };
        var text = TextArgument(texts);
        return Create(texts, options, "hand-over", [to, text], parsed =>
        {
            var (receiver, message) = (parsed.GetValue(to)!.Trim(), Read(parsed.GetValue(text)!));
            return (ticket, by, at) => ticket.HandOverTo(receiver, ByRequester, message, by, at);
        });
    }

    private static Command Tag(TextCatalog texts, AgentOptions options)
    {
        var tag = new Argument<string>("tag") { Description = texts.Get("tickets.tag.tag") };
        var remove = new Option<bool>("--remove") { Description = texts.Get("tickets.tag.remove") };
        return Create(texts, options, "tag", [tag, remove], parsed =>
        {
            var (one, off) = (parsed.GetValue(tag)!, parsed.GetValue(remove));
            return (ticket, by, at) => off ? ticket.Untag(one, by, at) : ticket.Tag(one, by, at);
        });
    }

    private static Command Priority(TextCatalog texts, AgentOptions options)
    {
        var priority = new Argument<string>("priority") { Description = texts.Get("tickets.priority.priority") };
        priority.AcceptOnlyFromAmong([.. Enum.GetNames<TicketPriority>().Select(Key)]);
        return Create(texts, options, "priority", [priority], parsed =>
        {
            var wanted = Enum.GetValues<TicketPriority>().Single(one => Key(one.ToString()) == parsed.GetValue(priority));
            return (ticket, by, at) => ticket.Prioritise(wanted, by, at);
        });
    }

    private static Command Create(TextCatalog texts, AgentOptions options, string name, IReadOnlyList<Symbol> more, Func<ParseResult, TicketVerb> verb) =>
        Create(texts, options, name, more, (parsed, session, number, cancellation) => session.Desk.ActAsync(number, session.Viewer, null, verb(parsed), cancellation));

    /// <summary>A command on one ticket: does it, or says why not.</summary>
    private static Command Create(TextCatalog texts, AgentOptions options, string name, IReadOnlyList<Symbol> more, Func<ParseResult, AgentSession, string, CancellationToken, Task<TicketOutcome>> act)
    {
        var number = AgentOptions.Number(texts);
        var command = new Command(name, texts.Get($"tickets.{name}.about")) { number };
        foreach (var symbol in more)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else if (symbol is Option option)
            {
                command.Options.Add(option);
            }
        }

        command.SetAction((parsed, cancellation) => AgentSession.Run(parsed, options, texts, async session =>
            AgentSession.NumberOf(parsed.GetValue(number)!, texts) is { } read
                ? Say(await act(parsed, session, read, cancellation), read, session.Printer, texts)
                : KnowledgeCommand.Failed));
        return command;
    }

    private static int Say(TicketOutcome outcome, string number, TicketPrinter printer, TextCatalog texts)
    {
        if (outcome is TicketDone done)
        {
            Console.Out.WriteLine(printer.Line(done.Ticket));
            return 0;
        }

        if (outcome is TicketHeld held)
        {
            Console.Out.WriteLine(printer.Held(held));
            return 0;
        }

        Console.Error.WriteLine(outcome switch
        {
            TicketRefused refused => printer.Failure(number, refused.Failure),
            TicketChangedMeanwhile changed => texts.Get("tickets.changed", number, changed.By),
            _ => texts.Get("tickets.none", number),
        });
        return KnowledgeCommand.Failed;
    }

    private static Argument<string> TextArgument(TextCatalog texts) => new("text") { Description = texts.Get("tickets.text") };

    private static string Read(string text) => text == "-" ? Console.In.ReadToEnd().TrimEnd() : text;

    private static string Key(string name) => name.ToLower(CultureInfo.InvariantCulture);
}
