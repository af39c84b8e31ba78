using FsCheck.Xunit;
using HelpDesk.Knowledge.Symptoms;

namespace HelpDesk.Knowledge.Tests.Symptoms;

/// <summary>What is left out unseen because of the bound could not have been recognised.</summary>
public sealed class LetterPairsTests
{
    private const string Letters = "あいうえお";

    /// <summary>Few letters, so that much agrees by chance.</summary>
    [Property(MaxTest = 5000)]
    public void No_part_of_a_text_agrees_better_than_the_bound(byte[]? first, byte[]? second)
    {
        var (message, text) = (Written(first), Written(second));

        MostScore(message, text).ShouldBeGreaterThanOrEqualTo(MessageText.BestPart(message, text).Score);
    }

    [Theory]
    [InlineData("ゆうざidもしくはぱすわどが不正です", "ゆうざidもしくはぱすわどが不正です")]
    [InlineData("ゆうざidもしくはぱすわどが不正です", "ゆうざid若しくはぱすわあどが不正")]
    [InlineData("システムエラー", "システムエラーシステムエラーシステムエラー")]
    [InlineData("あああああ", "ああああああああああ")]
    [InlineData("あ", "あ")]
    [InlineData("あ", "")]
    [InlineData("", "あ")]
    public void Nor_in_these(string message, string text) =>
        MostScore(message, text).ShouldBeGreaterThanOrEqualTo(MessageText.BestPart(message, text).Score);

    /// <summary>Else it would be no use: what has nothing in common is left out.</summary>
    [Fact]
    public void Texts_without_a_common_pair_have_the_least_bound() => MostScore("あいうえお", "おえういあ").ShouldBe(1);

    private static int MostScore(string message, string text)
    {
        Span<ushort> counts = stackalloc ushort[LetterPairs.Numbers];
        LetterPairs.Count(text, counts);
        return new LetterPairs(message).MostScore(counts);
    }

    private static string Written(byte[]? picks) => string.Concat((picks ?? []).Select(pick => Letters[pick % Letters.Length]));
}
