using System.Collections.Concurrent;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>To a person: what it is about, the own administrator first where the FAQ says so, then the form.</content>
public sealed partial class Bot
{
    private const string Self = "self";

    /// <summary>Words of a question in a sentence that answers it unasked; one alone (担当者) is of much else too.</summary>
    private const int WordsOfTheQuestion = 2;

    /// <summary>Words of the question whether an owner is there, by its id.</summary>
    private readonly ConcurrentDictionary<string, HashSet<string>> askedOf = new(StringComparer.Ordinal);

    private Turn Escalate(DialogueState state, Person person)
    {
        if (state.Step is Step.Collecting)
        {
            return AskNext(state, person, [Spoken(state, "collect.already")]);
        }

        if (state.Step is Step.Confirming)
        {
            return Confirm(state, [Spoken(state, "collect.already")]);
        }

        if (state.Matter is not { Said.Count: > 0 } matter)
        {
            return Turn.Say(state with { Step = Step.Describing }, Spoken(state, "person.describe", Choices(state, "cancel")));
        }

        (state, matter) = Parted(state, matter);
        if (!matter.FirstWasAsked && matter.FirstOwner is { } first && routing.Owner(first) is { } owner)
        {
            if (NobodyIsThere(matter, owner))
            {
                return Collect(state with { Matter = matter with { FirstOwner = null, Owner = RoutingRules.HelpDesk, OwnerIsSure = true } }, person);
            }

            return Turn.Say(state with { Step = Step.AdministratorFirst, Matter = matter with { FirstWasAsked = true } }, new Reply(
                owner.AdviceIn(state.Language ?? "ja") + "\n\n" + Text(state, "person.administrator"), null, Choices(state, "administrator-yes", "administrator-no")));
        }

        return Collect(state, person);
    }

    private bool NobodyElse(Matter? matter) => matter?.FirstOwner is { } first && routing.Owner(first) is { } owner && NobodyIsThere(matter, owner);

    /// <summary>A sentence said before answers what would be asked now: it has words of the question and of whom it is about, and denies; «can you not do it?» denies nothing.</summary>
    private bool NobodyIsThere(Matter matter, Owner first)
    {
        var asked = askedOf.GetOrAdd(first.Id, _ => ((string[])["ja", "en"]).SelectMany(language => desk.Finder.Read(first.NameIn(language) + " " + wording.In(language).Get("person.administrator")).ContentWords).ToHashSet(StringComparer.Ordinal));
        return matter.Said.SelectMany(PartsOf).SelectMany(part => part.Split('(', ')', '（', '）')).SelectMany(Sentences).Select(WithoutScreen).Any(sentence => (negation.In(sentence) || negation.Excepts(sentence)) && !Asks(sentence) && desk.Finder.Read(sentence).ContentWords.Count(asked.Contains) >= (negation.Excepts(sentence) || negation.OfPeople(sentence) ? 1 : WordsOfTheQuestion));
    }

    /// <summary>«いない», «いない。だからお願いしてます»: what negates says that nobody is there; who insists on a person gets one.</summary>
    private Turn? AdministratorAnswered(DialogueState state, Heard heard, Person person)
    {
        var asked = state with { Matter = Learn(state.Matter!, heard) };
        var said = desk.AsWritten(heard.Text);
        if (heard.Button is "administrator-no" or "no" or "person" or "unsolved" || (heard.Button is null && (negation.In(said) || negation.Excepts(said) || heard.Is(DialogueAct.Person) || heard.Is(DialogueAct.Unsolved)) && (!heard.IsCertain || negation.Excepts(said))))
        {
            var matter = asked.Matter! with { FirstOwner = null, Owner = RoutingRules.HelpDesk, OwnerIsSure = true };
            return Collect(asked with { Matter = heard.Button is null ? matter.Saying(heard.Text) : matter }, person);
        }

        if (heard.Is(DialogueAct.Cancel))
        {
            return Cancelled(state);
        }

        if (heard.Button is "administrator-yes" or "yes" || heard.Does(DialogueAct.Give) || heard.Is(DialogueAct.Confirm) || heard.Is(DialogueAct.Solved) || heard.Is(DialogueAct.Thanks))
        {
            return Turn.Say(asked with { Step = Step.Open }, Spoken(state, "person.administratorFirst", Choices(state, "person")));
        }

        // Neither yes nor a question: nobody is sent round in a circle; the desk reads what they said.
        return heard.Button is not null || heard.IsCertain || heard.Is(DialogueAct.Ask) || heard.Is(DialogueAct.AboutShown) || heard.Is(DialogueAct.WhoSettles)
            ? null
            : Collect(asked with { Matter = asked.Matter!.Saying(heard.Text) with { FirstOwner = null } }, person);
    }

