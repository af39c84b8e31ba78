using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Connector;
using HelpDesk.Channels.BotFramework.Files;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Files;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Invokes;

/// <summary>
/// Puts a file that was accepted where its recipient made room for it. What an answer names is asked for anew: only who may see the file gets it, whatever card they hold.
/// Where it cannot be put that is said, and it is offered again.
/// </summary>
internal sealed class FileAnswers(FilePut put, FileRegister register, IIncomingFiles store, ConnectorClient connector, TimeProvider time, ILogger<FileAnswers> log)
{
    /// <summary>For putting; Teams waits for the answer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    private static readonly InvokeResponse Heard = new(200, null);

    /// <exception cref="Storage.DatabaseException">It cannot be read now.</exception>
    public async Task<InvokeResponse> AnswerAsync(FileAnswered answered, Activity activity, string language, CancellationToken cancellation)
    {
        if (answered.Place.Kind != ConversationKind.Personal || TeamsSpeaker.Of(answered, activity.ChannelId) is not { } speaker)
        {
            return InvokeResponse.NotImplemented;
        }

        var to = TeamsReference.Of(answered.Place, activity);
        var file = await register.FindAsync(answered.File, Viewer.Requester(BotFrameworkOptions.TeamsId, speaker.Id), cancellation);
        if (file is null)
        {
            await SayAsync(FileOffers.Text("files.gone", "", language, to), to, cancellation);
        }
        else if (answered.Room is not { } room)
        {
            await SayAsync(FileOffers.Text("files.declined", file.Name, language, to), to, cancellation);
        }
        else
        {
            await HandOverAsync(file, room, answered.CardId, language, to, cancellation);
        }

        return Heard;
    }

    private async Task HandOverAsync(FileRow file, FileRoomMade room, string? card, string language, TeamsReference to, CancellationToken cancellation)
    {
        if (await PutAsync(file, room, cancellation) is { } code)
        {
            // Neither the address, which is a key, nor the name.
            log.LogWarning("Teams: a file was not put where its recipient wants it ({Code})", code);
            await SayAsync(FileOffers.Text("files.failed", file.Name, language, to), to, cancellation);
            await SayAsync(FileOffers.Offer(file.Id, file.Name, file.Size, language, to), to, cancellation);
            return;
        }

        // It is there: that is shown, whoever waits for the answer.
        await SayAsync(FileOffers.Put(room, language, to), to, CancellationToken.None);
        if (card is { Length: > 0 })
        {
            // A card that stays does no harm.
            await connector.DeleteAsync(Address(to), card, cancellation);
        }
    }

    private async Task<string?> PutAsync(FileRow file, FileRoomMade room, CancellationToken cancellation)
    {
        await using var content = store.Open(file.Id);
        if (content is null)
        {
            return "not-in-store";
        }

        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await put.PutAsync(room.UploadUrl, content, file.Size, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "slow";
        }
    }

    private async Task SayAsync(Activity said, TeamsReference to, CancellationToken cancellation) => await connector.SendAsync(Address(to), said, cancellation);

    private static ConnectorAddress Address(TeamsReference to) => new(to.ServiceUrl, to.Conversation!, to.TenantId);
}
