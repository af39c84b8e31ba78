using System.Globalization;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>To a person: the own administrator first where the FAQ says so, then what is missing, then the ticket.</content>
public sealed partial class Bot
{
    private const string Self = "self";
    private const int LongestSubject = 80;

    private Turn Escalate(DialogueState state, Person person, bool urgent)
    {
        if (state.Topic is not { } topic)
        {
            return Turn.Say(state with { Step = Step.Describing }, Spoken(state, "person.describe", Choices(state, "cancel")));
        }

        if (topic.FirstOwner is { } first && routing.Owner(first) is { } owner)
        {
            return Turn.Say(state with { Step = Step.AdministratorFirst }, new Reply(
                owner.AdviceIn(state.Language ?? "ja") + "\n\n" + Text(state, "person.administrator"), null, Choices(state, "administrator-yes", "administrator-no")));
        }

        return Collect(state, person, urgent);
    }

    private Turn? AdministratorAnswered(DialogueState state, string text, Person person)
    {
        if (intents.Means(text, "administrator-no") || intents.Means(text, "no"))
        {
            return Collect(state with { Topic = state.Topic! with { FirstOwner = null, Owner = RoutingRules.HelpDesk } }, person, urgent: false);
        }

        return intents.Means(text, "administrator-yes") || intents.Means(text, "yes")
            ? Turn.Say(state with { Step = Step.Open }, Spoken(state, "person.administratorFirst", Choices(state, "person")))
            : null;
    }

    private Turn Described(DialogueState state, string text, Person person)
    {
        var answer = desk.Ask(text);
        var topic = TopicOf([text], answer) with { Articles = [] };
        return Escalate(state with { Topic = topic }, person, urgent: false)
            .And(new NoteQuestion(text, "admit", topic.Symptom, [], state.Language ?? "ja"));
    }

    private Turn Collect(DialogueState state, Person person, bool urgent)
    {
        var facts = Known(state, person);
        var escalation = new Escalation(facts, [], null, urgent, person.Anonymous);
        return AskNext(state with { Step = Step.Collecting, Escalation = escalation }, [Spoken(state, "collect.begin", null, OwnerName(state, OwnerOf(state.Topic!), AreaOf(state.Topic!, facts)))]);
    }

    /// <summary>What goes on in the conversation stays as it is: the message may have been written elsewhere, by somebody else.</summary>
    private Turn OpenAtOnce(DialogueState state, string text, Person person)
    {
        var topic = TopicOf([text], desk.Ask(text)) with { Articles = [] };
        var opened = Open(state with { Topic = topic, Files = [], Escalation = new Escalation(Known(state with { Topic = topic }, person), [], null) });
        return (opened with { State = state.IsBusy || state.Files.Count > 0 ? state with { Ticket = Reply.TicketPlaceholder } : opened.State })
            .And(new NoteQuestion(text, "admit", topic.Symptom, [], state.Language ?? "ja"));
    }

    /// <summary>What need not be asked: read in the person's words, known of the speaker, told before.</summary>
    private Dictionary<string, string> Known(DialogueState state, Person person)
    {
        var facts = details.Read(state.Topic!.Text, state.Topic.Symptom);
        foreach (var (need, value) in new[] { (Details.Company, person.Company), (Details.CompanyCode, person.CompanyCode) })
        {
            if (value is not null)
            {
                facts.TryAdd(need, value);
            }
        }

        foreach (var (need, value) in state.Introduction ?? new Dictionary<string, string>())
        {
            facts.TryAdd(need, value);
        }

        return facts;
    }

    private Turn Collected(DialogueState state, Incoming incoming, string text, Person person)
    {
        var escalation = state.Escalation!;
        var asked = escalation.Asking ?? "";
        var skips = intents.Means(text, "skip") || intents.Means(text, "skip-all");
        if (skips && incoming.Values is null && Details.MustBeGiven(asked))
        {
            return AskNext(state with { Escalation = escalation with { SkipRest = escalation.SkipRest || intents.Means(text, "skip-all") } }, [Spoken(state, "check.required")]);
        }

        if (intents.Means(text, "skip-all"))
        {
            return Confirm(state);
        }

        if (intents.Means(text, "skip"))
        {
            return AskNext(state with { Escalation = escalation with { Skipped = [.. escalation.Skipped, asked] } }, []);
        }

        // A number in it is what was asked for, or a part of it.
        if (incoming.Values is null && !text.Any(char.IsDigit) && intents.Means(text, "person"))
        {
            return AskNext(state, [Spoken(state, "collect.already")]);
        }

        var given = new Dictionary<string, string>(escalation.Facts, StringComparer.Ordinal);
        var replies = new List<Reply>();
        foreach (var (need, value) in incoming.Values ?? new Dictionary<string, string> { [asked] = text })
        {
            if (incoming.Values is not null && (string.IsNullOrWhiteSpace(value) || routing.Needs.All(n => n.Id != need)))
            {
                continue;
            }

            var check = details.Check(need, value);
            if (check.Value is { } good)
            {
                given[need] = good;
                continue;
            }

            replies.Add(Problem(state, check));
        }

        // Whoever answers one question often answers the next too.
        foreach (var (need, value) in details.Read(text, null))
        {
            given.TryAdd(need, value);
        }

        if (given.TryGetValue(Details.Number, out var number) && AreaConflict(state, given, number) is { } conflict)
        {
            replies.Add(conflict);
            given[Details.Area] = number[..2];
        }

        return AskNext(state with { Escalation = escalation with { Facts = given } }, replies);
    }

