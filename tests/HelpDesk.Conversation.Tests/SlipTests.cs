using System.Text;
using HelpDesk.Knowledge.Evaluation;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;
using HelpDesk.Sources.Spelling;

namespace HelpDesk.Conversation.Tests;

/// <summary>
/// Every labelled question once more with one kind of slip in all of its places: dashes and look-alikes as people type and
/// scanners read them, half-width kana, parted sound marks, invisible characters, old forms, unfinished input. What is decided,
/// shown and named must not change. Slips that cost letters may cost a few decisions; how many is said here.
/// </summary>
public class SlipTests(ITestOutputHelper output)
{
    private static readonly Lazy<IReadOnlyList<string>> Questions = new(() =>
        [.. Directory.EnumerateFiles(Path.Combine(Kb.Directory, "evaluation"), "*.tsv").Order(StringComparer.Ordinal).SelectMany(file => LabelledQuestion.Read(file, new FindingList())).Select(question => question.Query)]);

    [Theory]
    [InlineData("ー as -", .995)]
    [InlineData("ー as ‐", .995)]
    [InlineData("ー as ‑", .995)]
    [InlineData("ー as –", .995)]
    [InlineData("ー as —", .995)]
    [InlineData("ー as ―", .995)]
    [InlineData("ー as −", .995)]
    [InlineData("ー as －", .995)]
    [InlineData("ー as ─", .995)]
    [InlineData("ー as ｰ", 1)]
    [InlineData("ー as 一", .99)]
    [InlineData("ロ as 口", .99)]
    [InlineData("エ as 工", .99)]
    [InlineData("カ as 力", .99)]
    [InlineData("ニ as 二", .99)]
    [InlineData("ト as 卜", .99)]
    [InlineData("ハ as 八", .99)]
    [InlineData("タ as 夕", .99)]
    [InlineData("オ as 才", .99)]
    [InlineData("ム as 厶", .99)]
    [InlineData("ヘ as へ", .99)]
    [InlineData("ベ as べ", .99)]
    [InlineData("ペ as ぺ", .99)]
    [InlineData("力 as カ", .99)]
    [InlineData("口 as ロ", .99)]
    [InlineData("half-width", 1)]
    [InlineData("full-width", 1)]
    [InlineData("marks parted", 1)]
    [InlineData("spacing marks", 1)]
    [InlineData("zero-width", 1)]
    [InlineData("variation selectors", 1)]
    [InlineData("old forms", .995)]
    [InlineData("radicals", 1)]
    [InlineData("unfinished n", .97)]
    [InlineData("kana for kanji in verbs", .94)]
    public void A_slip_changes_no_decision(string slip, double share)
    {
        var slipped = Questions.Value.Select(question => (question, wrong: With(slip, question))).Where(pair => pair.wrong != pair.question).ToList();
        slipped.ShouldNotBeEmpty();
        var changed = slipped.Where(pair => Decision(pair.question) != Decision(pair.wrong)).ToList();
        output.WriteLine($"{slip}: {slipped.Count - changed.Count} of {slipped.Count} unchanged");
        foreach (var (question, wrong) in changed.Take(12))
        {
            output.WriteLine($"  {question} [{Decision(question)}] -> {wrong} [{Decision(wrong)}]");
        }

        (1.0 - ((double)changed.Count / slipped.Count)).ShouldBeGreaterThanOrEqualTo(share, $"{slip}: {string.Join(" / ", changed.Take(5).Select(pair => pair.wrong))}");
    }

    private static string Decision(string question)
    {
        var answer = Kb.Desk.Ask(question);
        return $"{answer.Outcome} {string.Join(',', answer.Articles.Select(article => article.Id))} {answer.Route.OwnerId} {answer.Area.Code}";
    }

