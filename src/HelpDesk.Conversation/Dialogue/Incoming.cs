namespace HelpDesk.Conversation.Dialogue;

/// <summary>What a person sends: text, or a choice or form that they submitted on a card.</summary>
/// <param name="Values">Values of a submitted form by need id (supply-point-number …); null where it is plain text.</param>
/// <param name="Files">Names of the files that came with it.</param>
public sealed record Incoming(string Text, IReadOnlyDictionary<string, string>? Values = null, IReadOnlyList<string>? Files = null);

/// <summary>Who speaks, as far as the channel knows, and their own tickets (never anyone else's).</summary>
/// <param name="Tickets">The newest first.</param>
public sealed record Person(string? Name = null, string? Company = null, string? CompanyCode = null, IReadOnlyList<OwnTicket>? Tickets = null)
{
    public static Person Unknown { get; } = new();
}

/// <summary>A ticket as its requester sees it.</summary>
/// <param name="State">A key under «state» of kb/replies.*.yaml: new, open, waiting-for-requester, waiting-for-third-party, resolved, closed.</param>
/// <param name="Owner">Owner id of kb/routing.yaml.</param>
/// <param name="LastReply">The newest answer of the desk; null where there is none yet.</param>
public sealed record OwnTicket(
    string Number, string Subject, string State, string Owner, string? AreaCode, DateTimeOffset OpenedAt, string? LastReply, bool CanReopen = true);