    private Reply? AreaConflict(DialogueState state, Dictionary<string, string> given, string number)
    {
        var said = given.GetValueOrDefault(Details.Area);
        return said is null || said == number[..2] || areas.ByCode(said) is not { } other || areas.ByCode(number[..2]) is not { } own
            ? null
            : Spoken(state, "check.area-differs", null, own.NameIn(state.Language ?? "ja"), other.NameIn(state.Language ?? "ja"));
    }

    private Reply Problem(DialogueState state, Checked check)
    {
        if (check.Problem != "area-ambiguous")
        {
            return Spoken(state, "check." + check.Problem, null, [.. check.Arguments]);
        }

        var named = check.Arguments[0].Split('\n').Select(areas.ByCode).OfType<Area>().Select(area => new Choice(area.OperatorIn(state.Language ?? "ja"), area.Operator)).ToList();
        return Spoken(state, "check.area-ambiguous", named, string.Join(" / ", named.Select(choice => choice.Label)));
    }

    private Turn AskNext(DialogueState state, IReadOnlyList<Reply> before)
    {
        var (topic, escalation) = (state.Topic!, state.Escalation!);
        if (escalation.Facts.TryGetValue(Details.Number, out var number) && !escalation.Facts.ContainsKey(Details.Area))
        {
            var facts = new Dictionary<string, string>(escalation.Facts, StringComparer.Ordinal) { [Details.Area] = number[..2] };
            escalation = escalation with { Facts = facts };
        }

        var missing = details.Missing(topic.InquiryType, OwnerOf(topic), escalation.Facts, escalation.Skipped, escalation.Introduce);
        if (missing.Count == 0 || (escalation.SkipRest && !Details.MustBeGiven(missing[0].Id)))
        {
            return Confirm(state with { Escalation = escalation }, before);
        }

        var next = missing[0];
        var language = state.Language ?? "ja";
        var question = wording.In(language).Has("need." + next.Id) ? Text(state, "need." + next.Id) : Text(state, "need.other", next.NameIn(language));
        var rest = missing.Count > 1 ? "\n\n" + Text(state, "collect.rest", missing.Count.ToString(CultureInfo.InvariantCulture)) : "";
        var form = new FormCard([.. missing.Select(need => new FormField(need.Id, need.NameIn(language), null))]);
        var choices = Details.MustBeGiven(next.Id) ? Choices(state, "cancel") : missing.Count > 1 ? Choices(state, "skip", "skip-all", "cancel") : Choices(state, "skip", "cancel");
        return Turn.Say(state with { Step = Step.Collecting, Escalation = escalation with { Asking = next.Id } }, [.. before, new Reply(question + rest, form, choices)]);
    }

    private Turn Confirm(DialogueState state, IReadOnlyList<Reply>? before = null)
    {
        var (topic, facts) = (state.Topic!, state.Escalation!.Facts);
        var lines = FactLines(facts, state.Language ?? "ja");
        var files = state.Files.Count > 0 ? "\n\n" + Text(state, "files.attached", Names(state.Files)) : "";
        var summary = Text(state, "confirm.summary", OwnerName(state, OwnerOf(topic), AreaOf(topic, facts)), topic.Text) + (lines.Length > 0 ? "\n\n" + lines : "") + files;
        return Turn.Say(state with { Step = Step.Confirming }, [.. before ?? [], new Reply(summary + "\n\n" + Text(state, "confirm.ask"), null, Choices(state, "confirm", "cancel"))]);
    }

