using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.DirectLine.Messages;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Presence;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.DirectLine.Sockets;

/// <summary>
/// Sends a conversation's transcript through a socket as it grows. Whatever wakes it is a hint only: it reads the transcript
/// after its watermark, so that nothing is left out or sent twice.
/// </summary>
internal sealed class SocketStream(ConversationLog log, ChatTokens tokens, ConversationSignals signals, Presences presences, TimeProvider time, ILogger<SocketStream> logger)
{
    /// <summary>For a frame to be taken. Who is slower has gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>For the client to answer our good-bye; a stop of the host waits as long.</summary>
    private static readonly TimeSpan GoodBye = TimeSpan.FromSeconds(3);

    private const int PingBytes = 1024;

    public async Task RunAsync(WebSocket socket, ChatToken token, long after, CancellationToken stopping)
    {
        using var until = new CancellationTokenSource(Longest(token.Until - time.GetUtcNow()), time);
        using var gone = new CancellationTokenSource();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(until.Token, gone.Token, stopping);
        var listening = ListenAsync(socket, gone);
        var (status, why) = (WebSocketCloseStatus.NormalClosure, "token ended");
        try
        {
            await SendAsync(socket, token, after, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            (status, why) = stopping.IsCancellationRequested ? (WebSocketCloseStatus.EndpointUnavailable, "server stops") : (status, why);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client has gone, or takes nothing any more; it comes back with its watermark.
            socket.Abort();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The database is away, or a defect of ours: the client connects again, and is told by an answer that it understands.
            logger.LogError(e, "Direct Line: a socket ended");
            (status, why) = (WebSocketCloseStatus.InternalServerError, "try again");
        }

        await CloseAsync(socket, listening, status, why);
    }

    /// <summary>Until the token ends; returns where the person was forgotten.</summary>
    private async Task SendAsync(WebSocket socket, ChatToken token, long after, CancellationToken ends)
    {
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var listening = signals.Listen(DirectLineOptions.Channel, token.Conversation, () => wake.Writer.TryWrite(true));
        var (spot, typed) = (Spot.Chat(DirectLineOptions.Channel, token.Conversation), 0);
        using var watching = presences.Listen(spot, () =>
        {
            Volatile.Write(ref typed, 1);
            wake.Writer.TryWrite(true);
        });
        wake.Writer.TryWrite(true);
        while (await wake.Reader.WaitToReadAsync(ends))
        {
            wake.Reader.TryRead(out _);
            if (await tokens.IsForgottenAsync(token, ends))
            {
                return;
            }

            for (var more = true; more;)
            {
                var (set, last) = await log.ReadAsync(token.Conversation, after, ends);
                more = last > after;
                after = last;
                if (more)
                {
                    await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(set, ActivityJson.Options));
                }
            }

            if (Interlocked.Exchange(ref typed, 0) == 1 && presences.At(spot, token.User).Any(one => one.IsTyping))
            {
                var typing = new ActivitySet([ConversationLog.Typing(token.Conversation, time.GetUtcNow())], ConversationLog.Watermark(after));
                await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(typing, ActivityJson.Options));
            }
        }
    }

    /// <summary>A frame is sent whole or the socket is given up: to break off within one would break the socket.</summary>
    private static async Task SendAsync(WebSocket socket, byte[] frame)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
    }

    /// <summary>Clients send empty frames to see whether we are there; whatever else they send here is not for us.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource gone)
    {
        var buffer = new byte[PingBytes];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone without a good-bye.
        }

        await gone.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, Task listening, WebSocketCloseStatus status, string why)
    {
        try
        {
            using var wait = new CancellationTokenSource(GoodBye, TimeProvider.System);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, why, wait.Token);
            }

            await listening.WaitAsync(wait.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // No good-bye came back.
            socket.Abort();
            await listening;
        }
    }

    private static TimeSpan Longest(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
