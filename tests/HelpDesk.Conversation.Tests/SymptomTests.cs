using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Symptoms;

namespace HelpDesk.Conversation.Tests;

/// <summary>What stands on the screen leads to its article for certain, however it is written.</summary>
public class SymptomTests
{
    [Theory]
    [InlineData("ERR_20040", "6-05")]
    [InlineData("err_20040", "6-05")]
    [InlineData("ERR-20040", "6-05")]
    [InlineData("err-20040", "6-05")]
    [InlineData("ERR20040", "6-05")]
    [InlineData("ERR 20040", "6-05")]
    [InlineData("Error 20040", "6-05")]
    [InlineData("error code: 20040", "6-05")]
    [InlineData("ＥＲＲ２００４０", "6-05")]
    [InlineData("ＥＲＲ＿２００４０", "6-05")]
    [InlineData("E R R _ 2 0 0 4 0", "6-05")]
    [InlineData("Ｅ　Ｒ　Ｒ　２　０　０　４　０　と出ました", "6-05")]
    [InlineData("2 0 0 4 0 が出る", "6-05")]
    [InlineData("エラー20040番", "6-05")]
    [InlineData("ｴﾗｰ20040", "6-05")]
    [InlineData("エラーコード20040", "6-05")]
    [InlineData("エラーコードは２００４０です", "6-05")]
    [InlineData("20040番のエラー", "6-05")]
    [InlineData("20040エラー", "6-05")]
    [InlineData("20040", "6-05")]
    [InlineData("２００４０", "6-05")]
    [InlineData("20040が出ます", "6-05")]
    [InlineData("ＥＲＲ－２００４０", "6-05")]
    [InlineData("ERR—20040", "6-05")]
    [InlineData("ERR__20040", "6-05")]
    [InlineData("ERR_ 20040", "6-05")]
    [InlineData("ERR_\n20040", "6-05")]
    [InlineData("「ERR_20040」", "6-05")]
    [InlineData("エラー(20040)", "6-05")]
    [InlineData("エラー番号：20040", "6-05")]
    [InlineData("EER_20040", "6-05")]
    [InlineData("ER_20040", "6-05")]
    [InlineData("EPR_20040", "6-05")]
    [InlineData("えらー20040", "6-05")]
    [InlineData("コード20040", "6-05")]
    [InlineData("ERR_2OO4O", "6-05")]
    [InlineData("ERR_20070とは", "6-06")]
    [InlineData("err-20140", "6-07")]
    [InlineData("ERR_20l4O", "6-07")]
    [InlineData("エラー20250が返る", "6-08")]
    public void A_code_in_any_spelling(string text, string article)
    {
        var answer = Kb.Desk.Ask(text);

        Shown(answer).ShouldBe("Answer " + article);
        answer.Recognition.Symptoms.ShouldHaveSingleItem().Kind.ShouldBe(SymptomKind.Code);
        answer.Recognition.UnknownCodes.ShouldBeEmpty();
        answer.Confidence.ShouldBe(1);
        answer.Ranking[0].Id.ShouldBe(article);
    }

    [Theory]
    [InlineData("供給地点特定番号は0320040123456789012345です")]
    [InlineData("0300000000000000020040")]
    [InlineData("03-2004-0123-4567-8901-2345")]
    [InlineData("2004/02/00に申請しました")]
    [InlineData("2004-0-20040に申請しました")]
    [InlineData("電話は03-20040-1234です")]
    [InlineData("電話は0120040123です")]
    [InlineData("120040件")]
    [InlineData("200401")]
    [InlineData("金額は20040.5円")]
    [InlineData("受付番号 20040-123")]
    [InlineData("０３－２００４０－１２３４")]
    [InlineData("20040件の申込")]
    [InlineData("20040kWh使いました")]
    [InlineData("20040円です")]
    public void Not_within_another_number(string text) =>
        Kb.Desk.Ask(text).Recognition.Symptoms.ShouldNotContain(symptom => symptom.Kind == SymptomKind.Code);

    [Theory]
    [InlineData("ERR_20055", "ERR_20055")]
    [InlineData("エラー20055", "ERR_20055")]
    [InlineData("err-99999が出ました", "ERR_99999")]
    [InlineData("20055のエラー", "ERR_20055")]
    [InlineData("20055", "ERR_20055")]
    [InlineData("コード20055", "ERR_20055")]
    [InlineData("ERR_2004", "ERR_2004")]
    [InlineData("ERR_200400", "ERR_200400")]
    [InlineData("ERR_10040", "ERR_10040")]
    [InlineData("ERR_20055 該当データが出ません", "ERR_20055")]
    [InlineData("ＥＲＲ＿２００４１", "ERR_20041")]
    public void An_unknown_code_gets_no_other_codes_answer(string text, string code)
    {
        var answer = Kb.Desk.Ask(text);

        Shown(answer).ShouldBe("Admit ");
        answer.Recognition.UnknownCodes.ShouldBe([code]);
    }

