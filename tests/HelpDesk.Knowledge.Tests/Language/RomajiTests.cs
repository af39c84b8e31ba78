using FsCheck.Xunit;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Tests.Language;

public sealed class RomajiTests
{
    [Theory]
    [InlineData("roguin", "ろぐいん")]
    [InlineData("shoumeisho", "しょうめいしょ")]
    [InlineData("syoumeisyo", "しょうめいしょ")]
    [InlineData("shōmeisho", "しょうめいしょ")]
    [InlineData("tōkyō", "とうきょう")]
    [InlineData("ryūshutsu", "りゅうしゅつ")]
    [InlineData("chōsa", "ちょうさ")]
    [InlineData("jōhō", "じょうほう")]
    [InlineData("haishi", "はいし")]
    [InlineData("haisi", "はいし")]
    [InlineData("toritsugi", "とりつぎ")]
    [InlineData("toritugi", "とりつぎ")]
    [InlineData("teiatsu", "ていあつ")]
    [InlineData("kouatsu", "こうあつ")]
    [InlineData("kōatsu", "こうあつ")]
    [InlineData("denki", "でんき")]
    [InlineData("denryoku", "でんりょく")]
    [InlineData("sinsei", "しんせい")]
    [InlineData("shinsei", "しんせい")]
    [InlineData("chiten", "ちてん")]
    [InlineData("titen", "ちてん")]
    [InlineData("jidou", "じどう")]
    [InlineData("zidou", "じどう")]
    [InlineData("fukyuu", "ふきゅう")]
    [InlineData("hukyuu", "ふきゅう")]
    [InlineData("kippu", "きっぷ")]
    [InlineData("matcha", "まっちゃ")]
    [InlineData("maccha", "まっちゃ")]
    [InlineData("shimbun", "しんぶん")]
    [InlineData("shinbun", "しんぶん")]
    [InlineData("kin'yuu", "きんゆう")]
    [InlineData("kinyuu", "きにゅう")]
    [InlineData("konna", "こんな")]
    [InlineData("tennki", "てんき")]
    [InlineData("n", "ん")]
    [InlineData("wo", "を")]
    [InlineData("vaiorin", null)]
    [InlineData("password", null)]
    [InlineData("login", null)]
    [InlineData("chrome", null)]
    [InlineData("xyz", null)]
    [InlineData("err20040", null)]
    [InlineData("ログイン", null)]
    [InlineData("", null)]
    public void Becomes_hiragana(string word, string? hiragana)
    {
        Romaji.TryToHiragana(word, out var kana).ShouldBe(hiragana is not null);
        kana.ShouldBe(hiragana ?? "");
    }

    [Property(MaxTest = 2000)]
    public void Never_throws(ushort[]? units) =>
        Should.NotThrow(() => Romaji.TryToHiragana(new string([.. (units ?? []).Select(unit => (char)unit)]), out _));

    [Property(MaxTest = 2000)]
    public void Never_throws_on_letters(byte[]? picks) =>
        Should.NotThrow(() => Romaji.TryToHiragana(new string([.. (picks ?? []).Select(pick => "abcdefghijklmnopqrstuvwxyz'-ō"[pick % 29])]), out _));
}