    private static string With(string slip, string text) => slip switch
    {
        "half-width" => string.Concat(text.Select(HalfWidth)),
        "full-width" => string.Concat(text.Select(c => c is > ' ' and < '\u007f' ? (char)(c + 0xfee0) : c)),
        "marks parted" => string.Concat(text.Select(c => Voiced(c) ? c.ToString().Normalize(NormalizationForm.FormD) : c.ToString())),
        "spacing marks" => string.Concat(text.Select(c => Voiced(c) ? c.ToString().Normalize(NormalizationForm.FormD).Replace('\u3099', '゛').Replace('\u309a', '゜') : c.ToString())),
        "zero-width" => string.Join('\u200b', text.Select(c => c.ToString())),
        "variation selectors" => string.Concat(text.Select(c => Kana.IsKanji(c) ? c + "\ufe00" : c.ToString())),
        "old forms" => string.Concat(text.Select(c => OldForms.TryGetValue(c, out var old) ? old : c)),
        "radicals" => string.Concat(text.Select(c => Radicals.TryGetValue(c, out var radical) ? radical : c)),
        "unfinished n" => string.Concat(text.Select((c, i) => c == 'ん' && i > 0 && i + 1 < text.Length && Kana.IsHiragana(text[i - 1]) && !"あいうえおなにぬねのやゆよ".Contains(text[i + 1], StringComparison.Ordinal) ? 'n' : c)),
        "kana for kanji in verbs" => InKana(text),
        _ => Replaced(text, slip[0], slip[^1]),
    };

    /// <summary>In katakana words alone, or, for kanji, where another kanji stands beside it.</summary>
    private static string Replaced(string text, char right, char wrong) => string.Concat(text.Select((c, i) =>
    {
        var (before, after) = (i > 0 ? text[i - 1] : ' ', i + 1 < text.Length ? text[i + 1] : ' ');
        var fits = Kana.IsKatakana(right) ? (right == 'ー' ? Kana.IsKatakana(before) && !char.IsAsciiLetterOrDigit(after) && !(wrong == '一' && Kana.IsKanji(after)) : Kana.IsKatakana(after) && !Kana.IsKanji(before) && (!"二八".Contains(wrong, StringComparison.Ordinal) || Kana.IsKatakana(before)))
            : Kana.IsKanji(before) && !Kana.IsKatakana(after);
        return c == right && fits ? wrong : c;
    }));

    private static readonly IReadOnlyDictionary<char, char> OldForms = Enumerable.Range('\u4e00', 0x5200).Append('﨑').Select(code => (char)code)
        .Where(c => KanjiForms.Of(c) != c).DistinctBy(KanjiForms.Of).ToDictionary(KanjiForms.Of);

    private static readonly IReadOnlyDictionary<char, char> Radicals = Enumerable.Range('\u2f00', 0xd6).Select(code => (char)code).ToDictionary(c => c.ToString().Normalize(NormalizationForm.FormKC)[0]);

    private static bool Voiced(char c) => (Kana.IsHiragana(c) || Kana.IsKatakana(c)) && c.ToString().Normalize(NormalizationForm.FormD).Length == 2;

    private static string HalfWidth(char c) => Kana.IsKatakana(c) ? HalfWidthOf(c) : c.ToString();

    private static string HalfWidthOf(char c)
    {
        var parts = c.ToString().Normalize(NormalizationForm.FormD);
        var half = Enumerable.Range('\uff66', 0xff9d - 0xff66 + 1).Select(code => (char)code).FirstOrDefault(h => h.ToString().Normalize(NormalizationForm.FormKC)[0] == parts[0]);
        return half == '\0' ? c.ToString() : half + (parts.Length == 1 ? "" : parts[1] == '\u3099' ? "\uff9e" : "\uff9f");
    }

    /// <summary>Verbs and adjectives as one types them without converting: 忘れた, わすれた.</summary>
    private static string InKana(string text)
    {
        var tokens = new List<Token>();
        Kb.Language.Tokenizer.Tokenize(text, tokens);
        var kana = new StringBuilder(text);
        foreach (var token in tokens.AsEnumerable().Reverse().Where(token => token.Kind is PartOfSpeech.Verb or PartOfSpeech.Adjective && token.Reading.Length > 0 && text.AsSpan(token.Start, token.Length).ContainsAnyInRange('\u4e00', '\u9fff')))
        {
            kana.Remove(token.Start, token.Length).Insert(token.Start, Kana.ToHiragana(token.Reading));
        }

        return kana.ToString();
    }
}
