using HelpDesk.Web.Tests.Rooms.Round.Hall;

namespace HelpDesk.Web.Tests.Rooms.Round.Kitchen;

/// <summary>The other half: by what a list holds.</summary>
internal sealed class Stove
{
    public static IReadOnlyList<Table> Served { get; } = [];
}
