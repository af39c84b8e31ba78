using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Knowledge.Tests.Search;

/// <summary>Whatever a pattern is matched by, it takes and gives what the automaton alone would.</summary>
public sealed class LinearPatternTests
{
    [Theory]
    [InlineData("電話番号|何番|phone number")]
    [InlineData("(何|なん)(?<counter>桁|文字)|(?<counter>桁|文字)数")]
    [InlineData(@"いくら|fees?\b")]
    [InlineData("[0-9]+ ?(?:桁|件)")]
    [InlineData("(a|b)(a|b)(a|b)")]
    [InlineData(@"^同[^じ様]|\bbelow\b|:$|\{\}")]
    [InlineData("(?i)ABC")]
    [InlineData("(?=x)")]
    [InlineData("(?<!x)y")]
    [InlineData("(?>x)y")]
    [InlineData("(?(x)y|z)")]
    [InlineData(@"(x)\1")]
    [InlineData(@"(?<x>x)\k<x>")]
    [InlineData(@"\Gx")]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData(@"x\")]
    [InlineData("*")]
    public void What_is_taken_and_what_is_found_are_the_automatons(string pattern)
    {
        string[] texts = ["パスワードは何桁ですか", "文字数と桁数", "12 件まで", "電話番号 fee", "bab xx:", "同じ 同時", "see below", "{} abc", ""];

        var (automaton, refusal) = Tried(() => new Regex(pattern, RegexOptions.NonBacktracking));
        var (ours, ourRefusal) = Tried(() => new LinearPattern(pattern));

        ourRefusal.ShouldBe(refusal);
        // A pattern that is asked for often is matched in another way.
        foreach (var text in automaton is null ? [] : Enumerable.Repeat(texts, 10).SelectMany(all => all))
        {
            var (found, expected) = (ours!.Match(text), automaton!.Match(text));
            (found.Success, found.Index, found.Value, found.Groups["counter"].Value).ShouldBe((expected.Success, expected.Index, expected.Value, expected.Groups["counter"].Value));
            ours.IsMatch(text).ShouldBe(expected.Success);
        }
    }

    [Fact]
    public void A_pattern_that_repeats_repetitions_takes_no_longer_for_a_long_text()
    {
        new LinearPattern("(a+)+b").IsMatch(new string('a', 20_000)).ShouldBeFalse();
    }

    private static (T? Made, (Type, string)? Refusal) Tried<T>(Func<T> make)
        where T : class
    {
        try
        {
            return (make(), null);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return (null, (e.GetType(), e.Message));
        }
    }
}
