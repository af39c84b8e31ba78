namespace HelpDesk.Conversation.Dialogue;

/// <summary>Why a file that came with a message was left; its words stand under «files.refused» of kb/replies.*.yaml.</summary>
/// <param name="Code">One of the constants.</param>
/// <param name="About">What the text is filled with: the file's name, made safe to show, then what the text asks for.</param>
public sealed record FileNote(string Code, params IReadOnlyList<string> About)
{
    /// <summary>Longer than a file may be.</summary>
    public const string Large = "large";

    public const string Empty = "empty";

    /// <summary>The content is of no type that is taken.</summary>
    public const string Unknown = "unknown";

    /// <summary>Of a kind that is often sent and not taken; the text says how to send what is in it.</summary>
    public const string Heic = "heic";

    /// <inheritdoc cref="Heic"/>
    public const string Picture = "picture";

    /// <inheritdoc cref="Heic"/>
    public const string Video = "video";

    /// <inheritdoc cref="Heic"/>
    public const string Workbook = "workbook";

    /// <inheritdoc cref="Heic"/>
    public const string Document = "document";

    /// <inheritdoc cref="Heic"/>
    public const string Protected = "protected";

    /// <inheritdoc cref="Heic"/>
    public const string Mail = "mail";

    /// <inheritdoc cref="Heic"/>
    public const string Archive = "archive";

    /// <summary>The name says another type than the content (its name is the second argument).</summary>
    public const string Mismatch = "mismatch";

    public const string Damaged = "damaged";

    /// <summary>An image of more pixels than are decoded (millions of them are the second argument).</summary>
    public const string Pixels = "pixels";

    /// <summary>A name that cannot be used; its longest length is the only argument.</summary>
    public const string Name = "name";

    /// <summary>Nothing is kept here at all; no argument.</summary>
    public const string NotConfigured = "not-configured";

    /// <summary>More files than one message may bring.</summary>
    public const string Many = "many";

    /// <summary>Sent in a way by which the channel gives no content.</summary>
    public const string Kind = "kind";

    /// <summary>The same, where it has no name; no argument.</summary>
    public const string Nameless = "nameless";

    /// <summary>The channel did not hand it out.</summary>
    public const string Unfetched = "unfetched";

    /// <summary>It took longer than a message may take.</summary>
    public const string Late = "late";

    public const string NoRoom = "no-room";

    /// <summary>To read the image took more work than one may take.</summary>
    public const string Costly = "costly";

    /// <summary>Too many pictures wait; later there will be room.</summary>
    public const string Busy = "busy";

    /// <summary>The person has sent as much as they may in a day.</summary>
    public const string Quota = "quota";

    /// <summary>It could not be stored for another reason.</summary>
    public const string Unkept = "unkept";

    public static IReadOnlyList<string> Codes { get; } =
        [
            Large, Empty, Unknown, Heic, Picture, Video, Workbook, Document, Protected, Mail, Archive, Mismatch, Damaged, Pixels, Name, NotConfigured, Many, Kind,
            Nameless, Unfetched, Late, NoRoom, Costly, Busy, Quota, Unkept,
        ];
}
