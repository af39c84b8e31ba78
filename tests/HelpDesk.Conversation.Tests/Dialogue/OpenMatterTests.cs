using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>What is open still and what is not: a part settled, nothing more wanted, the cause checked, too little told.</summary>
public sealed class OpenMatterTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None, PersonaPlayer.Clock);

    [Theory]
    [InlineData("2点お尋ねします。\n①ダウンロードしたCSVが文字化けします\n②富山市の需要家のアンペア変更、受付されたかどうか", "文字化けは分かりました。②は担当の方に確認してもらいたいです")]
    [InlineData("Two things. 1) how do I make the CSV for bulk applications? 2) the status of an ampere change in Toyama city", "The CSV part is clear. For number 2 I need a person to check.")]
    public void Of_two_matters_the_one_that_is_pointed_at_goes_to_its_receiver(string first, string then)
    {
        var state = After(first, then).State;

        state.Step.ShouldBe(Step.Collecting);
        state.Matter!.Owner.ShouldBe("operator");
        state.Matter.Facts["area"].ShouldBe("05");
        state.Matter.Text.ShouldNotContain("CSVが");
        state.Later.ShouldBeNull();
    }

    [Theory]
    [InlineData("推奨ブラウザ教えてください", "どうも。話変わるんですけど、敦賀市の工場で部分供給をやりたいっていう話が来てて、申込みできますか", "7-05")]
    public void Thanks_before_another_question_settle_nothing(string first, string then, string shown)
    {
        var turn = After(first, then);

        turn.Acts.OfType<NoteSolved>().ShouldBeEmpty();
        turn.State.Matter!.Shown.ShouldContain(shown);
    }

    [Theory]
    [InlineData("ERR_20140と出ます", "いや、そういう話じゃないです。もう結構です")]
    public void Who_wants_nothing_more_is_asked_nothing_more(string first, string then)
    {
        var turn = After(first, then);

        turn.State.Inquiry.ShouldBeNull();
        turn.State.Step.ShouldBe(Step.Open);
    }

    [Theory]
    [InlineData("ERR_20040 「該当データが存在しません。」 for a change of the meter reading day, is this a bug?", "I see, there is no function to change it at all. That solves it, thank you")]
    public void A_message_that_ends_with_thanks_is_content(string first, string then) => After(first, then).Acts.OfType<NoteSolved>().ShouldHaveSingleItem().Solved.ShouldBeTrue();

    [Fact]
    public void Who_tells_little_is_asked_once_what_it_is_about()
    {
        var asked = After("利用申込書の記入方法", "担当者に相談");
        asked.State.Inquiry!.Asking.ShouldBe("details");

        var told = Bot.Next(asked.State, new Incoming("3枚目の窓口責任者の欄に前任者の名前が残っていてよいのか知りたいです"), Person.Unknown).State;
        told.Matter!.Text.ShouldContain("窓口責任者の欄");
        told.Inquiry!.Asking.ShouldNotBe("details");

        var refused = Bot.Next(asked.State, new Incoming("わかりません"), Person.Unknown).State;
        refused.Inquiry!.Asking.ShouldNotBe("details");
        refused.Matter!.Declined.ShouldNotContain("details");
    }

    [Fact]
    public void Who_tells_enough_is_not() =>
        After("利用申込書の3枚目の窓口責任者の欄に前任者の名前が残っていてよいのか知りたい", "担当者に相談").State.Inquiry!.Asking.ShouldNotBe("details");

    [Fact]
    public void All_that_will_be_asked_is_named_at_once()
    {
        var begun = After("再点の申込みが進まない。岡山です", "担当者に相談").Replies[^1].Text;

        begun.ShouldContain("事業者名、事業者コード");
        begun.ShouldNotContain("(22ケタ)、");
    }

    [Fact]
    public void Who_does_not_know_which_of_several_it_is_and_wanted_somebody_gets_one()
    {
        var choosing = DialogueState.New with { Step = Step.Choosing, Offered = ["5-02", "7-01"], Matter = new Matter { Said = ["廃止取次の受付がされているか、担当者に見てほしいです"] } };

        Bot.Next(choosing, new Incoming("わからない"), Person.Unknown).State.Step.ShouldBe(Step.Collecting);
        Bot.Next(choosing with { Matter = new Matter { Said = ["廃止取次の受付について"] } }, new Incoming("わからない"), Person.Unknown).State.Step.ShouldBe(Step.Open);
    }

    private static Turn After(params string[] said)
    {
        var turn = Turn.Say(DialogueState.New);
        foreach (var one in said)
        {
            turn = Bot.Next(turn.State, new Incoming(one), Person.Unknown);
        }

        return turn;
    }
}