    private Turn? Confirmed(DialogueState state, Incoming incoming, string text, Person person)
    {
        if (intents.Means(text, "yes") || intents.Means(text, "confirm"))
        {
            return Open(state);
        }

        if (intents.Means(text, "no"))
        {
            return Turn.Say(Fresh(state), Spoken(state, "cancelled"));
        }

        if (intents.Means(text, "skip") || intents.Means(text, "skip-all"))
        {
            return Confirm(state);
        }

        // Anything else is one more thing to tell: it goes with the ticket.
        var more = details.Read(text, null);
        var facts = new Dictionary<string, string>(state.Escalation!.Facts, StringComparer.Ordinal);
        foreach (var (need, value) in more)
        {
            facts[need] = value;
        }

        return Confirm(Tried(state, text) with { Escalation = state.Escalation with { Facts = facts } }, [Spoken(state, "confirm.added")]);
    }

    private Turn Open(DialogueState state)
    {
        var (topic, escalation) = (state.Topic!, state.Escalation!);
        var (owner, area) = (OwnerOf(topic), AreaOf(topic, escalation.Facts));
        var handOver = owner == RoutingRules.HelpDesk ? null : HandOver(topic, escalation.Facts, owner, area);
        var subject = Subject(topic);
        var act = new OpenTicket(
            subject, topic.Text, topic.InquiryType, owner, area, state.Language ?? "ja", escalation.Facts, topic.Articles,
            [.. topic.Texts.Skip(1)], topic.Symptom, handOver, handOver is null ? null : OwnerName(DialogueState.New, owner, area), escalation.Urgent) { Files = state.Files };
        var key = handOver is null ? "ticket.helpdesk" : "ticket.handedOver";
        var ticket = Ticket(state, key, subject, owner, handOver, OwnerName(state, owner, area), WayTo(state, owner, area));
        var replies = handOver is null ? new List<Reply> { ticket } : [ticket, new Reply(handOver)];
        var introduction = escalation.Facts.Where(fact => Details.MustBeGiven(fact.Key)).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);
        var next = Fresh(state) with
        {
            Ticket = Reply.TicketPlaceholder, Replied = state.Replied, Introduction = introduction.Count > 0 ? introduction : state.Introduction,
        };
        return new Turn(next, replies, [act]);
    }

    private Reply Ticket(DialogueState state, string key, string subject, string owner, string? handOver, params ReadOnlySpan<string> arguments) =>
        new(Text(state, key, [Reply.TicketPlaceholder, .. arguments]),
            new TicketCard(Reply.TicketPlaceholder, subject, handOver is null ? "new" : "waiting-for-third-party", owner, handOver), Choices(state, "status"));

    /// <summary>What the receiver needs, in polite Japanese whatever the speaker's language: the receiver is a Japanese desk.</summary>
    private string HandOver(Topic topic, IReadOnlyDictionary<string, string> facts, string owner, string? area)
    {
        var ja = wording.In("ja");
        return ja.Get("handover.message", OwnerName(DialogueState.New, owner, area), facts.GetValueOrDefault(Details.Company) ?? ja.Get("handover.company"),
            Subject(topic), topic.Text, FactLines(facts, "ja"));
    }

    private string FactLines(IReadOnlyDictionary<string, string> facts, string language) =>
        string.Join('\n', routing.Needs.Where(need => facts.ContainsKey(need.Id)).Select(need =>
            $"- {need.NameIn(language)}: {(need.Id == Details.Area && areas.ByCode(facts[need.Id]) is { } area ? area.NameIn(language) : facts[need.Id])}"));

    private string Subject(Topic topic)
    {
        var article = topic.Articles.Select(desk.KnowledgeBase.Find).OfType<Article>().FirstOrDefault();
        var type = topic.InquiryType is { } id ? routing.InquiryType(id)?.Name : null;
        var subject = topic.Symptom ?? article?.Title ?? type ?? topic.Texts[0];
        subject = subject.ReplaceLineEndings(" ");
        return Cut(subject, LongestSubject);
    }

    /// <summary>What is the asker's own to do still gets a person who looks at it: the help desk.</summary>
    private static string OwnerOf(Topic topic) => topic.Owner == Self ? RoutingRules.HelpDesk : topic.Owner;

    private static string? AreaOf(Topic topic, IReadOnlyDictionary<string, string> facts) => facts.GetValueOrDefault(Details.Area) ?? topic.AreaCode;

    private string OwnerName(DialogueState state, string owner, string? area)
    {
        var language = state.Language ?? "ja";
        return owner == RoutingRules.Operator && area is not null && areas.ByCode(area) is { } known
            ? wording.In(language).Get("operatorDesk", known.OperatorIn(language))
            : routing.Owner(owner)?.NameIn(language) ?? owner;
    }

    private string WayTo(DialogueState state, string owner, string? area) =>
        contacts.Of(owner, area) is { } contact ? Text(state, "contact", contact) : routing.Owner(owner)?.AdviceIn(state.Language ?? "ja") ?? "";
}
