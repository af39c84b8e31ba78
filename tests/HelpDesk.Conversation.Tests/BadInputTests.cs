using System.Diagnostics;
using System.Text;
using FsCheck.Xunit;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Tests;

/// <summary>Whatever is sent, the desk answers.</summary>
public class BadInputTests
{
    public static TheoryData<string, string> Inputs() => new()
    {
        { "empty", "" },
        { "blank", " \t\r\n\u3000\u00a0" },
        { "1 MB of one letter", new string('あ', 1_000_000) },
        { "1 MB of digits", new string('2', 1_000_000) },
        { "1 MB of spaces", new string(' ', 1_000_000) },
        { "1 MB of messages", Repeated("お使いの端末では当システムを利用できません。また、", 40_000) },
        { "many codes", Repeated("ERR_20055 エラー20040 ", 5_000) },
        { "control characters", string.Concat(Enumerable.Range(0, 32).Select(c => (char)c)) + "\u007f\u0080\u009f" },
        { "null character", "ERR_\0" + "20040" },
        { "lone high surrogate", "ログイン\ud83d失敗" },
        { "lone low surrogate", "\udc00" },
        { "surrogates reversed", "\ude00\ud83d" },
        { "a pair across the cut", new string('a', TextAnalysis.LongestQuestion - 1) + "😀😀" },
        { "not characters", "\uffff\ufffe\ufdd0" },
        { "zalgo", "ロ" + Repeated("\u0300\u0301\u0316\u0337", 500) + "グイン" + Repeated("\u0489", 500) },
        { "voiced marks", Repeated("\u3099\u309a゛゜ﾞﾟ", 500) },
        { "right to left", "\u202eERR_20040\u202c مرحبا שלום" },
        { "invisible", "E\u200bR\u200cR\u200d_\ufeff20040\u2060" },
        { "emoji", "😀👩‍👩‍👧‍👦🇯🇵🏳️‍🌈 ログインできない😭" },
        { "Lucene", "title:* AND NOT (body:\"x\"~2^9 OR [a TO z] {a TO} /re+/ field:?*) && || ! + - ~ ^ \\" },
        { "Lucene unbalanced", "((((\"[{*:?" },
        { "HTML", "<script>alert('ERR_20040')</script><img src=x onerror=alert(1)>&lt;b&gt;&#x27;" },
        { "SQL", "'; DROP TABLE articles; --" },
        { "format", "{0}{1}%s%n%x ${jndi:ldap://x} {{7*7}}" },
        { "path", "../../../../etc/passwd\0.md" },
        { "YAML", "---\nid: !!x *y\n---\n" },
        { "backtracking", "err" + new string(' ', 5_000) + "!" + Repeated("エラー エラー", 2_000) },
        { "joints", Repeated("また、あと、", 2_000) },
        { "iteration marks", Repeated("々ゝゞヽヾー一", 500) },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Nothing_throws(string name, string text)
    {
        _ = Kb.Desk;
        var clock = Stopwatch.StartNew();

        var answer = Kb.Desk.Ask(text);

        answer.WasCut.ShouldBe(text.Length > TextAnalysis.LongestQuestion, name);
        answer.Confidence.ShouldBeInRange(0, 1, name);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), name);
    }

    [Theory]
    [InlineData("* ? ~ : \\ /")]
    [InlineData("\ufffd")]
    [InlineData("\ud83d")]
    [InlineData("😀😭")]
    [InlineData("[](){}<>#**__``")]
    [InlineData("\u0301\u3099")]
    [InlineData("、。!?「」")]
    public void Signs_alone_lead_to_no_article(string text)
    {
        var answer = Kb.Desk.Ask(text);

        (answer.Outcome, answer.Articles.Count, answer.Ranking.Count, answer.Outside).ShouldBe((Outcome.Admit, 0, 0, null));
    }

    [Property(MaxTest = 300)]
    public void No_text_throws(string? text) => Kb.Desk.Ask(text ?? "").Confidence.ShouldBeInRange(0, 1);

    [Property(MaxTest = 300)]
    public void No_sequence_of_units_throws(char[] units) => Kb.Desk.Ask(new string(units)).Confidence.ShouldBeInRange(0, 1);

    [Property(MaxTest = 200)]
    public void Noise_around_a_code_does_not_hide_it(char[] before, char[] after)
    {
        var text = $"{Noise(before)} 「ERR_20040」 {Noise(after)}";

        Kb.Desk.Ask(text).Recognition.Symptoms.ShouldContain(symptom => symptom.Shown == "ERR_20040", text);
    }

    [Fact]
    public void No_unit_of_UTF_16_throws()
    {
        for (var from = 0; from <= char.MaxValue; from += 1024)
        {
            var text = new string([.. Enumerable.Range(from, 1024).Select(unit => (char)unit)]);

            Should.NotThrow(() => Kb.Desk.Ask(text), $"from U+{from:X4}");
        }
    }

    [Fact]
    public void A_question_is_answered_the_same_way_each_time()
    {
        const string Text = "パスワードを忘れてログインできません";
        var first = Kb.Desk.Ask(Text);

        Parallel.For(0, 50, _ =>
        {
            var again = Kb.Desk.Ask(Text);
            again.Outcome.ShouldBe(first.Outcome);
            again.Ranking.ShouldBe(first.Ranking);
        });
    }

    [Fact]
    public void Null_is_refused() => Should.Throw<ArgumentNullException>(() => Kb.Desk.Ask(null!));

    private static string Noise(char[] units) => new([.. units.Where(unit => !char.IsLetterOrDigit(unit) && !char.IsSurrogate(unit))]);

    private static string Repeated(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