    [Theory]
    // Whole
    [InlineData("ログイン失敗「ユーザIDもしくはパスワードが不正です」", "1-01")]
    [InlineData("ログイン失敗「お使いのユーザIDは利用できません」", "1-02")]
    [InlineData("ログイン失敗「お使いの端末では当システムを利用できません」", "1-03")]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」", "1-04")]
    [InlineData("システムエラー「処理中にエラーが発生しました システムにエラーが発生しました」", "1-05")]
    [InlineData("スイッチング廃止取次情報の登録に失敗しました。指定された供給地点に対して既にスイッチング廃止取次が登録されています。", "5-02")]
    [InlineData("該当データが存在しません。", "6-05")]
    [InlineData("異動要求が不整合となります。", "6-06")]
    [InlineData("ご契約のない需要者さまの申込はできません。", "6-07")]
    [InlineData("託送基本契約のない小売電気事業者さまは異動申込できません。", "6-08")]
    // Within a sentence
    [InlineData("画面に、ユーザIDもしくはパスワードが不正ですと出ます。どうすればよいですか。", "1-01")]
    [InlineData("今朝から該当データが存在しませんと表示されて困っています", "6-05")]
    // A part
    [InlineData("パスワードが不正です", "1-01")]
    [InlineData("お使いのユーザIDは利用でき", "1-02")]
    [InlineData("システムにエラーが発生しました", "1-05")]
    [InlineData("スイッチング廃止取次情報の登録に失敗しました", "5-02")]
    [InlineData("既にスイッチング廃止取次が登録されています", "5-02")]
    [InlineData("異動要求が不整合", "6-06")]
    [InlineData("契約のない需要者さまの申込", "6-07")]
    [InlineData("託送基本契約のない小売電気事業者さま", "6-08")]
    // Typing errors
    [InlineData("ユーザーIDもしくわパスワードが不正です", "1-01")]
    [InlineData("お使いのユーザーIDは利用出来ません", "1-02")]
    [InlineData("ログイン失敗 お使いの単末では当システムを利用できません", "1-03")]
    [InlineData("認証失敗 お使いの端末で当システムが利用できません", "1-04")]
    [InlineData("該当データーが存在しません", "6-05")]
    [InlineData("移動要求が不整合となります", "6-06")]
    [InlineData("ご契約の無い需要者様の申込は出来ません", "6-07")]
    [InlineData("託送基本契約のない小売電気事業者様は移動申込できません", "6-08")]
    // Scanning errors: 一 for ー, バ for パ, a voiced mark apart
    [InlineData("ユ一ザIDもしくはバスワ一ドが不正て゛す", "1-01")]
    [InlineData("該当デ一タが存在しません", "6-05")]
    [InlineData("ス亻ッチング廃止取次情報の登録に失敗しました", "5-02")]
    // Other quotes
    [InlineData("ログイン失敗『ユーザIDもしくはパスワードが不正です』", "1-01")]
    [InlineData("認証失敗\"お使いの端末では当システムを利用できません\"", "1-04")]
    [InlineData("ログイン失敗:“お使いの端末では当システムを利用できません”", "1-03")]
    // Read from a screenshot: a letter too many, other lines around it, blanks between
    [InlineData("https://example.jp/login\nログイン和失敗\nお使いの端末では当システムを利用できません\nOK", "1-03")]
    [InlineData("ロ グ イ ン 失 敗\nお 使 い の 巡 末 で は 当 シ ス テ ム を 利 用 で き ま せ ん", "1-03")]
    [InlineData("認証矢敗\nお使いの端末では\n|ステムを利用できません", "1-04")]
    [InlineData("<該当データが存在しません>", "6-05")]
    // Half-width kana
    [InlineData("ﾛｸﾞｲﾝ失敗｢ﾕｰｻﾞIDもしくはﾊﾟｽﾜｰﾄﾞが不正です｣", "1-01")]
    [InlineData("該当ﾃﾞｰﾀが存在しません｡", "6-05")]
    [InlineData("ｽｲｯﾁﾝｸﾞ廃止取次情報の登録に失敗しました", "5-02")]
    [InlineData("処理中にｴﾗｰが発生しました", "1-05")]
    // Line breaks
    [InlineData("ログイン失敗\nユーザIDもしくは\nパスワードが不正です", "1-01")]
    [InlineData("指定された供給地点に対して\r\n既にスイッチング廃止\r\n取次が登録されています", "5-02")]
    [InlineData("処理中にエラーが発生しました\r\nシステムにエラーが発生しました", "1-05")]
    [InlineData("託送基本契約のない\n小売電気事業者さまは\n異動申込できません。", "6-08")]
    public void A_message_whole_in_part_and_mistyped(string text, string article)
    {
        var answer = Kb.Desk.Ask(text);

        Shown(answer).ShouldBe("Answer " + article);
        answer.Recognition.Symptoms.ShouldHaveSingleItem().Kind.ShouldBe(SymptomKind.Message);
        answer.Ranking[0].Id.ShouldBe(article);
    }

