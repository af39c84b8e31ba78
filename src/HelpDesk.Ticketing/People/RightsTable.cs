using System.Collections.Frozen;

namespace HelpDesk.Ticketing.People;

/// <summary>Which role has which right, and how far. What does not stand here is refused.</summary>
public static class RightsTable
{
    private static readonly FrozenDictionary<(DeskRole Role, DeskRight Right), RightScope> Rows = new Dictionary<(DeskRole, DeskRight), RightScope>
    {
        [(DeskRole.Reader, DeskRight.SeeInquiries)] = RightScope.Teams,
        [(DeskRole.Reader, DeskRight.KeepViews)] = RightScope.Own,

        [(DeskRole.Agent, DeskRight.SeeInquiries)] = RightScope.Teams,
        [(DeskRole.Agent, DeskRight.SeeNumbers)] = RightScope.Teams,
        [(DeskRole.Agent, DeskRight.Work)] = RightScope.Teams,
        [(DeskRole.Agent, DeskRight.WorkForOthers)] = RightScope.Teams,
        [(DeskRole.Agent, DeskRight.ReleaseReplies)] = RightScope.Teams,
        [(DeskRole.Agent, DeskRight.KeepViews)] = RightScope.Teams,
        [(DeskRole.Agent, DeskRight.SeeReports)] = RightScope.Own,
        [(DeskRole.Agent, DeskRight.ProposeArticles)] = RightScope.All,

        [(DeskRole.Lead, DeskRight.SeeInquiries)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.SeeNumbers)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.Work)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.WorkForOthers)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.ReleaseReplies)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.SeeReports)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.SeeGaps)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.Export)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.EditContacts)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.EditSharedViews)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.KeepViews)] = RightScope.All,
        [(DeskRole.Lead, DeskRight.SeeAudit)] = RightScope.Teams,

        [(DeskRole.Editor, DeskRight.EditArticles)] = RightScope.All,
        [(DeskRole.Editor, DeskRight.SeeGaps)] = RightScope.All,

        [(DeskRole.Approver, DeskRight.ApproveArticles)] = RightScope.All,
        [(DeskRole.Approver, DeskRight.SeeGaps)] = RightScope.All,

        [(DeskRole.Admin, DeskRight.ManagePeople)] = RightScope.All,
        [(DeskRole.Admin, DeskRight.EditContacts)] = RightScope.All,
        [(DeskRole.Admin, DeskRight.EditSharedViews)] = RightScope.All,
        [(DeskRole.Admin, DeskRight.SeeAudit)] = RightScope.All,
    }.ToFrozenDictionary();

    public static RightScope Of(DeskRole role, DeskRight right) => Rows.GetValueOrDefault((role, right));
}
