using System.Text.Json;

namespace HelpDesk.Cli.Tests;

public class AskTests
{
    [Fact]
    public async Task Answers_in_Japanese_with_source_date_related_articles_and_owner()
    {
        var ran = await Cli.Run("ask", "ERR_20040 大阪府堺市の地点です");

        (ran.ExitCode, ran.Error).ShouldBe((0, ""));
        ran.Output.ShouldContain("FAQの回答です。");
        ran.Output.ShouldContain("[6-05]");
        ran.Output.ShouldContain("見つけ方: 症状 ERR_20040 を認識しました。");
        ran.Output.ShouldContain("出典: https://www.occto.or.jp/various/sw_system/faq.html (2023-08-04)");
        ran.Output.ShouldContain("関連: [7-04]");
        ran.Output.ShouldContain("対応する窓口: ");
        ran.Output.ShouldContain("エリア: 関西(関西電力送配電株式会社)");
    }

    [Fact]
    public async Task Answers_in_English_and_says_that_the_translation_is_unofficial()
    {
        var ran = await Cli.Run("ask", "--lang", "en", "ERR_20040");

        (ran.ExitCode, ran.Error).ShouldBe((0, ""));
        ran.Output.ShouldContain("The FAQ's answer:");
        ran.Output.ShouldContain("(unofficial translation)");
        ran.Output.ShouldContain("Found by: the symptom ERR_20040");
        ran.Output.ShouldContain("The area is not known.");
    }

    [Fact]
    public async Task Asks_which_article_is_meant()
    {
        var ran = await Cli.Run("ask", "お使いの端末では当システムを利用できません");

        ran.ExitCode.ShouldBe(0);
        ran.Output.ShouldContain("どれに当たりますか。");
        ran.Output.ShouldContain("[1-03]");
        ran.Output.ShouldContain("[1-04]");
        ran.Output.ShouldNotContain("出典");
    }

    [Theory]
    [InlineData("ja", "お使いの端末では当システムを利用できません", "画面に「認証失敗」と出ているとき")]
    [InlineData("en", "お使いの端末では当システムを利用できません", "if the screen says «認証失敗»")]
    public async Task Says_how_to_answer_and_the_command_it_gives_is_answered(string language, string question, string distinction)
    {
        var asked = await Cli.Run("ask", "--lang", language, question);

        asked.Output.ShouldContain(distinction);
        var commands = asked.Output.Split('\n').Where(line => line.Contains("helpdesk ask", StringComparison.Ordinal)).Select(line => line.Split('\'')[1]).ToList();
        commands.Count.ShouldBe(2);
        (await Cli.Run("ask", commands[0])).Output.ShouldStartWith("FAQの回答です。\n\n[1-03]");
        (await Cli.Run("ask", commands[1])).Output.ShouldStartWith("FAQの回答です。\n\n[1-04]");
    }

    [Theory]
    [InlineData("ja", "お問合せのときにお知らせいただくこと:", "  - 供給(受電)地点特定番号(22ケタ)")]
    [InlineData("en", "What to tell them:", "  - supply (generation) point number (22 digits)")]
    public async Task Says_what_the_receiver_needs(string language, string heading, string need)
    {
        var lines = (await Cli.Run("ask", "--lang", language, "ERR_20040")).Output.Split('\n');

        lines.ShouldContain(heading);
        lines.ShouldContain(need);
    }

    [Theory]
    [InlineData("ja", "「NG 03」の意味は、このヘルプデスクにはまだ登録されていません。", "<廃止判断NG理由コード一覧>", "現小売電気事業者へお問合せください")]
    [InlineData("en", "The meaning of \"NG 03\" is not registered", "<廃止判断NG理由コード一覧>", "ask the current retailer")]
    public async Task Says_where_an_NG_code_stands_that_the_list_does_not_hold(string language, params string[] said)
    {
        var ran = await Cli.Run("ask", "--lang", language, "NG 03");

        ran.Output.ShouldContain("[5-04]");
        said.ShouldAllBe(text => ran.Output.Contains(text, StringComparison.Ordinal));
        using var json = JsonDocument.Parse((await Cli.Run("ask", "--json", "--lang", language, "NG 03")).Output);
        json.RootElement.GetProperty("symptoms")[0].GetProperty("note").GetString().ShouldNotBeNull().ShouldContain(said[0]);
    }

