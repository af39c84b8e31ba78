using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Files and pictures: kept for the ticket, and what a picture says is asked about before it is believed.</content>
public sealed partial class Bot
{
    /// <summary>Files that a conversation keeps for a ticket that is not open yet; older ones give way.</summary>
    public const int MostFiles = 20;

    /// <summary>Characters of a picture's text that are shown back.</summary>
    private const int LongestShown = 300;

    /// <summary>Files join what waits for them: the ticket spoken of, the one in the making, or the next one.</summary>
    private Turn? WithFiles(DialogueState state, Incoming incoming, string text, Person person)
    {
        if (incoming.FilesLeft is { Count: > 0 } left)
        {
            return WithoutFiles(state, incoming with { FilesLeft = null }, left, text, person);
        }

        if (incoming.Files is not { Count: > 0 } files)
        {
            return null;
        }

        if (state.Step == Step.Adding && state.Ticket is { } number)
        {
            return Turn.Say(state with { Step = Step.Open }, Spoken(state, "ticket.added", Choices(state, "add-to-ticket"), number))
                .And(new AddToTicket(number, text.Length > 0 ? text : Text(state, "files.only")) { Files = files });
        }

        var kept = state with { Files = [.. state.Files.Concat(files).TakeLast(MostFiles)] };
        if (text.Length > 0)
        {
            // What they wrote says what it is about; the files follow it.
            return Listen(kept, incoming with { Files = null, PictureText = null }, text, person).After(Spoken(state, "files.kept", null, Names(files)));
        }

        if (!state.IsBusy && Replied(state, person) is { } ticket)
        {
            return AddedReply(kept, ticket, Text(state, "files.only"), kept.Files);
        }

        if (state.Step == Step.Collecting)
        {
            return AskNext(kept, person, [Spoken(state, "files.kept", null, Names(files))]);
        }

        if (state.Step == Step.Confirming)
        {
            return Confirm(kept, [Spoken(state, "files.kept", null, Names(files))]);
        }

        return state.Step == Step.Describing ? Turn.Say(kept, Spoken(state, "files.describe", Choices(state, "cancel"), Names(files))) : Pictured(kept, incoming.PictureText, files);
    }

    /// <summary>What was not taken is said first; the words and the files that were taken go their way.</summary>
    private Turn WithoutFiles(DialogueState state, Incoming taken, IReadOnlyList<FileNote> left, string text, Person person)
    {
        var why = new Reply(string.Join("\n\n", left.Select(note => Text(state, "files.refused." + note.Code, [.. note.About]))));
        return text.Length > 0 || taken.Values is not null || taken.Files is { Count: > 0 }
            ? (WithFiles(state, taken, text, person) ?? Listen(state, taken, text, person)).After(why)
            : Turn.Say(state, why with { Choices = Choices(state, "person") });
    }

    private Turn Pictured(DialogueState state, string? read, IReadOnlyList<IncomingFile> files)
    {
        if (string.IsNullOrWhiteSpace(read))
        {
            return Turn.Say(state, Spoken(state, "files.unread", Choices(state, "person"), Names(files)));
        }

        // Only what the screen surely says is worth asking about; the rest of a screen would be searched for nothing.
        var symptoms = desk.Recognize(read);
        var seen = symptoms.Symptoms.Select(symptom => symptom.Shown).Concat(symptoms.UnknownCodes).Distinct(StringComparer.Ordinal).ToList();
        return seen.Count == 0
            ? Turn.Say(state, Spoken(state, "files.unclear", Choices(state, "person"), Shown(read)))
            : Turn.Say(state with { Step = Step.Picture, PictureText = read }, Spoken(state, "files.read", Choices(state, "yes", "no"), string.Join(" / ", seen)));
    }

    private Turn? PictureConfirmed(DialogueState state, Heard heard, Person person)
    {
        var open = state with { Step = Step.Open, PictureText = null };
        if (heard.Button is "yes" or "confirm" || (heard.Is(DialogueAct.Confirm) && !heard.Is(DialogueAct.Refuse)))
        {
            var read = state.PictureText!;
            var matter = (state.Matter is { Shown.Count: 0 } before ? before : new Matter()).Saying(Shown(read)).Knowing(facts.Read(read));
            return Answer(open, matter, read, desk.Ask(read), null, person);
        }

        return heard.Button is "no" or "cancel" || (!heard.IsCertain && negation.In(heard.Text) && heard.Answer.Outcome != Outcome.Answer) ? Turn.Say(open, Spoken(state, "files.ask", Choices(state, "person"))) : null;
    }

    private static string Names(IReadOnlyList<IncomingFile> files) => string.Join(", ", files.Select(file => file.Name));

    private static string Shown(string read)
    {
        var line = read.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestShown ? line : Cuts.To(line, LongestShown) + "…";
    }
}
