namespace HelpDesk.Storage.Files;

/// <summary>Bytes of files that are kept.</summary>
/// <param name="OfPersonInADay">That one person may send within 24 hours.</param>
/// <param name="InAll">Of everybody together.</param>
public sealed record FileQuota(long OfPersonInADay, long InAll)
{
    public static FileQuota None { get; } = new(long.MaxValue, long.MaxValue);
}

/// <summary>Whether there is room for a file.</summary>
public enum FileRoom
{
    Enough,
    PersonFull,
    AllFull,
}
