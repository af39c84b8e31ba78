using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Ticketing.Tests.Routing;

/// <summary>The repository's own kb folder, read once.</summary>
internal static class Kb
{
    public static string Directory { get; } = Checkout.Kb;

    public static FindingList Findings { get; } = new();

    public static AreaFinder Areas { get; } = AreaFinder.Read(Directory, Findings);

    public static RoutingRules Rules { get; } = RoutingRules.Read(Directory, Findings);
}
