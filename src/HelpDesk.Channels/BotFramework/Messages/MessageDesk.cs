using HelpDesk.Channels.BotFramework.Files;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Files;
using HelpDesk.Storage;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Channels.BotFramework.Messages;

/// <summary>Has a message accepted: its files first, then the message with them. One that is not accepted leaves no file behind.</summary>
internal sealed class MessageDesk(TurnDesk desk, Inbox inbox, TeamsFiles files)
{
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public async Task<AcceptedTurn> AcceptAsync(AcceptedMessage message, TeamsEvent happened, CancellationToken cancellation)
    {
        // Files take long enough for Teams to send a message again: a repeat need not fetch them a second time.
        if (happened is not Said { Attachments: { Count: > 0 } attachments } || await inbox.HoldsAsync(message, cancellation))
        {
            return await desk.AcceptAsync(message, cancellation);
        }

        var taken = await files.TakeAsync(attachments, new FileSender(message.Channel, message.Conversation, message.Person), cancellation);
        var with = message with { Message = KeptFile.Join(message.Message, taken.Kept) with { FilesLeft = taken.Left.Count > 0 ? taken.Left : null } };

        // To its end, whoever waits: until it is known whether the message was accepted, its files can neither stay nor go.
        return await AcceptAsync(with, taken.Kept).WaitAsync(cancellation);
    }

    private async Task<AcceptedTurn> AcceptAsync(AcceptedMessage message, IReadOnlyList<KeptFile> kept)
    {
        var accepted = false;
        try
        {
            var turn = await desk.AcceptAsync(message, CancellationToken.None);
            accepted = !turn.Repeat;
            return turn;
        }
        finally
        {
            if (!accepted)
            {
                await files.DiscardAsync(kept);
            }
        }
    }
}
