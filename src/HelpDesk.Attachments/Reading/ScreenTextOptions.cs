namespace HelpDesk.Attachments.Reading;

/// <summary>How text in screenshots is read. Every limit is kept by the operating system or by killing the process.</summary>
public sealed record ScreenTextOptions
{
    /// <summary>The folders in which <c>tesseract</c> is looked for, parted as in PATH; null: the process's own PATH.</summary>
    public string? SearchPath { get; init; }

    /// <summary>For one picture, from the call to the result, waiting for a turn included. A whole screen takes about two seconds.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Address space of one tesseract in bytes; with Japanese and English it needs 200 MB for a whole screen.</summary>
    public long Memory { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Pictures read at the same time; each keeps one core busy.</summary>
    public int MostAtOnce { get; init; } = 1;

    /// <summary>UTF-16 units of text that are kept of one picture.</summary>
    public int LongestText { get; init; } = 16_000;

    /// <exception cref="ArgumentOutOfRangeException">A limit is zero or less.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Memory);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MostAtOnce);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LongestText);
    }
}
