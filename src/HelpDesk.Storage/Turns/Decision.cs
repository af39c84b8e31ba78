using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Ticketing.Privacy;

namespace HelpDesk.Storage.Turns;

/// <summary>A message that waits, and who waits for it.</summary>
internal sealed record Pending(AcceptedMessage Message, TaskCompletionSource<AcceptedTurn> Done);

/// <summary>What was known of a message's conversation and speaker when it was decided.</summary>
/// <param name="Version">0 where the conversation is new.</param>
/// <param name="Forgotten">The speaker had themselves forgotten since they were let in.</param>
internal sealed record Before(bool Repeat, string? State, long Version, long Sequence, Person Person, bool Forgotten);

/// <summary>A message decided and ready to be written; serialised already, so that the writer only writes.</summary>
internal sealed class Decision
{
    private readonly List<OpenedInquiry> opened = [];
    private DialogueState? named;

    private Decision(Pending pending, Before before, Turn turn)
    {
        (Pending, Before, Turn) = (pending, before, turn);
        Replies = turn.Replies;
        // Where a ticket is opened both are written when its number is known.
        var isNamed = turn.Acts.Any(act => act is OpenTicket);
        State = isNamed ? "" : turn.State.Write();
        Said = isNamed ? [] : [.. turn.Replies.Select(ReplyJson.Write)];
        Questions = [.. turn.Acts.OfType<NoteQuestion>().Select(note => note with { Text = PersonalData.Mask(note.Text) })];
    }

    public Pending Pending { get; }

    public AcceptedMessage Message => Pending.Message;

    public Before Before { get; }

    public Turn Turn { get; }

    public IReadOnlyList<Reply> Replies { get; private set; }

    /// <summary>The dialogue's state to keep, as JSON.</summary>
    public string State { get; private set; }

    /// <summary>The replies as JSON.</summary>
    public IReadOnlyList<string> Said { get; private set; }

    /// <summary>What is kept for learning, masked.</summary>
    public IReadOnlyList<NoteQuestion> Questions { get; }

    /// <summary>The inquiries that the turn has opened; known in its transaction.</summary>
    public IReadOnlyList<OpenedInquiry> Opened => opened;

    public bool TouchesTickets => Turn.Acts.Any(act => act is not (NoteSolved or NoteQuestion));

    public static Decision Of(Pending pending, Before before, Bot bot, Action<Exception> report)
    {
        var state = DialogueState.Read(before.State);
        try
        {
            return new Decision(pending, before, bot.Next(state, pending.Message.Message, before.Person));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Every failure of the bot ends at a person.
            report(e);
            return new Decision(pending, before, bot.Failed(state, pending.Message.Message, before.Person));
        }
    }

    /// <summary>After the commit: its texts, to whoever looks at them.</summary>
    public void Leave(IAftermath? to, DateTimeOffset at)
    {
        if (to is not null && (Questions.Count > 0 || Opened.Count > 0))
        {
            to.Accepted(new TurnAftermath(Message.Channel, Message.Conversation, at, Questions, [.. Opened]));
        }
    }

    /// <summary>The numbers of the tickets that the turn opened are known only in its transaction.</summary>
    /// <param name="index">Which of them, from 0. The first begins anew: a transaction may be tried twice.</param>
    public void Name(string ticket, int index)
    {
        opened.RemoveRange(index, opened.Count - index);
        var open = Turn.Acts.OfType<OpenTicket>().ElementAt(index);
        opened.Add(new OpenedInquiry(ticket, PersonalData.Mask(open.Text), open.Language));
        var (replies, state) = index == 0 ? (Turn.Replies, Turn.State) : (Replies, named ?? Turn.State);
        Replies = [.. replies.Select(reply => reply.WithTicket(ticket, index))];
        Said = [.. Replies.Select(ReplyJson.Write)];
        named = state.WithTicket(ticket, index);
        State = named.Write();
    }
}
