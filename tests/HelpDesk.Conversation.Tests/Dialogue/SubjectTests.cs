using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>What a ticket is called: a stranger sees what it is about, without the gaps that numbers leave and without what only leads to it.</summary>
public sealed class SubjectTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None, PersonaPlayer.Clock);

    [Theory]
    [InlineData("先週出した廃止取次がその後どうなってるか確認したいです。地点は0600445566778899001122です", "先週出した廃止取次がその後どうなってるか確認したいです")]
    [InlineData("廃止取次の処理状況を知りたいです。0700445566778899001122 です", "廃止取次の処理状況を知りたいです")]
    [InlineData("廃止取次の処理状況が知りたいです 番号 0100445566778899001122", "廃止取次の処理状況が知りたいです")]
    [InlineData("廃止取次の受付状況を知りたい。番号は0300445566778899001122、会社コードは12343です。自社の残りはありません", "廃止取次の受付状況を知りたい。自社の残りはありません")]
    [InlineData("もう一件あります。廃止取次の処理状況も確認したいです", "廃止取次の処理状況も確認したいです")]
    [InlineData("すみません、廃止取次の処理状況も確認したいです", "廃止取次の処理状況も確認したいです")]
    [InlineData("please check whether our 廃止取次 for 0500445566778899001122 was received", "please check whether our 廃止取次 for … was received")]
    [InlineData("One more thing: has our 廃止取次 been received by the other retailer, or is it still waiting there?", "has our 廃止取次 been received by the other retailer, or is it still waiting there?")]
    [InlineData("一般送配電事業者連絡先一覧が欲しいので、ヘルプデスクに頼みたいです。システムは利用中です", "一般送配電事業者連絡先一覧(資料請求)")]
    [InlineData("ID mirai01 が凍結されて誰も初期化できません", "凍結されて誰も初期化できません", "ユーザIDの凍結・パスワードの初期化")]
    public void A_title_says_what_it_is_about(string said, string title, string? kind = null)
    {
        var subject = Sent(said).Subject;

        subject.ShouldContain(title);
        subject.Replace(title, "", StringComparison.Ordinal).ShouldBeOneOf("", "(廃止取次)", $"({kind})", $"ID mirai01 が({kind})", $"IDが({kind})");
    }

    /// <summary>A first question that is settled is no part of what is sent on.</summary>
    [Fact]
    public void What_was_settled_before_is_neither_the_title_nor_tried()
    {
        var opened = Sent("推奨ブラウザってChromeでいいんでしたっけ", "了解です。話変わりますけど、その取扱マニュアルって持ってなくて。どうやったら入手できますか");

        opened.Subject.ShouldBe("スイッチング支援システム取扱マニュアル(資料請求)");
        (opened.Subject + opened.Text + string.Join('\n', opened.Tried)).ShouldNotContain("ブラウザ");
    }

    [Theory]
    [InlineData("担当者に相談", false)]
    [InlineData("では送配電の担当へつないでください", false)]
    [InlineData("解決しない", true)]
    [InlineData("やってみましたが直りません", true)]
    public void Only_what_was_said_not_to_help_is_recorded_so(string said, bool failed)
    {
        var turn = Bot.Next(Bot.Next(DialogueState.New, new Incoming("大阪のアンペア変更の処理状況を知りたい"), Person.Unknown).State, new Incoming(said), Person.Unknown);

        turn.State.Matter!.Shown.ShouldBe(["7-01"]);
        Finished(turn).Tried[0].EndsWith("(解決せず)", StringComparison.Ordinal).ShouldBe(failed);
    }

    private static OpenTicket Sent(params string[] said)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(said[0]), Person.Unknown);
        foreach (var more in said[1..])
        {
            turn = Bot.Next(turn.State, new Incoming(more), Person.Unknown);
        }

        return Finished(turn);
    }

    private static OpenTicket Finished(Turn turn)
    {
        for (var i = 0; i < 6 && turn.Acts.All(act => act is not OpenTicket); i++)
        {
            var (ja, step) = (turn.State.Language != "en", turn.State.Step);
            var say = step switch
            {
                Step.Collecting => ja ? "すべてスキップ" : "Skip all",
                Step.Confirming => ja ? "この内容で送る" : "Send this",
                Step.AdministratorFirst => ja ? "いない" : "No",
                _ => ja ? "担当者に相談" : "Ask a person",
            };
            turn = Bot.Next(turn.State, new Incoming(say), Person.Unknown);
        }

        return turn.Acts.OfType<OpenTicket>().ShouldHaveSingleItem();
    }
}
