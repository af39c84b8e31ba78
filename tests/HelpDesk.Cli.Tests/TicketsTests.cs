namespace HelpDesk.Cli.Tests;

/// <summary>Agents at work in a terminal, with a requester who chats beside them on the same database.</summary>
public sealed class TicketsTests : IDisposable
{
    private const string First = "HD-2026-000001";

    private readonly TemporaryFolder folder = new();

    private string Number { get; set; } = First;

    [Fact]
    public async Task A_ticket_goes_from_the_requester_to_the_agent_and_back_until_it_is_resolved()
    {
        await OpenAsync();
        (await Agent("sato", "take", Number)).ShouldSay($"{Number}: 対応中(担当者: sato、チーム: helpdesk、優先度: 通常)");
        (await Agent("sato", "answer", Number, "登録したのはいつですか。", "--wait")).ShouldSay($"{Number}: お客さまの返信待ち");

        var chat = await Chat("先週の金曜です");
        chat.Output.ShouldContain($"{Number} に担当から返信がありました");
        chat.Output.ShouldContain("登録したのはいつですか。");
        chat.Output.ShouldContain($"{Number} に追記しました");

        (await Agent("sato", "note", Number, "電話でも確認した")).ExitCode.ShouldBe(0);
        (await Agent("sato", "tag", Number, "証明書")).ExitCode.ShouldBe(0);
        (await Agent("sato", "priority", Number, "urgent")).ShouldSay("優先度: 至急");
        var shown = (await Agent("sato", "show", Number)).Output;
        foreach (var text in (string[])["状況: 対応中", "初回応答: 期限内に済み", "タグ: 証明書", "示した記事: 6-06", "依頼者: taro (cli)", "先週の金曜です", "内部メモ sato", "sato 担当: sato", "sato 優先度: 通常 → 至急"])
        {
            shown.ShouldContain(text);
        }

        shown.IndexOf("登録したのは", StringComparison.Ordinal).ShouldBeLessThan(shown.IndexOf("先週の金曜", StringComparison.Ordinal), "in order");
        (await Agent("sato", "resolve", Number)).ShouldSay($"{Number}: 解決");
        (await Chat("チケットの状況")).Output.ShouldContain($"{Number} の状況が「解決」になりました");
        (await Agent("sato", "reopen", Number)).ShouldSay($"{Number}: 対応中");
        (await Agent("sato", "hand-over", Number, "関西電力送配電", "お世話になっております。")).ShouldSay($"{Number}: 他の事業者の対応待ち");
        (await Chat("チケットの状況")).Output.ShouldContain("下の文面を「関西電力送配電」へお送りください");
        (await Agent("sato", "close", Number)).ShouldSay($"{Number}: 終了");
    }

    [Fact]
    public async Task A_reply_that_somebody_else_must_check_waits_and_its_author_is_told_so()
    {
        await OpenAsync();
        (await Agent("sato", "answer", Number, "番号は 0498765432109876543210 です。")).ShouldSay($"{Number}: まだ送っていません。ほかの人の確認を待っています(この受付にない供給地点特定番号 04");
        (await Cli.Run(["agents", "add", "sato", "--role", "agent", "--db", folder.File("help.db")])).ExitCode.ShouldBe(0);
        (await Cli.Run(["agents", "check", "sato", "--db", folder.File("help.db")])).ExitCode.ShouldBe(0);
        (await Cli.Run(["agents", "list", "--db", folder.File("help.db")])).ShouldSay("返信は確認");
        (await Agent("sato", "answer", Number, "登録したのはいつですか。", "--lang", "en")).ShouldSay($"{Number}: not sent yet. It waits for somebody else to check it (this agent's replies are checked)");
        (await Agent("sato", "hand-over", Number, "現小売", "お願いします。")).Error.ShouldContain("ほかの人の確認が要ります");
        (await Agent("sato", "show", Number)).ShouldSay("返信を確認待ちに");
        (await Chat("チケットの状況")).Output.ShouldNotContain("登録したのはいつ");
        (await Agent("ito", "answer", Number, "登録したのはいつですか。")).ShouldSay($"{Number}: 対応中");
    }