    private Turn Described(DialogueState state, Heard heard, Person person)
    {
        if (heard.Is(DialogueAct.Cancel) && heard.Answer.Outcome != Outcome.Answer)
        {
            return Cancelled(state);
        }

        var answer = heard.Answer;
        var matter = Routed(Learn(state.Matter ?? new Matter(), heard).Saying(heard.Text), answer);
        var described = state with { Step = Step.Open, Matter = matter };
        var note = new NoteQuestion(heard.Text, answer.Outcome == Outcome.Answer ? "answer" : "admit", matter.Symptom, [.. answer.Articles.Select(article => article.Id)], state.Language ?? "ja");
        if (answer.Outcome != Outcome.Answer)
        {
            return Escalate(described, person).And(note);
        }

        // What the FAQ says of it first; the person is asked for all the same.
        var shown = Answered(described, matter, answer, heard);
        return Joined(shown with { Replies = [.. shown.Replies.Where(reply => reply.Card is AnswerCard).Select(reply => Briefly(state, matter, reply, heard.Text))] }, Escalate(shown.State, person)).And(note);
    }

    private Turn Collect(DialogueState state, Person person)
    {
        var matter = Introduced(state, person);
        var begun = state with { Step = Step.Collecting, Matter = matter, Inquiry = new Inquiry(null, person.Anonymous) };
        var begins = Text(state, OwnerOf(matter) == RoutingRules.HelpDesk ? "collect.begin" : "collect.beginOther", Receivers(state, matter));
        return AskNext(begun, person, [new Reply(loaded.Urgency.In(matter.Text) is null ? begins : begins + Text(state, "collect.urgent"))]);
    }

    /// <summary>With what need not be asked: known of the speaker, told before.</summary>
    private static Matter Introduced(DialogueState state, Person person)
    {
        var matter = state.Matter!;
        IEnumerable<KeyValuePair<string, string>> known = (state.About ?? new Dictionary<string, string>())
            .Append(new(Needs.Company, person.Company ?? "")).Append(new(Needs.CompanyCode, person.CompanyCode ?? "")).Append(new(Needs.RequesterName, person.Name?.Trim() is { Length: <= NameReader.LongestName } name ? name : ""));
        var introduced = matter.Knowing(known.Where(fact => fact.Value.Length > 0 && !matter.Facts.ContainsKey(fact.Key)));
        // What was not at hand for one matter is not asked for again with the next.
        return (state.About ?? new Dictionary<string, string>()).Where(fact => fact.Value.Length == 0 && !introduced.Facts.ContainsKey(fact.Key)).Aggregate(introduced, (told, fact) => told.Declining(fact.Key));
    }

    /// <summary>What goes on in the conversation stays as it is: the message may have been written elsewhere, by somebody else.</summary>
    /// <param name="values">Of a page's form, by need id; null: the text alone.</param>
    private Turn OpenAtOnce(DialogueState state, string text, IReadOnlyDictionary<string, string>? values, Person person)
    {
        var matter = Routed(new Matter().Saying(text).Knowing(facts.Read(text)).Knowing(Read(values)), desk.Ask(text));
        var opened = Open(state with { Matter = Introduced(state with { Matter = matter }, person), Files = [], Inquiry = new Inquiry(null) });
        return (opened with { State = state.IsBusy || state.Files.Count > 0 ? state with { Ticket = Reply.TicketPlaceholder } : opened.State })
            .And(new NoteQuestion(text, "admit", matter.Symptom, [], state.Language ?? "ja"));
    }
}
