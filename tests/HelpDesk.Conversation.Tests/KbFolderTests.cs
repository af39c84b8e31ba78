using HelpDesk.Conversation.Answering;

namespace HelpDesk.Conversation.Tests;

/// <summary>Any folder of the format is served, not only the shipped one.</summary>
public class KbFolderTests
{
    [Fact]
    public void The_shipped_folder_loads_without_findings()
    {
        Kb.Loaded.Findings.ShouldBeEmpty();
        Kb.Desk.KnowledgeBase.Articles.Count.ShouldBe(37);
    }

    [Fact]
    public void Two_articles_with_only_id_and_title_are_enough()
    {
        using var kb = new TemporaryKb();
        kb.Write("articles/a.md", "---\nid: A\ntitle: プリンタの紙詰まりを直す\n---\n");
        kb.Write("articles/b.md", "---\nid: B\ntitle: 会議室を予約する\n---\n");

        var loaded = LoadedDesk.Load(kb.Directory, Kb.Language);

        loaded.Findings.ShouldBeEmpty();
        var desk = loaded.Desk.ShouldNotBeNull();
        desk.Ask("プリンタの紙詰まりを直す").Ranking[0].Id.ShouldBe("A");
        desk.Ask("会議室を予約したい").Ranking[0].Id.ShouldBe("B");
        desk.Ask("ERR_20040").Recognition.UnknownCodes.ShouldBeEmpty();
        desk.Ask("").Outcome.ShouldBe(Outcome.Admit);
        desk.Ask("大阪府の地点").Area.Code.ShouldBeNull();
    }

    [Fact]
    public void A_folder_without_articles_makes_no_desk()
    {
        using var kb = new TemporaryKb();

        var loaded = LoadedDesk.Load(kb.Directory, Kb.Language);

        loaded.Desk.ShouldBeNull();
        loaded.Findings.ShouldContain(finding => finding.Code == "KB031");
    }

    [Fact]
    public void A_folder_that_is_not_there_makes_no_desk()
    {
        var loaded = LoadedDesk.Load(Path.Combine(Path.GetTempPath(), "helpdesk-no-such-kb"), Kb.Language);

        loaded.Desk.ShouldBeNull();
        loaded.Findings.ShouldContain(finding => finding.Code == "KB030");
    }
}