    [Fact]
    public async Task The_second_agent_is_told_who_has_it()
    {
        await OpenAsync();
        await Agent("sato", "take", Number);

        var second = await Agent("ito", "take", Number);
        (second.ExitCode, second.Output).ShouldBe((1, ""));
        second.Error.Trim().ShouldBe($"{Number} は sato さんが担当しています。代わるときは tickets assign を使ってください。");
        (await Agent("ito", "take", Number, "--lang", "en")).Error.Trim().ShouldBe($"sato has {Number}. Use tickets assign to change that.");
        (await Agent("ito", "assign", Number, "ito")).ShouldSay("担当者: ito");
        (await Agent("ito", "release", Number)).ShouldSay("担当者: なし");
    }

    [Fact]
    public async Task The_list_says_state_owner_area_and_due_in_words()
    {
        await OpenAsync();
        await OpenAsync("jiro", "0412345678901234567890 スイッチング開始の申込みの処理状況を知りたい");

        var rows = (await Agent("sato", "list")).Output.Split('\n').Where(line => line.Contains("HD-", StringComparison.Ordinal)).ToList();
        rows.Count.ShouldBe(2);
        rows[0].ShouldContain("他の事業者の対応待ち");
        rows[0].ShouldContain("中部");
        rows[0].ShouldContain("時計は停止中(残り8時間0分)");
        rows[1].ShouldContain("受付済み");
        rows[1].ShouldContain("ヘルプデスク");
        rows[1].ShouldMatch(@"初回応答 \d{4}-\d\d-\d\d \d\d:\d\d まで");
        (await Agent("sato", "list", "--state", "new", "--lang", "en")).Output.ShouldMatch(@"received .* first response by \d{4}-");
        (await Agent("sato", "list", "--breached")).Output.Trim().ShouldBe("当てはまる受付はありません。");
        (await Agent("sato", "list", "--text", "04123456789", "--unassigned", "--by-due")).Output.ShouldContain("1〜1件目(全1件)");
    }

    [Fact]
    public async Task Another_teams_ticket_and_none_look_the_same()
    {
        await OpenAsync();
        await Agent("sato", "move", Number, "kanto");

        foreach (var command in (string[])["show", "take", "close"])
        {
            var other = await Agent("sato", command, Number);
            var none = await Agent("sato", command, "HD-2026-999999");
            (other.ExitCode, other.Output).ShouldBe((1, ""));
            other.Error.ShouldBe(none.Error.Replace("HD-2026-999999", Number, StringComparison.Ordinal));
            other.Error.Trim().ShouldBe($"{Number} という受付は、見える範囲にありません。番号と --team を確かめてください。");
        }

        (await Agent("kato", "take", Number, "--team", "helpdesk", "--team", "kanto")).ShouldSay("チーム: kanto");
    }

    [Theory]
    [InlineData("「abc」は受付番号ではありません。", "take", "abc")]
    [InlineData("文面が空です。", "answer", First, " ")]
    [InlineData("タグが長すぎます。40文字以内にしてください。", "tag", First, "12345678901234567890123456789012345678901")]
    [InlineData("担当者がいません。tickets take で担当できます。", "release", First)]
    [InlineData("は「受付済み」なので、この操作はできません。", "reopen", First)]
    public async Task What_cannot_be_done_is_said_with_what_to_do(string said, params string[] command)
    {
        await OpenAsync();
        var ran = await Agent("sato", [.. command.Select(word => word == First ? Number : word)]);
        (ran.ExitCode, ran.Output).ShouldBe((1, ""));
        ran.Error.ShouldContain(said);
    }