    [Theory]
    [InlineData("お使いの端末では当システムを利用できません")]
    [InlineData("「お使いの端末では当システムを利用できません」と出ます")]
    [InlineData("お使いの端末では\n当ｼｽﾃﾑを利用できません")]
    [InlineData("ログインすると「お使いの端末では当システムを利用できません」と出ます")]
    [InlineData("https://example.jp/login\n失敗\nお使いの端末では当システムを利用できません")]
    [InlineData("お使いの端末では当システムを利用できません\nユーザID\nログイン")]
    public void A_text_of_two_messages_without_its_prefix_is_asked_about(string text) =>
        Shown(Kb.Desk.Ask(text)).ShouldBe("Ask 1-03,1-04");

    [Theory]
    [InlineData("判断済み(NG)")]
    [InlineData("判断済みNG")]
    [InlineData("判断済み（ＮＧ）")]
    [InlineData("判断済み NG になりました")]
    [InlineData("ステータスが「判断済み(ng)」です")]
    [InlineData("判断済ＮＧ")]
    [InlineData("判断ずみ（NG）")]
    [InlineData("判断済み【NG】")]
    [InlineData("判断済み エヌジー")]
    [InlineData("廃止判断NG")]
    [InlineData("廃止判断がNGで返ってきた")]
    [InlineData("NG理由コードの意味を知りたい")]
    public void The_status_NG_in_any_spelling(string text) => Shown(Kb.Desk.Ask(text)).ShouldBe("Answer 5-04");

    [Theory]
    [InlineData("マッチング済み(OK)")]
    [InlineData("マッチング済みＯＫ")]
    public void The_status_matched(string text) => Shown(Kb.Desk.Ask(text)).ShouldBe("Answer 5-03");

    [Theory]
    [InlineData("ERR_20040とERR_20070が出ます", "6-05,6-06")]
    [InlineData("ERR_20140が出ました。また、ERR_20250も出ます。", "6-07,6-08")]
    [InlineData("ERR_20040が出ます。あと、ログイン失敗「お使いのユーザIDは利用できません」とも出ます。", "1-02,6-05")]
    [InlineData("「異動要求が不整合となります。」と「ユーザIDもしくはパスワードが不正です」が出ます", "1-01,6-06")]
    [InlineData("パスワードを忘れました。また、推奨ブラウザは何ですか。", "1-01,1-06")]
    public void Two_problems_get_two_articles(string text, string articles)
    {
        var answer = Kb.Desk.Ask(text);

        answer.Outcome.ShouldBe(Outcome.Answer);
        string.Join(',', answer.Articles.Select(article => article.Id).Order(StringComparer.Ordinal)).ShouldBe(articles);
    }

    [Theory]
    [InlineData("NG 03")]
    [InlineData("ＮＧ０３")]
    [InlineData("NGコード03")]
    [InlineData("NG理由コード:03")]
    [InlineData("理由コード 03 とは")]
    [InlineData("判断済み(NG)で理由コードは03でした")]
    [InlineData("NG03")]
    [InlineData("NG-03")]
    [InlineData("エヌジー03")]
    [InlineData("NG 3")]
    [InlineData("判断済み(NG) 03")]
    [InlineData("NG(03)")]
    [InlineData("NG理由03")]
    public void A_listed_code_gives_its_row(string text)
    {
        using var kb = TemporaryKb.CopyOfShipped();
        var list = Path.Combine(kb.Directory, "articles/codes/ng-reason-codes.csv");
        File.AppendAllText(list, "\n03,需要者名義の不一致,名義を確かめて出し直す\n");
        var loaded = LoadedDesk.Load(kb.Directory, Kb.Language);

        var answer = loaded.Desk!.Ask(text);

        Shown(answer).ShouldBe("Answer 5-04");
        var row = answer.Recognition.Symptoms.ShouldHaveSingleItem().Row.ShouldNotBeNull();
        (row.Code, row.Meaning, row.Remedy).ShouldBe(("03", "需要者名義の不一致", "名義を確かめて出し直す"));
    }

