using System.Net;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Teams;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Authentication;

/// <summary>
/// Proves that an activity comes from the Azure Bot Service: its token (and no other issuer's: Emulator and skill tokens carry
/// no serviceurl claim), for this bot, for this address, signed with a key that is endorsed for this channel; then that we
/// serve the channel, the address and the tenant. The caller learns a status; the reason goes to the log, the token nowhere.
/// </summary>
public sealed class ChannelAuthenticator(BotFrameworkOptions options, ChannelTokens tokens, ServiceHosts hosts, ILogger<ChannelAuthenticator> log)
{
    private readonly HashSet<string> channels = options.ServedChannels.ToHashSet(StringComparer.Ordinal);

    /// <summary>To be called once when the host starts: an open door is announced.</summary>
    public void SayHowItStands()
    {
        if (options.AnonymousInDevelopment)
        {
            log.LogWarning("Bot Framework: activities WITHOUT a token are accepted from this machine (BotFramework:AnonymousInDevelopment). Development only.");
        }
    }

    /// <param name="authorization">The request's Authorization header.</param>
    /// <param name="remote">Who is at the other end of the connection.</param>
    public async Task<Admission> AdmitAsync(string? authorization, Activity activity, IPAddress? remote, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var admission = authorization is null or "" && IsAnonymousAllowed(remote) ? AdmitAnonymous(activity) : await AdmitByTokenAsync(authorization, activity, cancellation);
        if (admission is TurnedAway away)
        {
            log.LogWarning("Bot Framework: activity turned away, {Status} {Reason}, channel {Channel}", away.Status, away.Reason, ForLog(activity.ChannelId));
        }

        return admission;
    }

    private bool IsAnonymousAllowed(IPAddress? remote) => options.AnonymousInDevelopment && remote is not null && IPAddress.IsLoopback(remote);

    private static Admission AdmitAnonymous(Activity activity) =>
        Malformed(activity) is { } fault ? new TurnedAway(400, fault)
        : Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var uri) && ServiceHosts.IsThisMachine(uri) ? new Admitted(uri, TeamsPlace.Tenant(activity), Anonymous: true)
        : new TurnedAway(403, "service-url.not-this-machine");

    private async Task<Admission> AdmitByTokenAsync(string? authorization, Activity activity, CancellationToken cancellation)
    {
        var proof = await tokens.ReadAsync(authorization, cancellation);
        if (proof is not ChannelProof proven)
        {
            return ((NoProof)proof).Away;
        }

        return Malformed(activity) is { } fault ? new TurnedAway(400, fault) : Covers(proven, activity);
    }

    private Admission Covers(ChannelProof proof, Activity activity)
    {
        if (!string.Equals(proof.ServiceUrl, activity.ServiceUrl, StringComparison.OrdinalIgnoreCase))
        {
            return new TurnedAway(403, proof.ServiceUrl is null ? "service-url.no-claim" : "service-url.other-claim");
        }

        if (!proof.Endorsements.Contains(activity.ChannelId!))
        {
            return new TurnedAway(403, "key.not-endorsed");
        }

        if (!channels.Contains(activity.ChannelId!))
        {
            return new TurnedAway(403, "channel.not-served");
        }

        if (hosts.Find(activity.ServiceUrl) is not { } address)
        {
            return new TurnedAway(403, "service-url.not-allowed");
        }

        return TenantOf(activity, address);
    }

    private Admission TenantOf(Activity activity, Uri address)
    {
        var tenant = TeamsPlace.Tenant(activity);
        if (activity.Conversation?.TenantId is { } conversations && tenant is not null && !string.Equals(conversations, tenant, StringComparison.OrdinalIgnoreCase))
        {
            return new TurnedAway(403, "tenant.contradiction");
        }

        return options.Serves(tenant) ? new Admitted(address, tenant, Anonymous: false) : new TurnedAway(403, "tenant.not-allowed");
    }

    private static string? Malformed(Activity activity) =>
        string.IsNullOrEmpty(activity.Type) ? "activity.no-type"
        : string.IsNullOrEmpty(activity.ChannelId) ? "activity.no-channel"
        : string.IsNullOrEmpty(activity.ServiceUrl) ? "activity.no-service-url"
        : string.IsNullOrEmpty(activity.Conversation?.Id) ? "activity.no-conversation"
        : null;

    /// <summary>What a stranger wrote goes to the log short and on one line.</summary>
    private static string ForLog(string? text) => text is null ? "-" : new string([.. text.Take(40).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '?')]);
}
