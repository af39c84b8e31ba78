namespace HelpDesk.Tests;

/// <summary>The folder of the repository that the tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>The shipped kb folder.</summary>
    public static string Kb => Path.Combine(Root, "kb");

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "HelpDesk.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException($"HelpDesk.sln is in no folder above {AppContext.BaseDirectory}.");
        }

        return at.FullName;
    }
}
