namespace HelpDesk.Conversation.Tests;

/// <summary>Japanese typed in Latin letters, alone or between English and Japanese.</summary>
public sealed class RomajiTests
{
    [Theory]
    [InlineData("teiatsu kara koatsu ni henko", "低圧から高圧に変更")]
    [InlineData("kurasho ga kireta", "くらしょがきれた")]
    [InlineData("the moushikomi status, please", "the 申込 status, please")]
    [InlineData("our haishi-toritsugi is stuck", "our 廃止取次 is stuck")]
    [InlineData("my jigyosha code starts with 9", "my 事業者 code starts with 9")]
    [InlineData("ikkatsu shinsei no tetsuzuki o oshiete kudasai", "一括申請の手続きをおしえてください")]
    [InlineData("Please take a note of the name we made up", "Please take a note of the name we made up")]
    [InlineData("haishi@denryoku.example, user toritsugi01", "haishi@denryoku.example, user toritsugi01")]
    public void Words_that_read_like_those_of_the_articles_stand_as_they_do_there(string typed, string written) => Kb.Desk.AsWritten(typed).ShouldBe(written);

    [Theory]
    [InlineData("haishi toritsugi status", "7-01")]
    [InlineData("saiten moushikomi no joukyou ga shiritai", "7-01")]
    [InlineData("shomeisho no yuko kigen ga kiremasu", "3-06")]
    [InlineData("pasuwado ga chigau to deru", "1-01")]
    [InlineData("how do I see the shiyouryou jouhou of one customer", "6-02")]
    public void It_is_found(string question, string article) => Kb.Desk.Ask(question).Articles.Select(one => one.Id).ShouldContain(article);
}
