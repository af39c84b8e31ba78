using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Tests.Acts;

/// <summary>What messages do is learned from kb/acts: read rightly where it was not learned, the same in every process, and harmless without examples.</summary>
public sealed class ActTests
{
    /// <summary>.80 when this was written, less a margin: a fall below is a fault, not chance.</summary>
    private const double LeastMacroF1 = 0.78;

    /// <summary>One example of so many is kept apart.</summary>
    private const int Apart = 8;

    private static readonly Lazy<IReadOnlyList<ActExample>> Examples = new(() =>
    {
        var findings = new FindingList();
        var examples = ActExample.ReadFolder(Kb.Directory, findings);
        findings.All.ShouldBeEmpty();
        return examples;
    });

    [Fact]
    public void Messages_that_were_not_learned_from_are_read_rightly()
    {
        Examples.Value.Count.ShouldBeGreaterThan(3000);
        var reader = ActReader.Learn([.. Examples.Value.Where((_, i) => i % Apart != 0)], Kb.Language.Tokenizer, Kb.Language.Synonyms);
        var read = Examples.Value.Where((_, i) => i % Apart == 0).Select(example => (example, reader.Read(example.Text, example.At))).ToList();
        ActFigures.MacroF1(ActFigures.Of(read)).ShouldBeGreaterThan(LeastMacroF1);
    }

    [Fact]
    public void The_same_examples_make_the_same_reader()
    {
        var few = Examples.Value.Take(300).ToList();
        var (first, second) = (ActReader.Learn(few, Kb.Language.Tokenizer, Kb.Language.Synonyms), ActReader.Learn(few, Kb.Language.Tokenizer, Kb.Language.Synonyms));
        var at = new Circumstance(Waiting.Solved, true, TicketStanding.None);
        Enum.GetValues<DialogueAct>().Select(act => first.Read("まだ出ます", at).Of(act)).ShouldBe(Enum.GetValues<DialogueAct>().Select(act => second.Read("まだ出ます", at).Of(act)));
    }

    /// <summary>The net is of the rows that `helpdesk train` saw; what an editor adds counts beside it.</summary>
    [Fact]
    public void A_new_row_counts_at_once_beside_what_was_kept()
    {
        const string New = "ぬるぽ";
        var at = new Circumstance(Waiting.Confirm, false, TicketStanding.None);
        using var kb = new TemporaryKb();
        var rows = string.Join('\n', Enumerable.Range(0, 30).SelectMany(i => (string[])[$"はい{i}\tconfirm\t-\tnone\tconfirm", $"やめます{i}\tconfirm\t-\tnone\tcancel", $"なぜ{i}\tnone\t-\tnone\task"]));
        kb.Write("acts/a.tsv", "text\twaiting\tshown\tticket\tacts\n" + rows + "\n");
        Directory.CreateDirectory(Path.Combine(kb.Directory, "learned"));
        File.WriteAllBytes(Path.Combine(kb.Directory, "learned", "acts.bin"), LoadedDesk.Load(kb.Directory, Kb.Language).LearnActs()!.Write());
        var kept = LoadedDesk.Load(kb.Directory, Kb.Language);
        kept.HasStaleActs.ShouldBeFalse();
        var before = kept.Acts.Read(New, at).Of(DialogueAct.Anger);

        kb.Write("acts/b.tsv", "text\twaiting\tshown\tticket\tacts\n" + string.Concat(Enumerable.Repeat(New + "\tconfirm\t-\tnone\tanger\n", 5)));
        var read = LoadedDesk.Load(kb.Directory, Kb.Language);

        read.HasStaleActs.ShouldBeTrue();
        read.Acts.Read(New, at).Of(DialogueAct.Anger).ShouldBeGreaterThan(before);
        read.Acts.Read(New, at).Likeliest.ShouldBe(DialogueAct.Anger);
    }

    [Theory]
    [InlineData("")]
    [InlineData("　\n")]
    [InlineData("\ud800")]
    [InlineData("🙂🙂🙂")]
    public void Nothing_that_people_send_breaks_it(string text) =>
        ActReader.Learn(Examples.Value.Take(100).ToList(), Kb.Language.Tokenizer, null).Read(text, default).Acts.ShouldNotBeEmpty();

    [Fact]
    public void Without_examples_nothing_is_sure()
    {
        var reading = ActReader.Learn([], Kb.Language.Tokenizer, null).Read("解決しました", new Circumstance(Waiting.Solved, true, TicketStanding.None));
        Enum.GetValues<DialogueAct>().ShouldAllBe(act => !reading.Is(act));
    }

    [Theory]
    [InlineData("x\tnone\t-\tnone\tasks", "asks")]
    [InlineData("x\tnowhere\t-\tnone\task", "nowhere")]
    [InlineData("x\tnone\t-\tnever\task", "never")]
    public void What_an_editor_mistypes_is_a_finding(string row, string named)
    {
        using var kb = new TemporaryKb();
        kb.Write("acts/a.tsv", "text\twaiting\tshown\tticket\tacts\n" + row + "\n");
        var findings = new FindingList();
        ActExample.ReadFolder(kb.Directory, findings).ShouldBeEmpty();
        var finding = findings.All.ShouldHaveSingleItem();
        finding.Arguments[0].ShouldBe(named);
        finding.Place.Line.ShouldBe(2);
    }
}
