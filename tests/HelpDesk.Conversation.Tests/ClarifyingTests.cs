using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Learning;

namespace HelpDesk.Conversation.Tests;

/// <summary>What says too little is asked back, in whatever words; what tells is not; none of it is needed.</summary>
public class ClarifyingTests
{
    [Theory]
    [InlineData("なぜか今日は入れないんですよね", "login")]
    [InlineData("サイトに入れません", "login")]
    [InlineData("Can't get in!", "login")]
    [InlineData("登録しようとしたらエラーって言われた", "error")]
    [InlineData("証明書のことで伺いたいのですが", "certificate")]
    [InlineData("廃止取次ができないのですが", "brokering")]
    [InlineData("question about the API", "api")]
    [InlineData("0312345678901234567890 の件なんですが", "point")]
    public void What_says_too_little_is_asked_back(string message, string clarification)
    {
        var answer = Kb.Desk.Ask(message);

        answer.Outcome.ShouldBe(Outcome.Ask);
        answer.Clarification.ShouldNotBeNull().Id.ShouldBe(clarification);
        answer.Candidates.Count.ShouldBe(answer.Clarification.Options.Count);
    }

    [Theory]
    [InlineData("入れません。IDが凍結されています", "1-02")]
    [InlineData("証明書の期限が来月までです", "3-06")]
    [InlineData("クライアント証明書の更新って何をすればいいんですか", "3-06")]
    [InlineData("廃止取次が判断済み(NG)になった", "5-04")]
    [InlineData("API連携テストの締切日", "4-02")]
    [InlineData("CSVを開いたら文字が化けてた", "6-04")]
    [InlineData("0312345678901234567890 の使用量照会が却下された", "7-02")]
    public void What_tells_is_answered(string message, string article) => Kb.Desk.Ask(message).Articles.Select(one => one.Id).ShouldBe([article]);

    [Theory]
    [InlineData("はい")]
    [InlineData("困っています")]
    [InlineData("千葉です")]
    public void What_speaks_of_nothing_is_asked_nothing(string message) => Kb.Desk.Ask(message).Clarification.ShouldBeNull();

    /// <summary>Without examples and without what was learned of them the words of the file ask back, and nothing else.</summary>
    [Fact]
    public void A_folder_without_it_asks_by_its_words()
    {
        using var kb = TemporaryKb.CopyOfShipped();
        Directory.Delete(Path.Combine(kb.Directory, ClarifyingExample.Folder), recursive: true);
        File.Delete(Path.Combine(kb.Directory, "learned", "vague.bin"));
        File.Delete(Path.Combine(kb.Directory, "learned", "clarifying.bin"));
        File.Delete(Path.Combine(kb.Directory, "learned", "clarifying.yaml"));

        var loaded = LoadedDesk.Load(kb.Directory, Kb.Language);

        loaded.Findings.ShouldBeEmpty();
        loaded.Desk!.Ask("ﾛｸﾞｲﾝ").Clarification.ShouldNotBeNull().Id.ShouldBe("login");
        loaded.Desk.Ask("サイトに入れません").Clarification.ShouldBeNull();
        Training.IsStale(loaded.Desk, loaded.Clarifying).ShouldBeFalse();
    }

    [Fact]
    public void Another_example_makes_it_stale_and_one_of_an_unknown_clarification_is_an_error()
    {
        using var kb = TemporaryKb.CopyOfShipped();
        Training.IsStale(Kb.Desk, Kb.Loaded.Clarifying).ShouldBeFalse();

        kb.Write("clarifying/zz.tsv", "clarification\ttext\nlogin\t入口でまごついています\n");
        var more = LoadedDesk.Load(kb.Directory, Kb.Language);
        Training.IsStale(more.Desk!, more.Clarifying).ShouldBeTrue();

        kb.Write("clarifying/zz.tsv", "clarification\ttext\nnone-such\t入口でまごついています\n");
        var finding = LoadedDesk.Load(kb.Directory, Kb.Language).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Place.File, finding.Place.Line).ShouldBe(("KB008", "clarifying/zz.tsv", 2));
    }

    [Theory]
    [InlineData("asks: [1, 2]\nasks_from: 0.5\n", "KB091")]
    [InlineData("asks: [1, 2, 3, 4, much]\nasks_from: 0.5\n", "KB090")]
    [InlineData("asks: [1, 2, 3, 4, 5]\n", "KB004")]
    public void Weights_that_cannot_be_used_are_findings(string yaml, string code)
    {
        using var kb = TemporaryKb.CopyOfShipped();
        kb.Write("learned/clarifying.yaml", yaml);

        LoadedDesk.Load(kb.Directory, Kb.Language).Findings.ShouldContain(finding => finding.Code == code);
    }
}
