using HelpDesk.Web.Tests.Rooms.Round.Kitchen;

namespace HelpDesk.Web.Tests.Rooms.Round.Hall;

/// <summary>One half of a circle in small: by what a method makes.</summary>
internal sealed class Table
{
    public static object Laid() => new Cook();
}
