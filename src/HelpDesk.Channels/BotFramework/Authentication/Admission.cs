namespace HelpDesk.Channels.BotFramework.Authentication;

/// <summary>Whether an activity comes from whom it says.</summary>
public abstract record Admission;

/// <param name="ServiceUrl">Where answers to it go; checked against the allow list.</param>
/// <param name="Anonymous">No token was asked for: Development, from this machine.</param>
public sealed record Admitted(Uri ServiceUrl, string? TenantId, bool Anonymous) : Admission;

/// <param name="Status">400 no usable activity, 401 no valid token, 403 a valid token that does not cover this activity, 503 the keys cannot be had now.</param>
/// <param name="Reason">A stable code for the log and for tests; never sent out.</param>
public sealed record TurnedAway(int Status, string Reason) : Admission;
