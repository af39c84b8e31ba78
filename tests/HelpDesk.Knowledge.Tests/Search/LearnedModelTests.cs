using HelpDesk.Knowledge.Search;

namespace HelpDesk.Knowledge.Tests.Search;

/// <summary>The learned model says the same however long a text is.</summary>
public class LearnedModelTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    [InlineData(1500)]
    public void Each_class_is_the_likeliest_for_its_own_pieces_however_many_they_are(int pieces)
    {
        string[] classes = ["a", "b", "c"];
        var examples = classes.SelectMany((name, i) => Enumerable.Repeat(new Example(Pieces(i * pieces, pieces), name), 4)).ToList();
        var model = SoftmaxTrainer.Train(examples, "digest");

        foreach (var (name, i) in model.Classes.Select((name, i) => (name, i)).Where(one => one.name != LearnedModel.Outside))
        {
            var likely = model.Likelihoods(Pieces(Array.IndexOf(classes, name) * pieces, pieces));

            likely[i].ShouldBe(likely.Max());
            likely[i].ShouldBeGreaterThan(.5f);
            likely.Sum().ShouldBe(1, 1e-5f);
        }
    }

    [Fact]
    public void What_was_written_is_read_as_the_same_model()
    {
        var model = SoftmaxTrainer.Train([.. new[] { "a", "b" }.SelectMany((name, i) => Enumerable.Repeat(new Example(Pieces(i * 30, 40), name), 4))], "digest");

        var read = LearnedModel.Read(model.Write())!;

        read.Likelihoods(Pieces(0, 50)).ShouldBe(model.Likelihoods(Pieces(0, 50)));
        read.Write().ShouldBe(model.Write());
    }

    [Fact]
    public void Answered_is_every_class_that_says_so()
    {
        string[] classes = [LearnedModel.Answered + "1", LearnedModel.Answered + "2", LearnedModel.Outside + "process", LearnedModel.Outside + "system"];
        var model = SoftmaxTrainer.Train([.. classes.SelectMany((name, i) => Enumerable.Repeat(new Example(Pieces(i * 30, 30), name), 4))], "digest");

        classes.Select((_, i) => model.LikelyAnswered(Pieces(i * 30, 30)) > .5f).ShouldBe([true, true, false, false]);
        model.LikelyAnswered(Pieces(15, 30)).ShouldBeGreaterThan(model.Likelihoods(Pieces(15, 30)).Max());
        SoftmaxTrainer.Train([new Example(Pieces(0, 4), "a"), new Example(Pieces(4, 4), "b")], "digest").TellsAnswered.ShouldBeFalse();
    }

    private static HashSet<ulong> Pieces(int from, int count) => [.. Enumerable.Range(from, count).Select(i => (ulong)(i + 1) * 0x9E3779B97F4A7C15UL)];
}
