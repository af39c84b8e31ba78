using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>What the answer asks to do and the person did already is not told as if it were new.</summary>
public sealed class TriedTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None);

    [Theory]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」。パソコンの再起動とキャッシュクリアは試しました", "キャッシュクリア、ブラウザおよび", 3)]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」と出ます。USBトークンは挿し直し済みです", "USBトークンをご使用の場合", 2)]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」 - we have cleared the cache and restarted the browser", "clearing the cache", 3)]
    public void What_was_done_is_told_back_and_the_rest_can_be_gone_through(string text, string line, int item)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(text), Person.Unknown);

        turn.Replies.ShouldContain(reply => reply.Card == null && reply.Text.Contains(line));
        turn.State.Matter!.Checks.Select(check => check.Index).ShouldBe([item]);
        turn.Replies[^1].Choices!.Select(choice => choice.Label).ShouldContain(label => label == "一つずつ確認する" || label == "Go through it step by step");
    }

    [Theory]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」と出ます")]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」。再起動したらどうなりますか")]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」。キャッシュはまだ消していません")]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」と出ました。困りました")]
    [InlineData("申込書を出した場合、登録まで何日かかりますか")]
    [InlineData("廃止取次が判断済み(NG)で戻されました。理由コードはどう調べますか")]
    [InlineData("間違って判断済み(OK)を返しました。取り消せますか")]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」。証明書は昨日新しくしました")]
    public void What_was_not_done_is_not(string text)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(text), Person.Unknown);

        turn.State.Matter!.Checks.ShouldBeEmpty();
        turn.Replies.ShouldNotContain(reply => reply.Text.Contains("お済みと伺いました"));
    }

    /// <summary>Where the answer has nothing else to try, a person is named at once.</summary>
    [Fact]
    public void Who_did_all_of_it_is_led_to_a_person() =>
        Bot.Next(DialogueState.New, new Incoming("ダウンロードしたCSVが文字化け。取扱マニュアルの一括申請の補足にあるCSVファイルの参照のとおりにやっても化けます"), Person.Unknown)
            .Replies.ShouldContain(reply => reply.Text.Contains("ほかに試すことはありません"));
}
