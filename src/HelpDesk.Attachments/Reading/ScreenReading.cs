namespace HelpDesk.Attachments.Reading;

public enum ReadingOutcome
{
    /// <summary>The picture was read; a picture without text gives an empty one.</summary>
    Read,

    /// <summary>This machine has no tesseract with Japanese: ask the person for the text.</summary>
    Unavailable,

    /// <summary>It took too long and was stopped.</summary>
    TimedOut,

    /// <summary>The picture is no image, too large to be read, or tesseract ended with an error.</summary>
    Failed,
}

/// <summary>What stands in a picture, or why it was not read.</summary>
/// <param name="Text">Lines as they stand in the picture; empty unless <see cref="ReadingOutcome.Read"/>.</param>
/// <param name="Reason">For the log, never for a person; null unless <see cref="ReadingOutcome.Failed"/>.</param>
public sealed record ScreenReading(ReadingOutcome Outcome, string Text, string? Reason = null)
{
    internal static ScreenReading Unavailable { get; } = new(ReadingOutcome.Unavailable, "");

    internal static ScreenReading TimedOut { get; } = new(ReadingOutcome.TimedOut, "");

    internal static ScreenReading Failed(string reason) => new(ReadingOutcome.Failed, "", reason);
}
