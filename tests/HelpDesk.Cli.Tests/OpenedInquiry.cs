namespace HelpDesk.Cli.Tests;

/// <summary>
/// A database in which taro has opened an inquiry about ERR_20070 by chatting, as people do. It is made once and copied, for a
/// conversation costs seconds and most tests are about what comes after it.
/// </summary>
internal static class OpenedInquiry
{
    private const string NumberLike = "HD-2026-000001";

    private static readonly Lazy<Task<(string Number, IReadOnlyList<(string Name, byte[] Content)> Files)>> Made = new(MakeAsync);

    /// <summary>The lines that open one.</summary>
    public static IReadOnlyList<string> Lines(string about) => [about, "担当者に相談", "すべてスキップ", "この内容で送る"];

    /// <returns>The number of the inquiry; its year is the real clock's.</returns>
    public static async Task<string> CopyAsync(string database)
    {
        var (number, files) = await Made.Value;
        foreach (var (name, content) in files)
        {
            await File.WriteAllBytesAsync(database + name, content, TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(database + name, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        return number;
    }

    /// <summary>The number that a conversation named.</summary>
    public static string NumberIn(Ran ran)
    {
        var at = ran.Output.IndexOf("HD-", StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, ran.Output + ran.Error);
        return ran.Output.Substring(at, NumberLike.Length);
    }

    private static async Task<(string, IReadOnlyList<(string, byte[])>)> MakeAsync()
    {
        using var folder = new TemporaryFolder();
        var database = folder.File("help.db");
        var ran = await Cli.RunWith(string.Join('\n', Lines("ERR_20070")) + "\n", "chat", "--user", "taro", "--db", database);
        return (NumberIn(ran), [.. Directory.EnumerateFiles(folder.Path).Select(file => (file[database.Length..], File.ReadAllBytes(file)))]);
    }
}
