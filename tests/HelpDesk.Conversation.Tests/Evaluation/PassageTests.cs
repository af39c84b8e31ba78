using HelpDesk.Conversation.Evaluation;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Tests.Evaluation;

/// <summary>The passage of a shown article that answers a question about it (kb/passages).</summary>
public class PassageTests
{
    private static readonly IReadOnlyList<PassageFound> Found = PassageFigures.Find(Kb.Desk, PassageExample.Read(System.IO.Path.Combine(Kb.Directory, "passages", "first.tsv"), "passages/first.tsv", new FindingList()));

    [Theory]
    [InlineData("ja", .85)]
    [InlineData("en", .80)]
    public void The_right_passage_fits_best(string language, double least) =>
        PassageFigures.Of([.. Found.Where(one => one.Example.Language == language)]).First.ShouldBeGreaterThanOrEqualTo(least);

    [Fact]
    public void What_no_passage_says_is_seldom_answered_with_one()
    {
        var figures = PassageFigures.Of(Found);

        figures.Admitted.ShouldBeGreaterThanOrEqualTo(.93);
        figures.Wrong.ShouldBeLessThanOrEqualTo(.055);
        figures.Shown.ShouldBeGreaterThanOrEqualTo(.64);
    }

    [Fact]
    public void Every_passage_that_is_said_to_answer_stands_in_its_article() =>
        Found.Where(one => one.Example.Passages.Count > 0 && !one.Example.Passages.Any(passage =>
            Kb.Desk.KnowledgeBase.Find(one.Example.Article)!.BodyIn(one.Example.Language).PlainText.Contains(passage, StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void What_only_points_to_the_next_line_is_one_with_it() =>
        Found.First(one => one.Example is { Article: "6-03" }).Passage.ShouldNotBeNull().ShouldContain("8補足");
}
