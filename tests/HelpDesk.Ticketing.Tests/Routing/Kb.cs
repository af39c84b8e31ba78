using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Ticketing.Tests.Routing;

/// <summary>The repository's own kb folder, read once.</summary>
internal static class Kb
{
    public static string Directory { get; } = Find();

    public static FindingList Findings { get; } = new();

    public static AreaFinder Areas { get; } = AreaFinder.Read(Directory, Findings);

    public static RoutingRules Rules { get; } = RoutingRules.Read(Directory, Findings);

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "HelpDesk.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException("HelpDesk.sln is in no folder above the tests.");
        }

        return Path.Combine(at.FullName, "kb");
    }
}
