using System.Globalization;
using HelpDesk.Conversation.Answering;
using HelpDesk.Sources;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.Privacy;
using HelpDesk.Ticketing.Routing;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Desk;

/// <summary>Inquiries in words, as the desk reads them; times are Tokyo's.</summary>
public sealed class DeskWords(TextCatalog texts, DeskOptions options)
{
    private const int LongestLine = 140;

    private readonly TextCatalog replies = options.Rules().Wording.In(texts.Language);
    private readonly LoadedDesk knowledge = options.Knowledge();

    public string State(TicketState state) => replies.Get("state." + state.Key());

    public string Priority(TicketPriority priority) => texts.Get("priority." + priority.ToString().ToLowerInvariant());

    public string Owner(Ticket ticket) => ticket.Owner == RoutingRules.Operator && ticket.AreaCode is { } code && knowledge.Areas.ByCode(code) is { } area
        ? area.OperatorIn(texts.Language)
        : knowledge.Routing.Owner(ticket.Owner)?.NameIn(texts.Language) ?? ticket.Owner;

    public string Type(Ticket ticket) => ticket.InquiryType is { } id ? knowledge.Routing.InquiryType(id)?.NameIn(texts.Language) ?? id : "";

    public string Area(Ticket ticket) => ticket.AreaCode is { } code ? knowledge.Areas.ByCode(code)?.NameIn(texts.Language) ?? code : "";

    /// <summary>Where the requester wrote, as people call it; a channel without a name of its own by its id.</summary>
    public string Channel(Ticket ticket) => texts.Has("channel." + ticket.Channel) ? texts.Get("channel." + ticket.Channel) : ticket.Channel;

    public static string Company(Ticket ticket) => Company(ticket.Facts);

    public static string Company(IReadOnlyDictionary<string, string> facts) => string.Join(' ', new[] { facts.GetValueOrDefault("company"), facts.GetValueOrDefault("company-code") }.OfType<string>());

    public IReadOnlyList<Need> Needs => knowledge.Routing.Needs;

    public string At(DateTimeOffset at) => at.ToOffset(BusinessCalendar.Offset).ToString(texts.Get("desk.timeFormat"), CultureInfo.GetCultureInfo(texts.Language));

    /// <summary>A day without its hour.</summary>
    public string Day(DateTimeOffset at) => at.ToOffset(BusinessCalendar.Offset).ToString(texts.Get("desk.dayFormat"), CultureInfo.GetCultureInfo(texts.Language));

    /// <summary>As dates are written in fields and files.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>For machines: the same instant.</summary>
    public static string Instant(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    public string Due(TargetStatus target) => target.State switch
    {
        TargetState.Pending => texts.Get("due.pending", At(target.Due!.Value)),
        TargetState.Breached => texts.Get("due.breached", At(target.Due!.Value)),
        TargetState.Paused => texts.Get("due.paused"),
        _ => texts.Get("due.met"),
    };

    /// <summary>What was done, by a line of the journal.</summary>
    public string What(TicketEvent line) => texts.Has("event." + line.What) ? texts.Get("event." + line.What) : line.What;

    /// <summary>A line of the journal.</summary>
    public string Event(TicketEvent line)
    {
        var what = What(line);
        if (line is { What: "reply-held", After: { } rules })
        {
            return $"{what}: {string.Join(texts.Get("people.comma"), rules.Split(',').Select(rule => texts.Get("checks.short." + rule.ToLowerInvariant())))}";
        }

        return (line.Before, line.After) switch
        {
            (null, null) => what,
            (null, { } after) => $"{what}: {Word(after)}",
            ({ } before, null) => $"{what}: {Word(before)} →",
            ({ } before, { } after) => $"{what}: {Word(before)} → {Word(after)}",
        };
    }

    /// <summary>Why an act was refused, and what to do.</summary>
    public string Failure(TicketFailure failure) => failure switch
    {
        NotInState state => texts.Get("failure.ticket_state", State(state.State)),
        AlreadyTaken taken => texts.Get("failure.ticket_taken", taken.Agent),
        ReopenTooLate late => texts.Get("failure.ticket_reopen_late", At(late.ClosedAt)),
        TooLong longer => texts.Get("failure.ticket_long", longer.Most.ToString(CultureInfo.InvariantCulture)),
        CannotWork other => texts.Get("failure.ticket_cannot_work", other.Agent),
        MergedAway merged => texts.Get("failure.ticket_merged", merged.Number),
        NotHeld held => texts.Get("failure.ticket_not_held", held.By),
        NeedsRelease needs => texts.Get("failure.ticket_needs_release", string.Join(texts.Get("people.comma"), needs.Why.Select(Why))),
        TooMany many => texts.Get("failure.ticket_many", many.Most.ToString(CultureInfo.InvariantCulture)),
        _ => texts.Get("failure." + failure.Code),
    };

    /// <summary>Why a reply waits for a second person.</summary>
    public string Why(HoldReason why)
    {
        ArgumentNullException.ThrowIfNull(why);
        return texts.Get("checks.rule." + why.Rule.ToString().ToLowerInvariant(), why.What ?? "");
    }

    /// <summary>Why a reply was not taken.</summary>
    public string Refusal(SendOutcome outcome) => outcome switch
    {
        SendRefused refused => Failure(refused.Failure),
        SendUnfilled open => texts.Get("composer.unfilled", open.Place),
        _ => texts.Get("failure.gone"),
    };

    /// <summary>A text on one line, as lists show it; personal data is for the inquiry's own page.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = Masked(string.Join(' ', text.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)));
        return line.Length <= LongestLine ? line : line[..(char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine)] + "…";
    }

    /// <summary>Why an act came to nothing; null where it was done.</summary>
    public string? Refusal(TicketOutcome outcome) => outcome switch
    {
        TicketDone => null,
        TicketRefused refused => Failure(refused.Failure),
        TicketChangedMeanwhile changed => texts.Get("failure.changed", changed.By, At(changed.At)),
        _ => texts.Get("failure.gone"),
    };

    /// <summary>What somebody may read who may not see personal data.</summary>
    public static string Masked(string text) => PersonalData.Mask(text);

    private string Word(string value) => Enum.TryParse<TicketState>(value, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(value[0]) ? State(state)
        : Enum.TryParse<TicketPriority>(value, out var priority) && Enum.IsDefined(priority) && !char.IsAsciiDigit(value[0]) ? Priority(priority)
        : value;
}