    [Fact]
    public async Task Says_that_a_code_is_unknown()
    {
        var ran = await Cli.Run("ask", "ERR_20055");

        ran.ExitCode.ShouldBe(0);
        ran.Output.ShouldContain("ERR_20055 は、公開されているFAQに載っていないコードです。");
        ran.Output.ShouldContain("FAQには見当たりませんでした。");
        ran.Output.ShouldNotContain("[6-0");
    }

    [Fact]
    public async Task Json_says_all_of_it()
    {
        var ran = await Cli.Run("ask", "--json", "ERR_20040 大阪府堺市の地点です");

        ran.ExitCode.ShouldBe(0);
        ran.Output.ShouldContain("該当データが存在しません", Case.Sensitive, "Japanese is not escaped");
        using var json = JsonDocument.Parse(ran.Output);
        var answer = json.RootElement;
        answer.GetProperty("outcome").GetString().ShouldBe("answer");
        answer.GetProperty("confidence").GetSingle().ShouldBe(1);
        answer.GetProperty("cut").GetBoolean().ShouldBeFalse();
        answer.GetProperty("symptoms")[0].GetProperty("kind").GetString().ShouldBe("code");
        answer.GetProperty("symptoms")[0].GetProperty("shown").GetString().ShouldBe("ERR_20040");
        answer.GetProperty("unknownCodes").GetArrayLength().ShouldBe(0);
        answer.GetProperty("articles")[0].GetProperty("id").GetString().ShouldBe("6-05");
        answer.GetProperty("articles")[0].GetProperty("date").GetString().ShouldBe("2023-08-04");
        answer.GetProperty("route").GetString().ShouldBe("operator");
        answer.GetProperty("area").GetString().ShouldBe("06");
        answer.GetProperty("operator").GetString().ShouldBe("関西電力送配電株式会社");
        answer.GetProperty("ranking")[0].GetProperty("id").GetString().ShouldBe("6-05");
    }

    [Fact]
    public async Task A_dash_reads_standard_input()
    {
        var ran = await Cli.RunWith("ログイン失敗\nお使いのユーザIDは利用できません\n", "ask", "-");

        ran.ExitCode.ShouldBe(0);
        ran.Output.ShouldContain("[1-02]");
    }

    [Fact]
    public async Task A_long_question_is_cut_and_said_to_be()
    {
        var ran = await Cli.RunWith("ERR_20040 " + new string('あ', 100_000), "ask", "-");

        ran.ExitCode.ShouldBe(0);
        ran.Output.ShouldContain("はじめの2000文字だけを読みました");
        ran.Output.ShouldContain("[6-05]");
    }

    [Theory]
    [InlineData("ask", "")]
    [InlineData("ask", " \u3000 ")]
    [InlineData("ask", "-")]
    public async Task An_empty_question_is_refused(params string[] arguments)
    {
        var ran = await Cli.Run(arguments);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldBeEmpty();
        ran.Error.ShouldStartWith("質問が空です。");
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("ask", "--no-such-option", "x")]
    [InlineData("no-such-command")]
    public async Task A_wrong_command_line_is_refused(params string[] arguments)
    {
        var ran = await Cli.Run(arguments);

        ran.ExitCode.ShouldBe(1);
        ran.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_kb_that_is_not_there_is_said_to_be_missing()
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("ask", "--kb", folder.File("none"), "ERR_20040");

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldBeEmpty();
        ran.Error.ShouldContain("KB030");
        ran.Error.ShouldNotContain("   at ");
    }
}
