using HelpDesk.Channels.DirectLine.Tokens;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.DirectLine.Limits;

/// <summary>Reads cost us little each, and a client that has gone wild asks without end.</summary>
internal sealed class ReadCheck(ChatLimits limits) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        limits.Read(TokenCheck.TokenOf(context.HttpContext).User) is { } tooMany ? tooMany : await next(context);
}
