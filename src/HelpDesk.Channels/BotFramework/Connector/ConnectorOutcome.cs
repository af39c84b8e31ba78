using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>Where an activity goes.</summary>
/// <param name="ServiceUrl">As the channel gave it with the conversation's latest activity.</param>
/// <param name="TenantId">Counts against the tenant's limit; null counts for itself.</param>
public sealed record ConnectorAddress(string ServiceUrl, string ConversationId, string? TenantId);

/// <summary>What became of a call.</summary>
public abstract record ConnectorOutcome;

/// <param name="Id">The activity's id in the channel, for a later update; null where the channel gives none.</param>
public sealed record Sent(string? Id) : ConnectorOutcome;

/// <param name="ConversationId">The new conversation.</param>
/// <param name="ActivityId">Of its first message, where one was given.</param>
public sealed record Opened(string ConversationId, string? ActivityId) : ConnectorOutcome;

/// <param name="Continuation">Null on the last page.</param>
public sealed record MembersPage(IReadOnlyList<Account> Members, string? Continuation) : ConnectorOutcome;

/// <summary>It will never go: do not send it again.</summary>
/// <param name="Code">The service's own code (BotNotInConversationRoster …), else http.NNN, or ours: address.not-allowed, address.bad-id, message.too-large.</param>
/// <param name="ConversationGone">The bot is not in the conversation any more, or it does not exist: nothing else will go there either.</param>
public sealed record Refused(string Code, int? Status, bool ConversationGone) : ConnectorOutcome;

/// <summary>It surely did not arrive: send it again.</summary>
/// <param name="After">Not before; null: nobody said how long to wait.</param>
public sealed record Later(TimeSpan? After, string Code) : ConnectorOutcome;

/// <summary>It may have arrived or not (time-out, 500, 502, 504, cut connection).</summary>
public sealed record Ambiguous(string Code) : ConnectorOutcome;

/// <summary>Whoever was asked at the door did not let it go; nothing was sent.</summary>
public sealed record NotLetGo : ConnectorOutcome;

/// <summary>Asked before each try, at the last instant; false: do not send. Null: nobody need be asked.</summary>
/// <param name="mayRepeat">Twice is the same as once.</param>
public delegate Task<bool> Door(bool mayRepeat);
