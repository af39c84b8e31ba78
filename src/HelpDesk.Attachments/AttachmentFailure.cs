namespace HelpDesk.Attachments;

/// <summary>Why a file is not taken or not kept; the code is stable, the words for it are the caller's.</summary>
public abstract record AttachmentFailure(string Code);

/// <summary>The file is longer than it may be, before or after cleaning (bytes).</summary>
public sealed record TooLarge(long Limit) : AttachmentFailure("too-large");

/// <summary>One message brings more files than it may.</summary>
public sealed record TooMany(int Limit) : AttachmentFailure("too-many");

/// <summary>The file has no bytes.</summary>
public sealed record Empty() : AttachmentFailure("empty");

/// <summary>The content is none of the types that are taken.</summary>
public sealed record TypeUnknown() : AttachmentFailure("type-unknown");

/// <summary>The content is of a kind that people send often, and that is not taken; how to send what is in it can be said.</summary>
public sealed record Foreign(ForeignKind Kind) : AttachmentFailure("type-foreign");

/// <summary>The content is of one type (<paramref name="Content"/>), the name says another.</summary>
public sealed record TypeMismatch(FileType Content) : AttachmentFailure("type-mismatch");

/// <summary>The content begins as a type that is taken, and cannot be read to its end.</summary>
public sealed record Damaged(FileType Content) : AttachmentFailure("damaged");

/// <summary>The image has more pixels than may be decoded.</summary>
public sealed record TooManyPixels(long Limit) : AttachmentFailure("too-many-pixels");

/// <summary>To decode the image took more time of the processor or more memory than one may take.</summary>
/// <param name="Reason">For the log, not for a person.</param>
public sealed record TooCostly(string Reason) : AttachmentFailure("too-costly");

/// <summary>Too many images wait to be decoded; later there will be room.</summary>
public sealed record TooBusy() : AttachmentFailure("too-busy");

/// <summary>Nothing remains of the name, or it is too long.</summary>
public sealed record NameBad() : AttachmentFailure("name-bad");

/// <summary>The disk has no room.</summary>
public sealed record DiskFull() : AttachmentFailure("disk-full");

/// <summary>The folder cannot be written: missing, read-only, or the disk is broken. <paramref name="Reason"/> is for the log, not for a person.</summary>
public sealed record StoreFailed(string Reason) : AttachmentFailure("store-failed");

/// <summary>A value, or the failure that stands in its place; exactly one of the two is there.</summary>
public sealed record Outcome<T>(T? Value, AttachmentFailure? Failure)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(AttachmentFailure failure) => new(null, failure);
}
