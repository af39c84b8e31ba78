using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Sources;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.Routing;
using HelpDesk.Ticketing.Tickets;
using Spectre.Console;

namespace HelpDesk.Cli.Tickets;

/// <summary>Tickets as an agent reads them: times in Tokyo, due and breach in words.</summary>
internal sealed class TicketPrinter(TextCatalog texts, TextCatalog replies, RoutingRules routing, AreaFinder areas, UrgencyWords urgency)
{
    /// <summary>A fact that has a line of its own.</summary>
    private const string AreaNeed = "area";

    private const int FewPhrases = 2;

    /// <summary>Columns of a terminal that is none (a pipe): rows stay on one line.</summary>
    private const int PipeWidth = 240;

    /// <param name="hints">By number: what the language service said.</param>
    public void List(TicketPage page, TicketQuery query, IReadOnlyDictionary<string, InquiryHint> hints)
    {
        if (page.Tickets.Count == 0)
        {
            Console.Out.WriteLine(texts.Get("tickets.list.none"));
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["number", "state", "priority", "owner", "area", "agent", "due", "hint", "subject"])
        {
            table.AddColumn(texts.Get("tickets.column." + column));
        }

        foreach (var view in page.Tickets)
        {
            var ticket = view.Ticket;
            table.AddRow([.. new[]
            {
                ticket.Number, StateOf(ticket.State), PriorityOf(ticket.Priority), OwnerOf(ticket), AreaOf(ticket), ticket.Agent ?? texts.Get("tickets.nobody"), Due(view), Hint(ticket, hints.GetValueOrDefault(ticket.Number)), ticket.Subject,
            }.Select(TerminalWriter.OneLine).Select(Markup.Escape)]);
        }

        // No colours: what looks like one is somebody's words.
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(Console.Out) });
        terminal.Profile.Width = Console.IsOutputRedirected ? PipeWidth : Math.Max(terminal.Profile.Width, 120);
        terminal.Write(table);
        Console.Out.WriteLine(texts.Get("tickets.list.count", Number(query.Skip + 1), Number(query.Skip + page.Tickets.Count), Number(page.Total)));
    }

    public void Show(TicketView view, InquiryHint? hint)
    {
        var ticket = view.Ticket;
        Console.Out.WriteLine($"{ticket.Number}  {TerminalWriter.OneLine(ticket.Subject)}");
        Field("state", StateOf(ticket.State));
        Field("priority", PriorityOf(ticket.Priority));
        Field("first-response", Target(view.FirstResponse));
        Field("resolution", Target(view.Resolution));
        Field("owner", OwnerOf(ticket));
        Field("area", AreaOf(ticket));
        Field("team", ticket.Team);
        Field("agent", ticket.Agent ?? texts.Get("tickets.nobody"));
        Field("requester", $"{ticket.Requester} ({ticket.Channel})");
        Field("opened", At(ticket.OpenedAt));
        Field("tags", string.Join(", ", ticket.Tags));
        Field("hint", Hint(ticket, hint));
        Field("key-phrases", string.Join(", ", hint?.KeyPhrases ?? []));
        Field("mood", hint?.Sentiment is { } sentiment ? Mood(sentiment, hint.Negative) : "");
        Field("articles", string.Join(", ", ticket.Articles));
        Field("tried", string.Join(" / ", ticket.Tried));
        Field("duplicates", string.Join(", ", ticket.Duplicates));
        foreach (var need in routing.Needs.Where(need => need.Id != AreaNeed && ticket.Facts.ContainsKey(need.Id)))
        {
            Console.Out.WriteLine($"  {need.NameIn(texts.Language)}: {TerminalWriter.OneLine(ticket.Facts[need.Id])}");
        }

        if (ticket.HandOver is { } handOver)
        {
            Field("hand-over", $"{handOver.To} ({At(handOver.At)})");
        }

        foreach (var feedback in ticket.Feedback)
        {
            Field("feedback", texts.Get(feedback.Helpful ? "tickets.rated.up" : "tickets.rated.down") + (feedback.Comment is { } comment ? $" {comment}" : ""));
        }

        Said(ticket);
        Journal(ticket);
    }

    /// <summary>After an act: how the ticket stands.</summary>
    public string Line(Ticket ticket) => TerminalWriter.OneLine(
        texts.Get("tickets.done", ticket.Number, StateOf(ticket.State), ticket.Agent ?? texts.Get("tickets.nobody"), ticket.Team, PriorityOf(ticket.Priority)));

    /// <summary>What was to be said waits for somebody else.</summary>
    public string Held(TicketHeld held) => TerminalWriter.OneLine(texts.Get("tickets.held", held.Ticket.Number, string.Join(", ", held.Why.Select(Why))));

    /// <summary>Why an act was refused, and what to do.</summary>
    public string Failure(string number, TicketFailure failure) => TerminalWriter.OneLine(Words(number, failure));

    private string Words(string number, TicketFailure failure) => failure switch
    {
        NotInState state => texts.Get("tickets.failure.ticket_state", number, StateOf(state.State)),
        AlreadyTaken taken => texts.Get("tickets.failure.ticket_taken", number, taken.Agent),
        ReopenTooLate late => texts.Get("tickets.failure.ticket_reopen_late", number, At(late.ClosedAt), Number(Ticket.ReopenWithin.Days)),
        Missing missing => texts.Get("tickets.failure.ticket_missing", texts.Get("tickets.what." + missing.What)),
        TooLong longer => texts.Get("tickets.failure.ticket_long", texts.Get("tickets.what." + longer.What), Number(longer.Most)),
        NeedsRelease needs => texts.Get("tickets.failure.ticket_needs_release", number, string.Join(", ", needs.Why.Select(Why))),
        TooMany many => texts.Get("tickets.failure.ticket_many", texts.Get("tickets.what." + many.What), Number(many.Most)),
        _ => texts.Get("tickets.failure." + failure.Code, number),
    };

    private string Why(HoldReason why) => texts.Get("tickets.rule." + why.Rule.ToString().ToLowerInvariant(), why.What ?? "");

    private void Said(Ticket ticket)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(texts.Get("tickets.messages"));
        foreach (var message in ticket.Messages)
        {
            Console.Out.WriteLine($"[{At(message.At)}] {texts.Get("tickets.kind." + message.Kind.ToString().ToLowerInvariant())} {TerminalWriter.OneLine(message.Author)}");
            Console.Out.WriteLine(TerminalWriter.Quoted(message.Text));
            foreach (var file in message.Attachments)
            {
                Console.Out.WriteLine("  " + texts.Get("tickets.attachment", TerminalWriter.OneLine(file.Name), Number(file.Size), file.Id));
            }
        }
    }

    private void Journal(Ticket ticket)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(texts.Get("tickets.journal"));
        foreach (var line in ticket.Events)
        {
            var change = (line.Before, line.After) switch
            {
                (null, null) => "",
                (null, { } after) => ": " + Word(after),
                ({ } before, null) => ": " + Word(before) + " →",
                ({ } before, { } after) => ": " + Word(before) + " → " + Word(after),
            };
            Console.Out.WriteLine(TerminalWriter.OneLine($"  {At(line.At)} {line.By} {texts.Get("tickets.event." + line.What)}{change}"));
        }
    }

    private void Field(string name, string value)
    {
        if (value.Length > 0)
        {
            Console.Out.WriteLine($"  {texts.Get("tickets.column." + name)}: {TerminalWriter.OneLine(value)}");
        }
    }

    /// <summary>What may deserve a look before the rest: words of urgency, a symptom, and where the language service is asked, an upset writer and what it is about.</summary>
    private string Hint(Ticket ticket, InquiryHint? hint)
    {
        List<string> parts = [];
        if (urgency.In(ticket.Subject) is not null || ticket.Messages.Any(message => message.Kind == TicketMessageKind.Incoming && urgency.In(message.Text) is not null))
        {
            parts.Add(texts.Get("tickets.hint.urgent"));
        }

        if (hint is { IsUpset: true })
        {
            parts.Add(Mood("negative", hint.Negative));
        }

        parts.AddRange(ticket.Symptom is { } symptom ? [symptom] : hint?.KeyPhrases.Take(FewPhrases) ?? []);
        return string.Join(" / ", parts);
    }

    private string Mood(string sentiment, double negative) =>
        texts.Has("tickets.hint." + sentiment) ? texts.Get("tickets.hint.score", texts.Get("tickets.hint." + sentiment), negative.ToString("0.00", CultureInfo.InvariantCulture)) : "";

    /// <summary>The target that comes next, and every one that was missed.</summary>
    private string Due(TicketView view)
    {
        var parts = new List<string>();
        var (answered, settled) = (view.Ticket.FirstAnswerAt is not null, view.Ticket.State.IsSettled());
        if (view.FirstResponse.State == TargetState.Breached || (!answered && !settled))
        {
            parts.Add(texts.Get("tickets.due.first-response", Target(view.FirstResponse)));
        }

        if (view.Resolution.State == TargetState.Breached || (answered && !settled))
        {
            parts.Add(texts.Get("tickets.due.resolution", Target(view.Resolution)));
        }

        return parts.Count == 0 ? "-" : string.Join(" / ", parts);
    }

    private string Target(TargetStatus target)
    {
        var words = target.State switch
        {
            TargetState.Paused => texts.Get("tickets.due.paused", Left(target.Left!.Value)),
            TargetState.Breached => texts.Get("tickets.due.breached", At(target.Due!.Value)),
            TargetState.Met => texts.Get("tickets.due.met"),
            _ => texts.Get("tickets.due.pending", At(target.Due!.Value)),
        };
        return target.Certain ? words : words + texts.Get("tickets.due.uncertain");
    }

    private string Left(TimeSpan left) => texts.Get("tickets.due.left", Number((long)left.TotalHours), Number(left.Minutes));

    private string OwnerOf(Ticket ticket) => ticket.Owner == RoutingRules.Operator && ticket.AreaCode is { } code && areas.ByCode(code) is { } area
        ? area.OperatorIn(texts.Language)
        : routing.Owner(ticket.Owner)?.NameIn(texts.Language) ?? ticket.Owner;

    private string AreaOf(Ticket ticket) => ticket.AreaCode is { } code ? areas.ByCode(code)?.NameIn(texts.Language) ?? code : "";

    private string StateOf(TicketState state) => replies.Get("state." + state.Key());

    private string PriorityOf(TicketPriority priority) => texts.Get("tickets.priority." + priority.ToString().ToLowerInvariant());

    /// <summary>States and priorities of the journal in words; all else stands as it is.</summary>
    private string Word(string value) => Enum.TryParse<TicketState>(value, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(value[0]) ? StateOf(state)
        : Enum.TryParse<TicketPriority>(value, out var priority) && Enum.IsDefined(priority) && !char.IsAsciiDigit(value[0]) ? PriorityOf(priority)
        : value;

    private static string At(DateTimeOffset at) => at.ToOffset(BusinessCalendar.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
