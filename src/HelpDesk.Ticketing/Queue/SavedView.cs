namespace HelpDesk.Ticketing.Queue;

/// <summary>Who has a view. Stored by name.</summary>
public enum ViewScope
{
    /// <summary>Whoever made it, alone.</summary>
    Personal,

    /// <summary>The people of a team.</summary>
    Team,

    /// <summary>Everybody who sees inquiries.</summary>
    Shared,
}

/// <summary>What stands first in a view. Stored by name.</summary>
public enum ViewOrder
{
    /// <summary>What is due first; where another company is waited for, the day on which it is asked again.</summary>
    Due,

    /// <summary>What was opened last.</summary>
    Newest,

    /// <summary>What was spoken in last, notes aside.</summary>
    LastMessage,

    /// <summary>Who has waited longest for whoever must act.</summary>
    WaitingSince,
}

/// <summary>What somebody wants a view to be.</summary>
/// <param name="Name">1 to <see cref="ViewRules.LongestName"/> characters on one line.</param>
/// <param name="Team">Of a team's view; null otherwise.</param>
/// <param name="Filter">In the words of the search box; whatever it is can be read. Empty: all of the list.</param>
/// <param name="Within">The list of which it shows a part; null: settled or not.</param>
public sealed record ViewWish(string Name, ViewScope Scope, string? Team, string Filter, QueueView? Within, ViewOrder Order);

/// <summary>A list that people have made for themselves or for each other. Of the inquiries in it everybody sees what they may see anyway.</summary>
/// <param name="Maker">Id of who made it.</param>
/// <param name="Version">Goes up with each change.</param>
/// <param name="ChangedBy">By name.</param>
public sealed record SavedView(long Id, string Maker, ViewWish Is, long Version, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>Why a view is not kept.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Most">The limit that was passed; null where it is none.</param>
public sealed record ViewFailure(string Code, int? Most = null);
