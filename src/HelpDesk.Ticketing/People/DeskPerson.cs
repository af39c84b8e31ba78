namespace HelpDesk.Ticketing.People;

/// <summary>Somebody who works at the desk.</summary>
/// <param name="Id">Stable; never shown.</param>
/// <param name="Name">As tickets and journals name them.</param>
/// <param name="Teams">Whose inquiries are theirs.</param>
public sealed record DeskPerson(string Id, string Name, IReadOnlyCollection<DeskRole> Roles, IReadOnlyCollection<string> Teams)
{
    /// <summary>How far they may, over all their roles.</summary>
    public RightScope Scope(DeskRight right) => Roles.Count == 0 ? RightScope.None : Roles.Max(role => RightsTable.Of(role, right));

    /// <summary>Whether they may at all, if only for what is their own.</summary>
    public bool May(DeskRight right) => Scope(right) != RightScope.None;

    /// <summary>Whether they may with what belongs to a team.</summary>
    public bool May(DeskRight right, string team) => Scope(right) switch
    {
        RightScope.All => true,
        RightScope.Teams => Teams.Contains(team),
        _ => false,
    };
}
