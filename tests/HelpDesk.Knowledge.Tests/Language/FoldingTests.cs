using FsCheck.Xunit;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Tests.Language;

public sealed class FoldingTests
{
    [Fact]
    public void Works_on_this_machine() => Should.NotThrow(TextFolding.EnsureWorks);

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("ログイン", "ログイン")]
    [InlineData("ＥＲＲ＿２００４０", "err_20040")]
    [InlineData("Err_20040", "err_20040")]
    [InlineData("ﾊﾟｽﾜｰﾄﾞ", "パスワード")]
    [InlineData("ｸﾗｲｱﾝﾄ証明書", "クライアント証明書")]
    [InlineData("①", "1")]
    [InlineData("㈱", "(株)")]
    [InlineData("㍻", "平成")]
    [InlineData("（参考）", "(参考)")]
    [InlineData("！？", "!?")]
    [InlineData("a\t b\r\n　c", "a b c")]
    [InlineData("  a  ", "a")]
    [InlineData("\u00a0a\u2003b\u3000", "a b")]
    [InlineData("a\u200bb\ufeffc\u00add", "abcd")]
    [InlineData("\u202eabc\u202c", "abc")]
    [InlineData("a\0b\u0007c", "abc")]
    [InlineData("か\u3099", "が")]
    [InlineData("ハ\u309a", "パ")]
    [InlineData("カフェ", "カフェ")]
    [InlineData("“引用”", "\"引用\"")]
    [InlineData("it’s", "it's")]
    [InlineData("22‐33–44—55−66", "22-33-44-55-66")]
    [InlineData("9時〜17時", "9時~17時")]
    [InlineData("9時～17時", "9時~17時")]
    [InlineData("サーバー", "サーバー")]
    [InlineData("ÉCOLE", "école")]
    [InlineData("𠮷野家", "吉野家")]
    [InlineData("エラ-コ‐ド", "エラーコード")]
    [InlineData("パスワ－ド", "パスワード")]
    [InlineData("ユ―ザ−", "ユーザー")]
    [InlineData("サ─バ一が", "サーバーが")]
    [InlineData("ユーザー-1", "ユーザー-1")]
    [InlineData("エラー-20040", "エラー-20040")]
    [InlineData("データ一覧", "データ一覧")]
    [InlineData("アカウント一つ", "アカウント一つ")]
    [InlineData("口グイン", "ログイン")]
    [InlineData("工ラ一が出た", "エラーが出た")]
    [InlineData("デー夕が", "データが")]
    [InlineData("アカウン卜", "アカウント")]
    [InlineData("二パターン", "二パターン")]
    [InlineData("システム工事", "システム工事")]
    [InlineData("入カ", "入力")]
    [InlineData("窓ロ", "窓口")]
    [InlineData("エ事の日", "工事の日")]
    [InlineData("三カ月", "三カ月")]
    [InlineData("3カ月", "3カ月")]
    [InlineData("へルプデスク", "ヘルプデスク")]
    [InlineData("システムへログイン", "システムへログイン")]
    [InlineData("画面ヘ戻る", "画面へ戻る")]
    [InlineData("ろぐいnできない", "ろぐいんできない")]
    [InlineData("ろぐいｎできない", "ろぐいんできない")]
    [InlineData("のnet", "のnet")]
    [InlineData("髙橋 﨑山 國", "高橋 崎山 国")]
    [InlineData("⾼⽊ ⻑野", "高木 長野")]
    [InlineData("カ゛ス", "ガス")]
    [InlineData("ﾊ\u200bﾟｽ", "パス")]
    [InlineData("葛\U000E0100城", "葛城")]
    [InlineData("申\ufe00込", "申込")]
    [InlineData("😭", "😭")]
    [InlineData("低圧⇔高圧", "低圧⇔高圧")]
    public void Folds(string text, string folded) => TextFolding.Fold(text).ShouldBe(folded);

    [Fact]
    public void Piled_marks_are_thinned_to_two() =>
        TextFolding.Fold("x" + new string('\u0335', 50)).ShouldBe("x\u0335\u0335");

    [Fact]
    public void Lone_surrogates_become_replacement_characters() =>
        TextFolding.Fold("a\ud83db").ShouldBe("a\ufffdb");

    [Property(MaxTest = 2000)]
    public void Never_throws_and_leaves_no_control_characters_or_outer_space(ushort[]? units)
    {
        var folded = TextFolding.Fold(new string([.. (units ?? []).Select(unit => (char)unit)]));

        folded.ShouldAllBe(c => !char.IsControl(c) && (c == ' ' || !char.IsWhiteSpace(c)));
        folded.ShouldBe(folded.Trim(' '));
        folded.ShouldNotContain("  ");
    }
}
