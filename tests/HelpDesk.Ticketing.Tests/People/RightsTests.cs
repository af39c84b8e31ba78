using HelpDesk.Ticketing.People;

namespace HelpDesk.Ticketing.Tests.People;

/// <summary>Who may do what, as people would say it.</summary>
public class RightsTests
{
    private const string Own = "kanto";
    private const string Other = "kansai";

    /// <summary>Name, roles, the right, the team it is about (null: none in particular), whether they may.</summary>
    public static TheoryData<string, DeskRole[], DeskRight, string?, bool> Rows => new()
    {
        { "nobody without a role sees anything", [], DeskRight.SeeInquiries, Own, false },
        { "nobody without a role works", [], DeskRight.Work, Own, false },
        { "nobody without a role manages people", [], DeskRight.ManagePeople, null, false },
        { "nobody without a role reads the audit", [], DeskRight.SeeAudit, null, false },
        { "a reader sees their team", [DeskRole.Reader], DeskRight.SeeInquiries, Own, true },
        { "a reader sees no other team", [DeskRole.Reader], DeskRight.SeeInquiries, Other, false },
        { "a reader sees no numbers", [DeskRole.Reader], DeskRight.SeeNumbers, Own, false },
        { "a reader works nothing", [DeskRole.Reader], DeskRight.Work, Own, false },
        { "a reader works nothing for others", [DeskRole.Reader], DeskRight.WorkForOthers, Own, false },
        { "a reader sees no reports", [DeskRole.Reader], DeskRight.SeeReports, null, false },
        { "a reader exports nothing", [DeskRole.Reader], DeskRight.Export, null, false },
        { "a reader proposes no articles", [DeskRole.Reader], DeskRight.ProposeArticles, null, false },
        { "a reader manages nobody", [DeskRole.Reader], DeskRight.ManagePeople, null, false },
        { "an agent sees their team", [DeskRole.Agent], DeskRight.SeeInquiries, Own, true },
        { "an agent sees no other team", [DeskRole.Agent], DeskRight.SeeInquiries, Other, false },
        { "an agent sees their team's numbers", [DeskRole.Agent], DeskRight.SeeNumbers, Own, true },
        { "an agent sees no other team's numbers", [DeskRole.Agent], DeskRight.SeeNumbers, Other, false },
        { "an agent works in their team", [DeskRole.Agent], DeskRight.Work, Own, true },
        { "an agent works in no other team", [DeskRole.Agent], DeskRight.Work, Other, false },
        { "an agent releases a colleague's", [DeskRole.Agent], DeskRight.WorkForOthers, Own, true },
        { "an agent releases no other team's", [DeskRole.Agent], DeskRight.WorkForOthers, Other, false },
        { "an agent checks the replies of their team", [DeskRole.Agent], DeskRight.ReleaseReplies, Own, true },
        { "an agent checks no other team's", [DeskRole.Agent], DeskRight.ReleaseReplies, Other, false },
        { "a reader checks nothing", [DeskRole.Reader], DeskRight.ReleaseReplies, Own, false },
        { "an administrator checks nothing by that", [DeskRole.Admin], DeskRight.ReleaseReplies, Own, false },
        { "an agent sees their own figures", [DeskRole.Agent], DeskRight.SeeReports, null, true },
        { "an agent sees no team's figures", [DeskRole.Agent], DeskRight.SeeReports, Own, false },
        { "an agent exports nothing", [DeskRole.Agent], DeskRight.Export, null, false },
        { "an agent proposes articles", [DeskRole.Agent], DeskRight.ProposeArticles, null, true },
        { "an agent edits none", [DeskRole.Agent], DeskRight.EditArticles, null, false },
        { "an agent approves none", [DeskRole.Agent], DeskRight.ApproveArticles, null, false },
        { "an agent sees no gaps", [DeskRole.Agent], DeskRight.SeeGaps, null, false },
        { "an agent manages nobody", [DeskRole.Agent], DeskRight.ManagePeople, null, false },
        { "an agent reads no audit", [DeskRole.Agent], DeskRight.SeeAudit, null, false },
        { "a reader keeps lists of their own", [DeskRole.Reader], DeskRight.KeepViews, null, true },
        { "a reader makes none for the team", [DeskRole.Reader], DeskRight.KeepViews, Own, false },
        { "an agent makes lists for their team", [DeskRole.Agent], DeskRight.KeepViews, Own, true },
        { "an agent makes none for another team", [DeskRole.Agent], DeskRight.KeepViews, Other, false },
        { "an agent changes no shared list", [DeskRole.Agent], DeskRight.EditSharedViews, null, false },
        { "a lead makes lists for every team", [DeskRole.Lead], DeskRight.KeepViews, Other, true },
        { "a lead changes shared lists", [DeskRole.Lead], DeskRight.EditSharedViews, null, true },
        { "an administrator changes shared lists", [DeskRole.Admin], DeskRight.EditSharedViews, null, true },
        { "an administrator keeps none of their own", [DeskRole.Admin], DeskRight.KeepViews, null, false },
        { "an editor changes no shared list", [DeskRole.Editor], DeskRight.EditSharedViews, null, false },
        { "a lead sees their team", [DeskRole.Lead], DeskRight.SeeInquiries, Own, true },
        { "a lead sees every team", [DeskRole.Lead], DeskRight.SeeInquiries, Other, true },
        { "a lead sees every team's numbers", [DeskRole.Lead], DeskRight.SeeNumbers, Other, true },
        { "a lead works everywhere", [DeskRole.Lead], DeskRight.Work, Other, true },
        { "a lead releases anybody's", [DeskRole.Lead], DeskRight.WorkForOthers, Other, true },
        { "a lead checks everybody's replies", [DeskRole.Lead], DeskRight.ReleaseReplies, Other, true },
        { "a lead sees reports", [DeskRole.Lead], DeskRight.SeeReports, Other, true },
        { "a lead exports", [DeskRole.Lead], DeskRight.Export, null, true },
        { "a lead sees gaps", [DeskRole.Lead], DeskRight.SeeGaps, null, true },
        { "a lead reads their team's audit", [DeskRole.Lead], DeskRight.SeeAudit, Own, true },
        { "a lead reads no other team's audit", [DeskRole.Lead], DeskRight.SeeAudit, Other, false },
        { "a lead manages nobody", [DeskRole.Lead], DeskRight.ManagePeople, null, false },
        { "a lead edits no articles", [DeskRole.Lead], DeskRight.EditArticles, null, false },
        { "a lead approves none", [DeskRole.Lead], DeskRight.ApproveArticles, null, false },
        { "an editor edits", [DeskRole.Editor], DeskRight.EditArticles, null, true },
        { "an editor approves nothing", [DeskRole.Editor], DeskRight.ApproveArticles, null, false },
        { "an editor sees gaps", [DeskRole.Editor], DeskRight.SeeGaps, null, true },
        { "an editor sees no inquiries", [DeskRole.Editor], DeskRight.SeeInquiries, Own, false },
        { "an editor sees no numbers", [DeskRole.Editor], DeskRight.SeeNumbers, Own, false },
        { "an editor works nothing", [DeskRole.Editor], DeskRight.Work, Own, false },
        { "an approver approves", [DeskRole.Approver], DeskRight.ApproveArticles, null, true },
        { "an approver edits nothing", [DeskRole.Approver], DeskRight.EditArticles, null, false },
        { "an approver sees gaps", [DeskRole.Approver], DeskRight.SeeGaps, null, true },
        { "an approver sees no inquiries", [DeskRole.Approver], DeskRight.SeeInquiries, Own, false },
        { "an admin manages people", [DeskRole.Admin], DeskRight.ManagePeople, null, true },
        { "an agent changes no contacts", [DeskRole.Agent], DeskRight.EditContacts, null, false },
        { "a lead changes contacts", [DeskRole.Lead], DeskRight.EditContacts, null, true },
        { "an admin changes contacts", [DeskRole.Admin], DeskRight.EditContacts, null, true },
        { "an editor changes no contacts", [DeskRole.Editor], DeskRight.EditContacts, null, false },
        { "an admin reads the audit", [DeskRole.Admin], DeskRight.SeeAudit, Other, true },
        { "an admin sees no inquiries by that", [DeskRole.Admin], DeskRight.SeeInquiries, Own, false },
        { "an admin sees no numbers by that", [DeskRole.Admin], DeskRight.SeeNumbers, Own, false },
        { "an admin works nothing by that", [DeskRole.Admin], DeskRight.Work, Own, false },
        { "an admin exports nothing by that", [DeskRole.Admin], DeskRight.Export, null, false },
        { "an admin sees no reports by that", [DeskRole.Admin], DeskRight.SeeReports, null, false },
        { "of two roles the farther right counts", [DeskRole.Reader, DeskRole.Lead], DeskRight.SeeInquiries, Other, true },
        { "two roles add up", [DeskRole.Reader, DeskRole.Editor], DeskRight.EditArticles, null, true },
        { "and give no more than each", [DeskRole.Reader, DeskRole.Editor], DeskRight.Work, Own, false },
        { "editor and approver in one may both", [DeskRole.Editor, DeskRole.Approver], DeskRight.ApproveArticles, null, true },
        { "a role that is none gives nothing", [(DeskRole)99], DeskRight.SeeInquiries, Own, false },
        { "a right that is none is nobody's", [DeskRole.Admin, DeskRole.Lead], (DeskRight)99, null, false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Is_as_the_table_says(string name, DeskRole[] roles, DeskRight right, string? team, bool may)
    {
        var person = new DeskPerson("1", "佐藤", roles, [Own]);
        (team is null ? person.May(right) : person.May(right, team)).ShouldBe(may, name);
    }

    [Fact]
    public void Every_role_and_every_right_stands_in_a_row()
    {
        var rows = Rows.Select(row => row.Data).ToList();
        rows.SelectMany(row => row.Item2).Intersect(Enum.GetValues<DeskRole>()).ShouldBe(Enum.GetValues<DeskRole>(), ignoreOrder: true);
        rows.Where(row => row.Item5).Select(row => row.Item3).Distinct().ShouldBe(Enum.GetValues<DeskRight>(), ignoreOrder: true);
        rows.Count.ShouldBeGreaterThanOrEqualTo(60);
    }
}
