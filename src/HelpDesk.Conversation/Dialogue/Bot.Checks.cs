using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Answers that are lists of checks or causes, gone through one by one.</content>
public sealed partial class Bot
{
    private const int LongestRemark = 200;

    /// <summary>The list of the article shown last; null where it has none, or all of it was checked.</summary>
    private ArticleCheck? Checkable(Matter matter) =>
        matter.Shown.Count > 0 && checks.Of(matter.Shown[^1]) is { } list && NextUnchecked(matter, list, 0) is not null ? list : null;

    private Turn? BeginChecks(DialogueState state) => state.Matter is { } matter && Checkable(matter) is { } list ? AskCheck(state with { Step = Step.Checking, Check = NextUnchecked(matter, list, 0)!.Value }, []) : null;

    private Turn AskCheck(DialogueState state, IReadOnlyList<Reply> before)
    {
        var list = checks.Of(state.Matter!.Shown[^1])!;
        var items = list.ItemsIn(state.Language ?? "ja");
        var (at, of) = ((state.Check + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var choices = list.AreCauses ? Choices(state, "cause-no", "cause-yes", "check-unknown", "person") : Choices(state, "check-ok", "check-fixed", "check-unknown", "person");
        return Turn.Say(state with { Step = Step.Checking }, [.. before, new Reply(Text(state, list.AreCauses ? "checks.cause" : "checks.check", at, of, items[state.Check]), null, choices)]);
    }

    private Turn? CheckAnswered(DialogueState state, Heard heard, Person person)
    {
        if (state.Matter is not { } matter || checks.Of(matter.Shown[^1]) is not { } list)
        {
            return null;
        }

        var said = state with { Matter = heard.Button is null ? Learn(matter, heard) : matter };
        if (heard.Is(DialogueAct.Person) && heard.Button is null or "person")
        {
            return Escalate(said with { Step = Step.Open }, person);
        }

        if (heard.Is(DialogueAct.Cancel) && heard.Button is null)
        {
            return Turn.Say(said with { Step = Step.Solved }, SolvedQuestion(said, said.Matter!));
        }

        if (list.AreCauses)
        {
            return CauseAnswered(said, heard, person, list);
        }

        if (heard.Button is "check-fixed" or "solved" || (heard.Is(DialogueAct.Solved) && !negation.In(heard.Text)))
        {
            return Solved(With(said, list, "fixed", null));
        }

        if (heard.IsCertain || (heard.Is(DialogueAct.Ask) && heard.Answer.Outcome == Outcome.Answer))
        {
            return null;
        }

        var result = heard.Button is "check-unknown" or "skip" || heard.Is(DialogueAct.Refuse) ? "unknown" : "ok";
        return NextCheck(With(said, list, result, heard.Button is null ? Cuts.To(heard.Text, LongestRemark) : null), list, person);
    }

    private Turn CauseAnswered(DialogueState state, Heard heard, Person person, ArticleCheck list)
    {
        var denies = heard.Button is "cause-no" or "no" || (heard.Button is null && negation.In(heard.Text));
        var unknown = heard.Button is "check-unknown" or "skip" || (heard.Is(DialogueAct.Refuse) && !denies);
        if (denies || unknown)
        {
            return NextCheck(With(state, list, unknown ? "unknown" : "ok", null), list, person);
        }

        // A cause fits: it says who settles it.
        var found = With(state, list, "yes", heard.Button is null ? Cuts.To(heard.Text, LongestRemark) : null);
        var owner = list.OwnerOf(state.Check) ?? found.Matter!.Owner;
        found = found with { Matter = found.Matter! with { Owner = owner, OwnerIsSure = true }, Step = Step.Solved };
        return owner == Self && routing.Owner(Self) is { } self
            ? Turn.Say(found, new Reply(self.AdviceIn(state.Language ?? "ja"), null, Choices(state, "solved", "person")))
            : Turn.Say(found, new Reply(Text(state, "followUp.who", OwnerName(state, owner, AreaOf(found.Matter))), null, Choices(state, "person", "solved")));
    }

    private Turn NextCheck(DialogueState state, ArticleCheck list, Person person) => NextUnchecked(state.Matter!, list, state.Check + 1) is { } next
        ? AskCheck(state with { Check = next }, [])
        : Joined(Turn.Say(state, Spoken(state, "checks.done")), Escalate(state with { Step = Step.Open, Matter = state.Matter!.Failing() }, person)).And(new NoteSolved(false));

    private static DialogueState With(DialogueState state, ArticleCheck list, string result, string? remark) =>
        state with { Matter = state.Matter! with { Checks = [.. state.Matter.Checks, new Checked(list.Article, state.Check, result, remark)] } };
}
