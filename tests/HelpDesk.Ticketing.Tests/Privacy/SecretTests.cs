using HelpDesk.Ticketing.Privacy;

namespace HelpDesk.Ticketing.Tests.Privacy;

/// <summary>Secrets pasted by mistake are masked, and what is said about secrets is not.</summary>
public class SecretTests
{
    [Theory]
    [InlineData("パスワードはAbc12345です", "パスワードは***です")]
    [InlineData("パスワードは「Abc12345」です。ログインできません", "パスワードは「***」です。ログインできません")]
    [InlineData("パスワードはhunterです", "パスワードは***です")]
    [InlineData("パスワード：ｓｅｃｒｅｔ１２", "パスワード：***")]
    [InlineData("ﾊﾟｽﾜｰﾄﾞ:Abc12345", "ﾊﾟｽﾜｰﾄﾞ:***")]
    [InlineData("パスワード（Abc12345）で入れません", "パスワード（***）で入れません")]
    [InlineData("パスワード(新): Abc12345", "パスワード(新): ***")]
    [InlineData("初期パスワードは 12345678 でした", "初期パスワードは *** でした")]
    [InlineData("暗証番号は1234です", "暗証番号は***です")]
    [InlineData("PW:taro2024", "PW:***")]
    [InlineData("ＰＷ：ｔａｒｏ２０２４", "ＰＷ：***")]
    [InlineData("PW taro2024 で入れない", "PW *** で入れない")]
    [InlineData("ID: taro PW: hanako", "ID: taro PW: ***")]
    [InlineData("password = P@ssw0rd!", "password = ***")]
    [InlineData("password=P@ssw0rd&user=taro", "password=***")]
    [InlineData("Password: correcthorse", "Password: ***")]
    [InlineData("my password is hunter2, what now?", "my password is ***, what now?")]
    [InlineData("pass is Abc123", "pass is ***")]
    [InlineData("pwd:\"Abc123\"", "pwd:\"***\"")]
    [InlineData("パスワードをAbc123からXyz789に変更した", "パスワードを***から***に変更した")]
    [InlineData("Abc12345がパスワードです", "***がパスワードです")]
    [InlineData("ID/パスワード: taro / Abc12345", "ID/パスワード: *** / ***")]
    [InlineData("パスワード：さくら2024", "パスワード：***")]
    [InlineData("パスワードは、Abc12345！です", "パスワードは、***です")]
    [InlineData("APIキー: 9f8e7d6c5b4a", "APIキー: ***")]
    [InlineData("db_password: Abc123", "db_password: ***")]
    public void A_secret_that_somebody_calls_one_is_masked(string text, string expected) => PersonalData.Mask(text).ShouldBe(expected);

    [Theory]
    [InlineData("パスワードは何桁ですか")]
    [InlineData("パスワードは8桁以上ですか")]
    [InlineData("パスワードは90日で切れますか")]
    [InlineData("パスワードは2024年に変更しました")]
    [InlineData("パスワードを3回間違えると凍結されますか")]
    [InlineData("パスワードを忘れました")]
    [InlineData("パスワード ERR_20040")]
    [InlineData("パスワードを入力すると ERR_20040 が出ます")]
    [InlineData("パスワードはWindowsに保存できますか")]
    [InlineData("パスワード: 必須")]
    [InlineData("Password: required")]
    [InlineData("my password is wrong")]
    [InlineData("The password is expired.")]
    [InlineData("How long must a password be?")]
    [InlineData("password reset")]
    [InlineData("passport: AB12345")]
    [InlineData("ユーザIDもしくはパスワードが不正です")]
    [InlineData("SW12345のパスワードを初期化してください")]
    [InlineData("パスワードの初期化(再発行)は1-02ですか")]
    [InlineData("")]
    public void What_is_said_about_a_secret_stays(string text) => PersonalData.Mask(text).ShouldBe(text);

    [Fact]
    public void What_was_masked_stays_as_it_is() =>
        PersonalData.Mask(PersonalData.Mask("パスワードはAbc12345です。PW:taro2024")).ShouldBe("パスワードは***です。PW:***");

    /// <summary>Questions that people really ask, a third of them about logging in: none is a secret.</summary>
    [Fact]
    public void Of_all_labelled_questions_none_loses_a_word_to_this_mask()
    {
        var questions = Directory.EnumerateFiles(Path.Combine(Checkout.Kb, "evaluation"), "*.tsv")
            .SelectMany(File.ReadLines).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')[2]).ToList();
        questions.Count.ShouldBeGreaterThan(1_000);
        questions.Where(question => Secrets.Mask(question) != question).ShouldBeEmpty();
        Directory.EnumerateFiles(Path.Combine(Checkout.Kb, "articles"), "*.md", SearchOption.AllDirectories).SelectMany(File.ReadLines)
            .Where(line => Secrets.Mask(line) != line).ShouldBeEmpty();
    }
}
