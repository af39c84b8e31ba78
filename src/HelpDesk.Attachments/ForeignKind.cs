namespace HelpDesk.Attachments;

/// <summary>Kinds of file that people send and that are not taken, told apart so that each is named with the way to send what is in it.</summary>
public enum ForeignKind
{
    /// <summary>A photograph of an iPhone (HEIC, HEIF).</summary>
    Heic,

    /// <summary>A picture of another kind: TIFF, BMP, AVIF, icons.</summary>
    Picture,

    Video,

    /// <summary>A workbook, whatever its name says.</summary>
    Workbook,

    /// <summary>A document or presentation of an office program.</summary>
    Document,

    /// <summary>An office file that only a password opens.</summary>
    Protected,

    /// <summary>A saved mail (.eml, .msg).</summary>
    Mail,

    /// <summary>ZIP and other archives.</summary>
    Archive,
}
