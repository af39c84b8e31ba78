using System.Diagnostics;
using System.Text.Json;
using HelpDesk.Desk;
using HelpDesk.Desk.Palette;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Web.Desk;
using HelpDesk.Web.Knowledge;

namespace HelpDesk.Web.Tests;

/// <summary>Which command is meant by what was typed: the desk's own words, ranked by the script that browsers run.</summary>
public sealed class PaletteTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What an inquiry's page offers, with the keys.</summary>
    private static readonly (string Text, string? Key)[] Here =
    [
        ("find.title", "/"), ("inquiry.back", "Escape"), ("inquiry.copyNumber", "."), ("act.take", "a"), ("act.release", null), ("act.takeChat", "c"), ("act.resolve", "e"), ("act.close", null), ("act.priority", null),
        ("act.tag", null), ("composer.kind.reply", "r"), ("composer.kind.note", "n"), ("composer.kind.third-party", "t"), ("composer.takeBack", "z"), ("insert.blocksOpen", null), ("insert.articlesOpen", null),
        ("inquiry.reveal", "v"), ("matters.title", "m"), ("desk.signOut", null), ("keys.title", "?"),
    ];

    /// <summary>Typed, and what is meant before all else; empty: nothing.</summary>
    private static readonly (string Typed, string Meant)[] Rows =
    [
        ("担当", "act.take"), ("担", "act.take"), ("たんとう", "act.take"), ("tantou", "act.take"), ("ＴＡＮＴＯ", "act.take"), ("たんt", "act.take"), ("ﾀﾝﾄｳ", "act.take"), ("take", "act.take"), ("assign", "act.take"), ("a", "act.take"),
        ("かいけつ", "act.resolve"), ("kaiketsu", "act.resolve"), ("kaiketu", "act.resolve"), ("resol", "act.resolve"), ("かいけつず", "queue.view.settled"),
        ("memo", "composer.kind.note"), ("めも", "composer.kind.note"), ("internal", "composer.kind.note"), ("返信", "composer.kind.reply"), ("henshin", "composer.kind.reply"), ("hensinn", "composer.kind.reply"), ("answer", "composer.kind.reply"),
        ("shuuryou", "act.close"), ("syuuryou", "act.close"), ("chatto", "act.takeChat"), ("tyatto", "act.takeChat"), ("live", "act.takeChat"), ("yuusen", "act.priority"), ("teikeibun", "insert.blocksOpen"), ("faq", "insert.articlesOpen"),
        ("kojinjouhou", "inquiry.reveal"), ("kozinnzyouhou", "inquiry.reveal"), ("undo", "composer.takeBack"), ("とりけし", "composer.takeBack"), ("ticket number", "inquiry.copyNumber"), ("number ticket", "inquiry.copyNumber"), (".", "inquiry.copyNumber"),
        ("レポート", "reports.title"), ("repo-to", "reports.title"), ("repōto", ""), ("report", "reports.title"), ("れんらく", "contacts.title"), ("jibun", "queue.view.mine"), ("zibunn", "queue.view.mine"), ("期限切", "queue.view.overdue"),
        ("kigengire", "queue.view.overdue"), ("late", "queue.view.overdue"), ("roguauto", "desk.signOut"), ("sign out", "desk.signOut"), ("signout", ""), ("?", "keys.title"), ("shortcut", "keys.title"), ("しょーとかっと", "keys.title"),
        ("idou", "移動要求の件"), ("いどうよう", "移動要求の件"), ("移動", "移動要求の件"), ("sugu", "すぐやる"), ("atode", "あとで見る"), ("担当 する", "act.take"), ("担当 xyz", ""), ("zzz", ""), ("q", "desk.queue"), ("っ", ""), ("ー", ""), ("'", ""), ("\\", ""), ("(", ""), ("__proto__", ""), ("🙂", ""),
    ];

    /// <summary>Lists of their own, a team's and of all.</summary>
    private static readonly SavedView[] Saved = [.. new (string Name, ViewScope Scope)[] { ("移動要求の件", ViewScope.Shared), ("あとで見る", ViewScope.Personal), ("すぐやる", ViewScope.Team) }
        .Select((one, id) => new SavedView(id, "1", new ViewWish(one.Name, one.Scope, one.Scope == ViewScope.Team ? "kanto" : null, "", null, ViewOrder.Due), 0, "佐藤", default))];

    private static readonly Lazy<Task<string[][]>> Ranked = new(RankAsync);

    public static TheoryData<string, string, string> Meant => [.. ((string[])["ja", "en"]).SelectMany(language => Rows.Select(row => (language, row.Typed, row.Meant)))];

    [Theory]
    [MemberData(nameof(Meant))]
    public async Task What_was_typed_means(string language, string typed, string meant)
    {
        var found = (await Ranked.Value)[language == "ja" ? 0 : 1][Array.FindIndex(Rows, row => row.Typed == typed)];
        var texts = DeskTexts.For(language);
        found.ShouldBe(meant.Length == 0 ? "" : Saved.FirstOrDefault(view => view.Is.Name == meant) is { } view ? ViewAddress.Name(view, texts) : texts.Get(meant));
    }

    [Fact]
    public void Every_word_names_a_text_that_is_there()
    {
        foreach (var language in (string[])["ja", "en"])
        {
            var texts = DeskTexts.For(language);
            texts.Keys.Where(key => key.StartsWith(PaletteList.Prefix, StringComparison.Ordinal)).Where(key => !texts.Has(key[PaletteList.Prefix.Length..])).ShouldBeEmpty(language);
        }
    }

    [Theory]
    [InlineData("hd-2026-7", "HD-2026-000007")]
    [InlineData("ＨＤ２０２６－０００１２３", "HD-2026-000123")]
    [InlineData("123", "HD-2026-000123 HD-2025-000123")]
    [InlineData(" １２３ ", "HD-2026-000123 HD-2025-000123")]
    [InlineData("0", "")]
    [InlineData("1234567", "")]
    [InlineData("-1", "")]
    [InlineData("１２３a", "")]
    [InlineData("٣", "")]
    [InlineData("", "")]
    public void Digits_mean_inquiries(string typed, string numbers) => string.Join(' ', DeskPalette.Numbers(typed, 2026)).ShouldBe(numbers);

    /// <summary>The first of each row, in both languages.</summary>
    private static async Task<string[][]> RankAsync()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "src", "HelpDesk.Desk", "wwwroot", "desk-rank.js"), Stop);
        var commands = ((string[])["ja", "en"]).Select(language =>
        {
            var texts = DeskTexts.For(language);
            var known = PaletteList.Of(new DeskPerson("1", "佐藤", [DeskRole.Lead], []), texts, Saved, name => DeskPalette.Reading(name, ReadDesks.Language.Tokenizer));
            return Here.Select(one => (Label: texts.Get(one.Text), one.Key)).Concat(known.Places.Select(place => (place.Label, Key: (string?)null))).DistinctBy(one => one.Label)
                .Select(one => new { label = one.Label, key = one.Key, words = known.Words.GetValueOrDefault(one.Label, []) }).ToList();
        });
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await node.StandardInput.WriteAsync($$"""
            {{script}}
            const [all, rows] = [{{JsonSerializer.Serialize(commands)}}, {{JsonSerializer.Serialize(Rows.Select(row => row.Typed))}}];
            console.log(JSON.stringify(all.map(commands => rows.map(typed => rank(typed, commands)[0]?.label ?? ''))));
            """);
        node.StandardInput.Close();
        var (said, errors) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
        await node.WaitForExitAsync(Stop);
        node.ExitCode.ShouldBe(0, await errors);
        return JsonSerializer.Deserialize<string[][]>(await said)!;
    }
}
