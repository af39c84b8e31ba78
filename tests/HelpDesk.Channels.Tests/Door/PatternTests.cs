using System.Reflection;
using System.Text.RegularExpressions;

namespace HelpDesk.Channels.Tests.Door;

/// <summary>
/// No clock decides about a person's words. A pattern has no time limit, and needs none: it does not go back, or each repetition in it has an end, so that
/// the longest text that is read costs a bounded number of steps at each of its places.
/// </summary>
public class PatternTests
{
    private static readonly string[] Names = ["HelpDesk.Sources", "HelpDesk.Knowledge", "HelpDesk.Ticketing", "HelpDesk.Conversation", "HelpDesk.Attachments", "HelpDesk.Storage", "HelpDesk.Channels"];

    public static TheoryData<string> Assemblies { get; } = [.. Names];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_pattern_has_no_time_limit_and_no_repetition_without_end(string assembly)
    {
        foreach (var (where, pattern) in PatternsOf(Assembly.Load(assembly)))
        {
            (pattern.MatchTimeoutMilliseconds is 0 or -1).ShouldBeTrue(where);
            (Endless(pattern.Pattern) && !pattern.Options.HasFlag(RegexOptions.NonBacktracking)).ShouldBeFalse($"{where}: {pattern.Pattern}");
        }
    }

    [Fact]
    public void There_are_patterns_and_none_is_made_in_another_way()
    {
        Names.Sum(name => PatternsOf(Assembly.Load(name)).Count()).ShouldBeGreaterThan(10);
        var made = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.cs", SearchOption.AllDirectories)
            // What is made of a kb file repeats nothing unless it is linear: LinearPatternTests.
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin") && Path.GetFileName(file) != "LinearPattern.cs")
            .SelectMany(File.ReadLines)
            .Where(line => Regex.IsMatch(line, @"new Regex\(|\bRegex\.(?:IsMatch|Match|Matches|Replace|Split|Count)\(") && !line.Contains("NonBacktracking", StringComparison.Ordinal));
        made.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a*", true)]
    [InlineData("a+?", true)]
    [InlineData("a{3,}", true)]
    [InlineData("[*+]{1,3}", false)]
    [InlineData(@"\*\+\[+", true)]
    [InlineData(@"\*\+a?(?:b{2})", false)]
    [InlineData(@"[\]*]", false)]
    public void An_endless_repetition_is_seen(string pattern, bool endless) => Endless(pattern).ShouldBe(endless);

    private static IEnumerable<(string Where, GeneratedRegexAttribute Pattern)> PatternsOf(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let pattern = method.GetCustomAttribute<GeneratedRegexAttribute>()
        where pattern is not null
        select ($"{type.Name}.{method.Name}", pattern);

    private static bool Endless(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when !inClass:
                    inClass = true;
                    break;
                case ']' when inClass:
                    inClass = false;
                    break;
                case '*' or '+' when !inClass:
                    return true;
                case '{' when !inClass && pattern.IndexOf('}', i) is > 0 and var end && pattern[end - 1] == ',':
                    return true;
            }
        }

        return false;
    }
}
