namespace HelpDesk.Conversation.Dialogue;

/// <summary>What a person does in a conversation.</summary>
public enum IncomingKind
{
    /// <summary>Says something, presses a choice, submits a form.</summary>
    Said,

    /// <summary>Opens the conversation.</summary>
    Joined,

    /// <summary>Likes the last answer.</summary>
    Liked,

    /// <summary>Dislikes the last answer.</summary>
    Disliked,

    /// <summary>Makes a ticket of the text as it stands; nothing is asked.</summary>
    Ticket,
}

/// <summary>What a person sends: text, or a choice or form that they submitted on a card.</summary>
/// <param name="Values">Values of a submitted form by need id (supply-point-number …); null where it is plain text.</param>
/// <param name="Files">The files that came with it, stored already.</param>
/// <param name="Language">«ja» or «en», as the person's program is set; what they write tells more.</param>
/// <param name="PictureText">What could be read in a picture that came with it; null where nothing could.</param>
/// <param name="FilesLeft">The files that came with it and were not taken, in order, with the reason for each.</param>
public sealed record Incoming(
    string Text,
    IReadOnlyDictionary<string, string>? Values = null,
    IReadOnlyList<IncomingFile>? Files = null,
    string? Language = null,
    IncomingKind Kind = IncomingKind.Said,
    string? PictureText = null,
    IReadOnlyList<FileNote>? FilesLeft = null);

/// <summary>A file that a person sent, as it is kept.</summary>
/// <param name="Id">Under which it is stored; random.</param>
/// <param name="Name">As the person's machine names it.</param>
/// <param name="ContentType">By its content.</param>
/// <param name="Size">Bytes.</param>
public sealed record IncomingFile(string Id, string Name, string ContentType, long Size);

/// <summary>Who speaks, as far as the channel knows, and their own tickets (never anyone else's).</summary>
/// <param name="Anonymous">The channel cannot say who it is: for a ticket they give a name and a way to reach them.</param>
/// <param name="Tickets">The newest first.</param>
public sealed record Person(
    string? Name = null, string? Company = null, string? CompanyCode = null, IReadOnlyList<OwnTicket>? Tickets = null, bool Anonymous = false)
{
    public static Person Unknown { get; } = new();
}

/// <summary>Whom the help desk has asked about a ticket. Never what was written: that is between the two.</summary>
/// <param name="Expected">By when an answer is expected; null where nobody has said.</param>
public sealed record AskedCompany(string To, DateTimeOffset At, DateTimeOffset? Expected);

/// <summary>A ticket as its requester sees it.</summary>
/// <param name="State">A key under «state» of kb/replies.*.yaml: new, open, waiting-for-requester, waiting-for-third-party, resolved, closed.</param>
/// <param name="Owner">Owner id of kb/routing.yaml.</param>
/// <param name="LastReply">The newest answer of the desk; null where there is none yet.</param>
/// <param name="CanRate">It is settled, and they have not said what they think of it.</param>
public sealed record OwnTicket(
    string Number, string Subject, string State, string Owner, string? AreaCode, DateTimeOffset OpenedAt, string? LastReply, bool CanReopen = true, bool CanRate = false,
    bool Urgent = false)
{
    /// <summary>22 digits; null where none was told.</summary>
    public string? SupplyPoint { get; init; }

    /// <summary>The agent who took the chat; null where none did, or gave it back.</summary>
    public string? SpokenFor { get; init; }

    /// <summary>They still speak; false: their time is over, and the requester has not been told yet.</summary>
    public bool IsSpokenFor { get; init; }

    /// <summary>Numbers of other tickets of theirs that were merged into this.</summary>
    public IReadOnlyList<string> Merged { get; init; } = [];

    /// <summary>Whom it was handed to, by name as far as it is known; null where the help desk settles it.</summary>
    public string? HandedTo { get; init; }

    /// <summary>Another company whose answer the help desk waits for; null where it waits for none.</summary>
    public AskedCompany? Asked { get; init; }

    /// <summary>Whether a number leads here.</summary>
    public bool Is(string? number) => number is not null && (Number == number || Merged.Contains(number));
}
