using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Tests;

/// <summary>What the FAQ does not say of a matter that it does speak of: neither the article as an answer nor nothing.</summary>
public class NearTests
{
    [Theory]
    [InlineData("パスワードは何桁ですか")]
    [InlineData("利用申込書の手数料はいくらですか")]
    [InlineData("一括申請は何件まで登録できますか")]
    public void The_nearest_article_is_named_and_not_given_as_the_answer(string question)
    {
        var answer = Kb.Desk.Ask(question);

        answer.Outcome.ShouldBe(Outcome.Admit);
        answer.Articles.ShouldBeEmpty();
        answer.Near.ShouldNotBeNull();
    }

    [Fact]
    public void It_says_what_is_missing()
    {
        var near = Kb.Desk.Ask("クライアント証明書の更新の抽選番号はどこにありますか").Near.ShouldNotBeNull();

        near.Missing.ShouldContain("抽選");
        near.Article.Id.ShouldStartWith("3-06");
    }

    [Theory]
    [InlineData("申込書を出してから何日で使えますか", "3-04")]
    [InlineData("1時間に何回確認すればよいですか。廃止取次の依頼", "5-06")]
    [InlineData("テストは何日間ですか", "4-02")]
    public void What_the_article_does_say_is_answered(string question, string article) => Kb.Desk.Ask(question).Articles.ShouldContain(found => found.Id == article);

    [Theory]
    [InlineData("Zoomの推奨ブラウザは何ですか", "zoom")]
    [InlineData("勤怠システムの申請を取り消したい", "システム,勤怠")]
    [InlineData("Zoomで会議中に認証エラーが出た", "")]
    public void What_something_is_of_stands_before_no(string question, string owners) => string.Join(',', Read(question).Owners()).ShouldBe(owners);

    [Theory]
    [InlineData("推奨ブラウザを教えてください", 0)]
    [InlineData("Excelを閉じて、推奨ブラウザを教えてください", 2)]
    [InlineData("VPNには入れます。支援システムだけ、認証に失敗します?", 3)]
    [InlineData("、、はい、そう。", 0)]
    public void A_text_is_looked_at_clause_by_clause(string question, int clauses)
    {
        var pieces = AskedPieces.OfClauses(Read(question), _ => false);

        pieces.Count.ShouldBe(clauses);
        if (clauses > 0)
        {
            var last = question[(question.TrimEnd('?').LastIndexOf('、') + 1)..].TrimEnd('?');
            pieces[^1].IsSupersetOf(AskedPieces.Of(Read(last), _ => false)).ShouldBeTrue();
        }
    }

    private static ReadText Read(string text) => new(text, Kb.Language.Tokenizer);

    [Theory]
    [InlineData("カレーの作り方")]
    [InlineData("明日の天気は")]
    public void What_has_nothing_to_do_with_it_has_no_near_article(string question) => Kb.Desk.Ask(question).Near.ShouldBeNull();
}
