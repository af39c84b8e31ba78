using HelpDesk.Conversation.Answering;
namespace HelpDesk.Conversation.Tests;

/// <summary>Mails and pasted conversations: the matter is read, not what stands around it.</summary>
public class LongTextTests
{
    private const string Signature = """

        ━━━━━━━━━━━━━━━━━━━━
        株式会社ひまわりパワー 需給管理部
        西田 太郎
        〒530-0001 大阪府大阪市北区梅田1-1-1
        TEL 06-0000-0000
        Mail: nishida@example.co.jp
        ━━━━━━━━━━━━━━━━━━━━
        """;

    [Fact]
    public void A_signature_names_no_area()
    {
        var answer = Kb.Desk.Ask("お世話になっております。ひまわりパワーの西田です。\nスイッチング開始の申込みが処理中のまま進みません。\n地点は仙台市青葉区です。\n\nよろしくお願いいたします。" + Signature);

        answer.Articles[0].Id.ShouldBe("7-01");
        answer.Area.Code.ShouldBe("02");
    }

    [Fact]
    public void Numbers_count_problems_though_what_no_one_sees_stands_between_the_characters()
    {
        const string Two = "1) ユーザIDが凍結された 2) 高圧の廃止取次は何日先まで登録できるか";

        foreach (var text in new[] { Two, string.Join('\u200b', Two.Select(c => c.ToString())) })
        {
            Kb.Desk.Ask(text).Articles.Select(article => article.Id).ShouldBe(["1-02", "5-01"], "in the order in which they were counted");
        }
    }

    [Theory]
    [InlineData("Two questions: 1) which browsers are recommended? 2) our client certificate expires next month, do we have to send the application form again?", "1-06,3-06")]
    [InlineData("①推奨ブラウザは何ですか ②IDが凍結されました ③CSVをダウンロードしたら文字化けします", "1-06,1-02,6-04")]
    [InlineData("2つあります。①お使いのユーザIDは利用できませんと出る(管理者は別にいる) ②ダウンロードしたCSVが文字化けしてる", "1-02,6-04")]
    [InlineData("1) ログアウトしました 2) 再起動しました それでもログインできません", "")]
    public void Counted_problems_are_looked_at_one_by_one(string text, string articles) =>
        string.Join(',', Kb.Desk.Ask(text) is { Outcome: Outcome.Answer } answer && answer.Articles.Count > 1 ? answer.Articles.Select(article => article.Id) : []).ShouldBe(articles);

    [Fact]
    public void A_signature_alone_decides_no_area()
    {
        var answer = Kb.Desk.Ask("お世話になっております。\nスイッチング開始の申込みが処理中のまま進みません。どちらに確認すればよいでしょうか。\nよろしくお願いいたします。" + Signature);

        answer.Area.Code.ShouldBeNull();
    }

    [Fact]
    public void What_is_quoted_is_not_asked()
    {
        var answer = Kb.Desk.Ask("ご回答ありがとうございます。\n別件で、推奨ブラウザを教えてください。\n\n> 低圧から高圧への変更はスイッチング支援システムからはできません。\n> 該当エリアの一般送配電事業者へお問合せください。");

        string.Join(',', answer.Articles.Select(article => article.Id)).ShouldBe("1-06");
    }

    [Fact]
    public void The_mail_that_is_passed_on_is_not_asked_and_the_subject_is()
    {
        var answer = Kb.Desk.Ask("件名: 推奨ブラウザについて\n\nタイトルの件、教えてください。\n\nFrom: 山田 <yamada@example.co.jp>\nSent: 2024/05/10 14:32\nSubject: 新設の申込み\n新設の申込みをしたいのですが、どこへ連絡すればよいですか。");

        answer.Articles[0].Id.ShouldBe("1-06");
    }

    [Fact]
    public void What_the_screen_says_is_found_in_a_quotation_too()
    {
        var answer = Kb.Desk.Ask("お世話になっております。下記の表示が出て困っております。対処を教えてください。\n> ERR_20070");

        answer.Articles[0].Id.ShouldBe("6-06");
    }

    [Theory]
    [InlineData("早くしろよ、返事がない")]
    [InlineData("待ちくたびれた。もうあきたので別の会社にしたい")]
    [InlineData("画面の動きがもりおかしい")]
    [InlineData("東海ネクスト電気と申します。マニュアルがほしい")]
    [InlineData("関西スマートエナジーです。申込書をください")]
    public void Pieces_of_words_and_names_of_companies_are_no_area(string text) => Kb.Desk.Ask(text).Area.Code.ShouldBeNull();

    [Theory]
    [InlineData("くしろの地点です", "01")]
    [InlineData("あきたの地点の申込みです", "02")]
    [InlineData("みやこじまのお客さんの申込み", "10")]
    [InlineData("ふくおかです", "09")]
    [InlineData("関西エリアの申込みです", "06")]
    public void Names_in_kana_are_areas(string text, string area) => Kb.Desk.Ask(text).Area.Code.ShouldBe(area);

    [Theory]
    [InlineData("1. 推奨ブラウザは何ですか。\n2. CSVをダウンロードしたら文字化けします。", "1-06,6-04")]
    [InlineData("推奨ブラウザは何ですか。CSVをダウンロードしたら文字化けします。", "1-06,6-04")]
    public void Two_problems_are_found_by_their_sentences(string text, string articles) =>
        string.Join(',', Kb.Desk.Ask(text).Articles.Select(article => article.Id).Order(StringComparer.Ordinal)).ShouldBe(articles);
}
