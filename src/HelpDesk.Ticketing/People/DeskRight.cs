namespace HelpDesk.Ticketing.People;

/// <summary>What can be done at the desk.</summary>
public enum DeskRight
{
    /// <summary>See inquiries: conversation, notes, journal; supply point numbers masked.</summary>
    SeeInquiries,

    /// <summary>See supply point numbers whole; that they were seen is kept.</summary>
    SeeNumbers,

    /// <summary>Take, note, answer, link, settle.</summary>
    Work,

    /// <summary>Merge, act on many at once, release what somebody else holds.</summary>
    WorkForOthers,

    /// <summary>Release what somebody else wrote to a requester, where a second person's look is asked for; never one's own.</summary>
    ReleaseReplies,

    /// <summary>How the desk does.</summary>
    SeeReports,

    /// <summary>What was asked and is in no article.</summary>
    SeeGaps,

    /// <summary>Take data out; what was taken is kept.</summary>
    Export,

    /// <summary>Where other companies are reached.</summary>
    EditContacts,

    /// <summary>Have lists of one's own, and make some for one's teams.</summary>
    KeepViews,

    /// <summary>Make and change the lists that all share.</summary>
    EditSharedViews,
    ProposeArticles,
    EditArticles,
    ApproveArticles,

    /// <summary>People, roles, settings.</summary>
    ManagePeople,

    /// <summary>Who did what.</summary>
    SeeAudit,
}

/// <summary>How far a right goes; of several roles' the farthest counts.</summary>
public enum RightScope
{
    None,

    /// <summary>What is about themselves.</summary>
    Own,

    /// <summary>What belongs to one of their teams.</summary>
    Teams,
    All,
}
