using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.DirectLine.Limits;

/// <summary>The limit of conversations that an address begins in an hour, for pages that begin one without Direct Line.</summary>
public sealed class ConversationLimit
{
    private readonly ChatLimits limits;

    internal ConversationLimit(ChatLimits limits) => this.limits = limits;

    /// <returns>How long to wait where it is one too many; null where it may begin, or has begun.</returns>
    /// <exception cref="HelpDesk.Storage.DatabaseException">Whether it has begun cannot be read now.</exception>
    public async Task<TimeSpan?> BeginAsync(HttpContext context, string conversation) =>
        await limits.BeginAsync(context, conversation) is { } refusal ? refusal.RetryAfter ?? TimeSpan.FromHours(1) : null;
}
