using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using HelpDesk.Channels.DirectLine.Messages;
using HelpDesk.Channels.DirectLine.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace HelpDesk.Channels.DirectLine.Limits;

/// <summary>How much one person and one address may ask of this node. What cannot be counted is refused.</summary>
internal sealed class ChatLimits : IDisposable
{
    /// <summary>A home or office is given a network of this many bits; its machines choose the rest as they like.</summary>
    private const int NetworkBytes = 8;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> messages;
    private readonly PartitionedRateLimiter<string> reads;
    private readonly PartitionedRateLimiter<string> conversations;
    private readonly PartitionedRateLimiter<string> sockets;

    private readonly BegunConversations begun;

    public ChatLimits(IOptions<DirectLineOptions> options, ConversationLog log, TimeProvider time)
    {
        begun = new BegunConversations(log, time);
        ArgumentNullException.ThrowIfNull(options);
        messages = Each(options.Value.MessagesPerMinute, TimeSpan.FromMinutes(1));
        reads = Each(options.Value.ReadsPerMinute, TimeSpan.FromMinutes(1));
        conversations = Each(options.Value.ConversationsPerHour, Hour);
        sockets = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetConcurrencyLimiter(
            address, _ => new ConcurrencyLimiterOptions { PermitLimit = options.Value.SocketsPerAddress, QueueLimit = 0 }));
    }

    /// <summary>Counts a message; the refusal where it is one too many.</summary>
    public Refusal? Message(string user) => Count(messages, user);

    /// <summary>Whether this person has used up both, messages and what is counted as reading: not even what they post is read. Counts nothing.</summary>
    public Refusal? Either(string user) => Count(messages, user, 0) is { } over && Count(reads, user, 0) is not null ? over : null;

    /// <summary>Counts a request that only reads; the refusal where it is one too many.</summary>
    public Refusal? Read(string user) => Count(reads, user);

    /// <summary>
    /// Counts a conversation where it begins: opened, or spoken in without having been. One that has begun, here or on another
    /// node, is not counted again. The refusal where it is one too many.
    /// </summary>
    /// <exception cref="HelpDesk.Storage.DatabaseException">Whether it has begun cannot be read now.</exception>
    public async Task<Refusal?> BeginAsync(HttpContext context, string conversation)
    {
        if (await begun.HoldsAsync(conversation, context.RequestAborted))
        {
            return null;
        }

        var refusal = Count(conversations, AddressOf(context));
        if (refusal is not null)
        {
            begun.Remove(conversation);
        }

        return refusal;
    }

    /// <summary>A place for a socket until it is disposed of; null where there is none.</summary>
    public RateLimitLease? Socket(HttpContext context)
    {
        var lease = sockets.AttemptAcquire(AddressOf(context));
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        return null;
    }

    public void Dispose()
    {
        messages.Dispose();
        reads.Dispose();
        conversations.Dispose();
        sockets.Dispose();
    }

    private static PartitionedRateLimiter<string> Each(int most, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window, QueueLimit = 0 }));

    private static Refusal? Count(PartitionedRateLimiter<string> limiter, string key, int permits = 1)
    {
        using var lease = limiter.AttemptAcquire(key, permits);
        return lease.IsAcquired ? null : Refusal.TooMany(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null);
    }

    /// <summary>The other side's address; behind a trusted proxy the one that the proxy names (see <see cref="DirectLineOptions.TrustedProxies"/>).</summary>
    internal static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}
