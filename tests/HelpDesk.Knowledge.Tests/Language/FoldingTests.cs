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
    [InlineData("𠮷野家", "𠮷野家")]
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
