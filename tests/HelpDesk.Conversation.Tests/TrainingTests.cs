using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Learning;
using HelpDesk.Knowledge.Evaluation;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Tests;

/// <summary>Learning gives the same bytes from the same folder, knows when it is stale, and is not needed.</summary>
public class TrainingTests
{
    [Fact]
    public void The_shipped_model_is_what_training_makes_of_the_shipped_folder()
    {
        var questions = LabelledQuestion.ReadAll(Kb.Directory, new FindingList());
        var lines = LabelledQuestion.Read(Path.Combine(Kb.Directory, "learned", "lines.tsv"), new FindingList());

        var trained = Training.Run(Kb.Desk, questions, lines, Kb.Loaded.Clarifying) with { Acts = Kb.Loaded.LearnActs() };

        trained.Confidence.ShouldBe(File.ReadAllText(Path.Combine(Kb.Directory, "learned", "confidence.yaml")));
        trained.Model.Write().SequenceEqual(File.ReadAllBytes(Path.Combine(Kb.Directory, "learned", "model.bin"))).ShouldBeTrue();
        trained.Answered.Write().SequenceEqual(File.ReadAllBytes(Path.Combine(Kb.Directory, "learned", "answered.bin"))).ShouldBeTrue();
        trained.Lines!.Write().SequenceEqual(File.ReadAllBytes(Path.Combine(Kb.Directory, "learned", "lines.bin"))).ShouldBeTrue();
        trained.Acts!.Write().SequenceEqual(File.ReadAllBytes(Path.Combine(Kb.Directory, "learned", "acts.bin"))).ShouldBeTrue();
        trained.Clarifying!.Vague.Write().SequenceEqual(File.ReadAllBytes(Path.Combine(Kb.Directory, "learned", "vague.bin"))).ShouldBeTrue();
        trained.Clarifying.Which.Write().SequenceEqual(File.ReadAllBytes(Path.Combine(Kb.Directory, "learned", "clarifying.bin"))).ShouldBeTrue();
        trained.Clarifying.Weights.ShouldBe(File.ReadAllText(Path.Combine(Kb.Directory, "learned", "clarifying.yaml")));
        trained.Clarifying.Figures.Right.ShouldBeGreaterThan(.72);
        trained.Clarifying.Figures.NeedlessLabelled.ShouldBeLessThan(.015);
        trained.Figures.First.ShouldBeGreaterThan(trained.WithoutLearning.First);
        trained.Figures.Admitted.ShouldBeGreaterThan(trained.WithoutLearning.Admitted);
    }

    [Fact]
    public void Another_phrasing_or_question_makes_it_stale()
    {
        var questions = LabelledQuestion.ReadAll(Kb.Directory, new FindingList());
        var digest = Training.DigestOf(Kb.Desk.KnowledgeBase, questions);

        digest.ShouldBe(Kb.Desk.Learned.ShouldNotBeNull().Digest);
        Training.DigestOf(Kb.Desk.KnowledgeBase, [.. questions.Skip(1)]).ShouldNotBe(digest);
    }

    [Theory]
    [InlineData("model.bin")]
    [InlineData("answered.bin")]
    [InlineData("lines.bin")]
    [InlineData("vague.bin")]
    [InlineData("clarifying.bin")]
    [InlineData("acts.bin")]
    public void A_damaged_file_is_told_and_done_without(string name)
    {
        using var kb = TemporaryKb.CopyOfShipped();
        var path = Path.Combine(kb.Directory, "learned", name);
        File.WriteAllBytes(path, [.. File.ReadAllBytes(Path.Combine(Kb.Directory, "learned", name)).SkipLast(7)]);

        var loaded = LoadedDesk.Load(kb.Directory, Kb.Language);

        loaded.Findings.ShouldHaveSingleItem().Code.ShouldBe("KB093");
        loaded.Desk!.Ask("推奨ブラウザを教えてください").Articles[0].Id.ShouldBe("1-06");
    }

    [Fact]
    public void A_folder_that_learned_before_there_was_a_model_of_what_is_answered_still_weighs_what_it_learned()
    {
        using var kb = TemporaryKb.CopyOfShipped();
        File.Delete(Path.Combine(kb.Directory, "learned", "answered.bin"));
        // By search alone nothing would be answered, by what was learned everything.
        var former = $"[9{string.Concat(Enumerable.Repeat(", 0", 13))}]";
        var lines = File.ReadAllLines(Path.Combine(Kb.Directory, "learned", "confidence.yaml")).Select(line =>
            line.StartsWith("in_faq: ", StringComparison.Ordinal) ? "in_faq: [-9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]"
            : line.StartsWith("in_faq_learned: ", StringComparison.Ordinal) ? "in_faq_learned: " + former
            : line.StartsWith("sure_learned: ", StringComparison.Ordinal) ? "sure_learned: " + former : line);
        kb.Write("learned/confidence.yaml", string.Join('\n', lines));

        var loaded = LoadedDesk.Load(kb.Directory, Kb.Language);

        loaded.Findings.ShouldBeEmpty();
        loaded.Desk!.Ask("推奨ブラウザを教えてください").Articles[0].Id.ShouldBe("1-06");
    }

    [Fact]
    public void A_folder_without_learning_answers_too()
    {
        using var kb = TemporaryKb.CopyOfShipped();
        Directory.Delete(Path.Combine(kb.Directory, "learned"), recursive: true);

        var loaded = LoadedDesk.Load(kb.Directory, Kb.Language);

        loaded.Findings.ShouldBeEmpty();
        loaded.Desk!.Ask("推奨ブラウザを教えてください").Articles[0].Id.ShouldBe("1-06");
        loaded.Desk!.Ask("明日の天気は").Outcome.ShouldBe(Outcome.Admit);
    }

    [Theory]
    [InlineData("search:\n  article: [1, 2]\n", "KB091")]
    [InlineData("learned_share: much\n", "KB090")]
    [InlineData("answer_types:\n  - { asked: '(?=x)', held: 'y' }\n", "KB092")]
    [InlineData("no_such_key: 1\n", "KB008")]
    public void Weights_that_cannot_be_used_are_findings(string yaml, string code)
    {
        using var kb = TemporaryKb.CopyOfShipped();
        kb.Write("learned/weights.yaml", yaml);

        LoadedDesk.Load(kb.Directory, Kb.Language).Findings.ShouldContain(finding => finding.Code == code);
    }

    [Fact]
    public void Line_breaks_and_backslashes_of_labelled_questions_are_read()
    {
        using var kb = new TemporaryKb();
        kb.Write("evaluation/a.tsv", "id\tkind\tquery\tbest\n1\tmail\t一行目\\n二行目\t1-01\n2\tmail\tC:\\\\new\t1-01\n");

        LabelledQuestion.ReadAll(kb.Directory, new FindingList()).Select(question => question.Query).ShouldBe(["一行目\n二行目", "C:\\new"]);
    }
}