    [Theory]
    [InlineData("判断済み(NG)が3件あります")]
    [InlineData("判断済み(NG) 3月分です")]
    public void A_number_of_things_is_no_listed_code(string text)
    {
        using var kb = TemporaryKb.CopyOfShipped();
        File.AppendAllText(Path.Combine(kb.Directory, "articles/codes/ng-reason-codes.csv"), "\n03,需要者名義の不一致,名義を確かめて出し直す\n");

        var answer = LoadedDesk.Load(kb.Directory, Kb.Language).Desk!.Ask(text);

        Shown(answer).ShouldBe("Answer 5-04");
        answer.Recognition.Symptoms.ShouldHaveSingleItem().Row.ShouldBeNull();
    }

    [Theory]
    [InlineData("A20040", "A20040")]
    [InlineData("ａ２００４０", "A20040")]
    [InlineData("xerr20040", "XERR20040")]
    [InlineData("A20040エラー", "A20040")]
    [InlineData("エラーコードA20040", "A20040")]
    public void A_code_with_letters_before_it_is_another_code(string text, string code)
    {
        var answer = Kb.Desk.Ask(text);

        Shown(answer).ShouldBe("Admit ");
        answer.Recognition.Symptoms.ShouldBeEmpty();
        answer.Recognition.UnknownCodes.ShouldBe([code]);
    }

    [Theory]
    [InlineData("A20040が出ました")]
    [InlineData("会社コードA20040の者です")]
    public void Letters_before_five_digits_make_no_known_code(string text)
    {
        var answer = Kb.Desk.Ask(text);

        answer.Recognition.Symptoms.ShouldBeEmpty();
        Shown(answer).ShouldNotBe("Answer 6-05");
    }

    [Theory]
    [InlineData("switching 3")]
    [InlineData("pricing 12")]
    public void A_word_that_ends_in_ng_is_no_NG(string text) => Kb.Desk.Ask(text).Recognition.Symptoms.ShouldBeEmpty();

    [Theory]
    [InlineData("会社コード20055の者です")]
    [InlineData("事業者コード:20055")]
    [InlineData("郵便番号20055")]
    public void A_number_that_is_not_called_an_error_is_no_unknown_code(string text) =>
        Kb.Desk.Ask(text).Recognition.UnknownCodes.ShouldBeEmpty();

    [Theory]
    [InlineData("判断済み(NG) 理由コード03")]
    [InlineData("NG 03")]
    public void A_code_that_is_not_listed_gives_no_row_but_says_where_it_is_explained(string text)
    {
        var symptom = Kb.Desk.Ask(text).Recognition.Symptoms.ShouldHaveSingleItem();

        symptom.Row.ShouldBeNull();
        symptom.NoteIn("ja").ShouldNotBeNull().ShouldContain("「NG 03」");
        symptom.NoteIn("en").ShouldNotBeNull().ShouldContain("\"NG 03\"");
    }

    [Theory]
    [InlineData("ログイン失敗「お使いのユーザIDは利用できません」", "helpdesk", "own_administrator", null)]
    [InlineData("判断済み(NG)になりました", "current_retailer", null, null)]
    [InlineData("ERR_20040 大阪府堺市の地点です", "operator", null, "06")]
    [InlineData("ERR_20040 0312345678901234567890", "operator", null, "03")]
    [InlineData("ERR_20040 入力ミスでした", "self", null, null)]
    [InlineData("ERR_20070 関西電力送配電のエリアです", "helpdesk", null, "06")]
    [InlineData("ERR_20250", "helpdesk", null, null)]
    public void Who_settles_it_and_where(string text, string owner, string? first, string? area)
    {
        var answer = Kb.Desk.Ask(text);

        (answer.Route.OwnerId, answer.Route.FirstOwnerId, answer.Area.Code).ShouldBe((owner, first, area));
    }

    private static string Shown(Answer answer) => $"{answer.Outcome} {string.Join(',', answer.Articles.Select(article => article.Id))}";
}
