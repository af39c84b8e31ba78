using HelpDesk.Conversation.Answering;

namespace HelpDesk.Conversation.Tests.Evaluation;

/// <summary>The passage of a shown article that answers a question about it (kb/passages).</summary>
public class PassageTests
{
    private static readonly IReadOnlyList<PassageFound> Found = PassageFigures.Find(Kb.Desk, Kb.Loaded.Passages);

    /// <summary>Each question is looked for without what is remembered of itself.</summary>
    [Theory]
    [InlineData("ja", .82)]
    [InlineData("en", .70)]
    public void The_right_passage_fits_best(string language, double least) =>
        PassageFigures.Of([.. Found.Where(one => one.Example.Language == language)]).First.ShouldBeGreaterThanOrEqualTo(least);

    [Fact]
    public void What_no_passage_says_is_seldom_answered_with_one()
    {
        var figures = PassageFigures.Of(Found);

        figures.Admitted.ShouldBeGreaterThanOrEqualTo(.72);
        figures.Wrong.ShouldBeLessThanOrEqualTo(.08);
        figures.Shown.ShouldBeGreaterThanOrEqualTo(.60);
    }

    /// <summary>A kb that nobody wrote questions for answers by the words of its articles.</summary>
    [Fact]
    public void Remembered_questions_help_and_nothing_needs_them()
    {
        using var copy = TemporaryKb.CopyOfShipped();
        System.IO.Directory.Delete(System.IO.Path.Combine(copy.Directory, PassageExample.Folder), recursive: true);
        File.Delete(System.IO.Path.Combine(copy.Directory, "learned", "passages.yaml"));
        var without = PassageFigures.Of(PassageFigures.Find(LoadedDesk.Load(copy.Directory, Kb.Language).Desk!, Kb.Loaded.Passages));

        without.First.ShouldBeInRange(.60, PassageFigures.Of(Found).First - .05);
    }

    [Fact]
    public void Every_passage_that_is_said_to_answer_stands_in_its_article() =>
        Found.Where(one => one.Example.Passages.Count > 0 && !one.Example.Passages.Any(passage =>
            Kb.Desk.KnowledgeBase.Find(one.Example.Article)!.BodyIn(one.Example.Language).PlainText.Contains(passage, StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void What_only_points_to_the_next_line_is_one_with_it() =>
        Found.First(one => one.Example is { Article: "6-03" }).Passage.ShouldNotBeNull().ShouldContain("8補足");
}
