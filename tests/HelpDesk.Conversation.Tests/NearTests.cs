using HelpDesk.Conversation.Answering;

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
    [InlineData("カレーの作り方")]
    [InlineData("明日の天気は")]
    public void What_has_nothing_to_do_with_it_has_no_near_article(string question) => Kb.Desk.Ask(question).Near.ShouldBeNull();
}
