using HelpDesk.Channels.DirectLine.Limits;
using HelpDesk.Channels.DirectLine.Messages;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace HelpDesk.Channels.DirectLine.Sockets;

/// <summary>The address of a conversation's socket; its token stands in the address, for browsers send no header with it.</summary>
internal static class StreamEndpoint
{
    public static async Task<IResult> ConnectAsync(
        HttpContext http, ChatTokens tokens, Origins origins, ChatLimits limits, SocketStream stream, IHostApplicationLifetime host, string? watermark, string? t)
    {
        var reading = await tokens.ReadAsync(t, ChatTokens.Stream, http.RequestAborted);
        if ((reading.Refusal ?? TokenCheck.Check(http, reading.Token!, origins)) is { } refusal)
        {
            return refusal;
        }

        if (!http.WebSockets.IsWebSocketRequest)
        {
            return Refusal.Bad("socket");
        }

        if (ConversationLog.Watermark(watermark) is not { } after)
        {
            return Refusal.Bad("watermark");
        }

        using var place = limits.Socket(http);
        if (place is null)
        {
            return Refusal.TooMany(null);
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await stream.RunAsync(socket, reading.Token!, after, host.ApplicationStopping);
        return Results.Empty;
    }
}