    [Fact]
    public async Task Who_works_must_be_said_and_the_database_must_be_there()
    {
        (await Cli.Run("tickets", "list", "--db", folder.File("none.db"))).ExitCode.ShouldBe(1);
        (await Cli.Run("tickets", "list", "--agent", " ", "--db", folder.File("none.db"))).Error.Trim().ShouldBe("担当者の名前が空です。--agent に名前を書いてください。");
        (await Agent("sato", "list")).Error.ShouldContain("がありません。--db のパスか設定 Database:Sqlite を確かめるか");
        File.Exists(folder.File("help.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Settings_give_contacts_hours_and_targets()
    {
        var settings = folder.Write("own.json", """
            { "Contacts": { "HelpDesk": "03-0000-0000", "Operators": { "04": "04@example.jp" } }, "Targets": { "Normal": { "FirstResponse": 999, "Resolution": 1000 } } }
            """);
        var ran = await Chat(settings, "0412345678901234567890 スイッチング開始の申込みの処理状況を知りたい", "担当者に相談", "すべてスキップ", "この内容で送る");
        ran.Output.ShouldContain("連絡先: 04@example.jp");
        (await Cli.Run("tickets", "list", "--agent", "sato", "--db", folder.File("help.db"), "--settings", settings)).Output.ShouldContain("残り999時間0分");
    }

    [Fact]
    public async Task Wrong_settings_stop_the_start_and_environment_variables_count()
    {
        var settings = folder.Write("own.json", """{ "BusinessHours": { "Opens": "18:00" }, "Contacts": { "Operators": { "11": "x" } } }""");
        var ran = await Chat(settings, "ERR_20070");
        (ran.ExitCode, ran.Output).ShouldBe((1, ""));
        ran.Error.Trim().Split('\n').ShouldBe([
            $"Contacts:Operators:11 ({settings}): error SET002: 「11」はエリアコードではありません。2桁で、次のどれかを書いてください: 01, 02, 03, 04, 05, 06, 07, 08, 09, 10",
            "BusinessHours:Closes: error SET003: 終業時刻 17:00 が始業時刻 18:00 より後ではありません。終業を始業より後の時刻にしてください。",
            "設定に誤りがあるため、始められません。上の指摘を直してから、もう一度実行してください。",
        ]);
        File.Exists(folder.File("help.db")).ShouldBeFalse("nothing was begun");

        var mended = await Cli.RunIn(
            new Dictionary<string, string> { ["HELPDESK__BusinessHours__Closes"] = "20:00", ["HELPDESK__Contacts__Operators__11"] = "" }, "tickets", "list", "--agent", "sato", "--lang", "en", "--settings", settings);
        mended.Error.ShouldContain("SET002");
        mended.Error.ShouldNotContain("SET003");
    }

    public void Dispose() => folder.Dispose();

    private Task<Ran> Agent(string agent, params string[] command) => Cli.Run(["tickets", .. command, "--agent", agent, "--db", folder.File("help.db")]);

    private Task<Ran> Chat(string line) => ChatAs("taro", [], line);

    private Task<Ran> Chat(string settings, params string[] lines) => ChatAs("taro", ["--settings", settings], lines);

    private Task<Ran> ChatAs(string user, string[] options, params string[] lines) =>
        Cli.RunWith(string.Join('\n', lines) + "\n", ["chat", "--user", user, "--db", folder.File("help.db"), .. options]);

    private async Task OpenAsync() => Number = await OpenedInquiry.CopyAsync(folder.File("help.db"));

    private async Task OpenAsync(string user, string about) => Number = OpenedInquiry.NumberIn(await ChatAs(user, [], [.. OpenedInquiry.Lines(about)]));
}

internal static class RanShoulds
{
    public static void ShouldSay(this Ran ran, string said)
    {
        (ran.ExitCode, ran.Error).ShouldBe((0, ""));
        ran.Output.ShouldContain(said);
    }
}
