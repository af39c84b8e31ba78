namespace HelpDesk.Web.Tests.Rooms.Round.Kitchen;

/// <summary>Uses nobody, and stands in the circle by the stove beside it.</summary>
internal sealed class Cook;
