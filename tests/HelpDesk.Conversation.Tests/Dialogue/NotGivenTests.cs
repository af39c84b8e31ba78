using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>Details that are not given, or are none: why they are missing reaches whoever works on it, and nothing else is taken for them.</summary>
public sealed class NotGivenTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None, PersonaPlayer.Clock);

    [Theory]
    [InlineData("使用量情報照会が却下された。奈良です", "company-code", "登録の手続き中で、まだ割り当てられておりません")]
    [InlineData("使用量情報照会が却下された。奈良です", "supply-point-number", "お客さまの同意待ちなので手元にない")]
    [InlineData("Our usage information inquiry was rejected. The customer is in Nara.", "company-code", "we haven't been assigned one yet")]
    public void Why_a_detail_is_missing_stands_in_the_ticket(string first, string need, string words)
    {
        var turn = Bot.Next(AskedFor(need, first).State, new Incoming(words), Anybody);

        Sent(turn).Tried.ShouldContain(line => line.Contains($"「{words}」", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("company", "それは明かしたくありません")]
    [InlineData("supply-point-number", "番号はここには書きたくないんです")]
    public void Who_does_not_want_to_give_it_is_not_quoted(string need, string words)
    {
        var tried = Sent(Bot.Next(AskedFor(need, "使用量情報照会が却下された。奈良です").State, new Incoming(words), Anybody)).Tried;

        tried.ShouldContain(line => line.Contains("希望されていません", StringComparison.Ordinal));
        tried.ShouldNotContain(line => line.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_of_something_else_is_of_that()
    {
        var turn = Bot.Next(AskedFor("requester-name", "使用量情報照会が却下された。奈良です").State, new Incoming("会社名は契約の都合で出せません"), Anybody);

        turn.State.Matter!.Declined.ShouldBe(["company"]);
        turn.State.Inquiry!.Asking.ShouldBe("requester-name");
    }

    [Fact]
    public void A_detail_refused_at_the_summary_does_not_throw_the_inquiry_away()
    {
        var asked = Bot.Next(AskedFor("requester-name", "使用量情報照会が却下された。奈良です").State, new Incoming("すべてスキップ"), Anybody);
        var turn = Bot.Next(asked.State, new Incoming("供給地点の番号は守秘義務があって出せません"), Anybody);

        turn.State.Step.ShouldBe(Step.Confirming);
        Sent(turn).Tried.ShouldContain(line => line.Contains("守秘義務", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("アンペア変更の申込みが進みません。番号は051234567890123456789です", "051234567890123456789", "21ケタ")]
    [InlineData("アンペア変更の申込みが進みません。番号は2212 3456 7890 1234 5678 90です", "2212345678901234567890", "エリア")]
    [InlineData("Our ampere change is stuck, number 05123456789012345678901", "05123456789012345678901", "23 digits")]
    public void Digits_that_are_no_number_are_told_and_kept_as_they_were_given(string first, string digits, string wrong)
    {
        var asked = AskedFor("supply-point-number", first);
        asked.Replies[^1].Text.ShouldContain(digits);
        asked.Replies[^1].Text.ShouldContain(wrong);

        var opened = Sent(Bot.Next(asked.State, new Incoming(asked.State.Language == "en" ? "Skip" : "スキップ"), Anybody));

        opened.Tried.ShouldContain(line => line.Contains(digits, StringComparison.Ordinal));
        opened.HandOverText!.Split('\n').ShouldContain(line => line.Contains($"「{digits}」", StringComparison.Ordinal) && line.Contains("確認できておりません", StringComparison.Ordinal));
    }

    [Fact]
    public void The_right_number_takes_their_place_everywhere()
    {
        var asked = AskedFor("supply-point-number", "アンペア変更の申込みが進みません。番号は051234567890123456789です");
        var opened = Sent(Bot.Next(asked.State, new Incoming("失礼、一つ抜けていました。0512345678901234567891です"), Anybody));

        opened.Facts["supply-point-number"].ShouldBe("0512345678901234567891");
        (opened.Text + opened.HandOverText + string.Concat(opened.Tried)).ShouldNotContain("051234567890123456789で");
    }

    [Fact]
    public void Digits_that_are_no_number_are_told_after_sending_too()
    {
        var own = new OwnTicket("HD-2026-000001", "申込みの受付・処理状況", "new", "helpdesk", null, PersonaPlayer.Clock.GetUtcNow(), null);
        var turn = Bot.Next(DialogueState.New with { Ticket = own.Number }, new Incoming("追記: 番号は051234567890123456789です"), new Person(Tickets: [own]));

        turn.Acts.OfType<AddToTicket>().ShouldHaveSingleItem();
        turn.Replies[0].Text.ShouldContain("21ケタ");
    }

    [Theory]
    [InlineData("木村です", "木村")]
    [InlineData("営業部の斎藤と申します", "営業部の斎藤")]
    public void A_name_is_not_what_it_is_about(string said, string name)
    {
        var asked = Bot.Next(Bot.Next(DialogueState.New, new Incoming("利用申込書の記入方法"), Anybody).State, new Incoming("担当者に相談"), Anybody);
        asked.State.Inquiry!.Asking.ShouldBe("details");

        var turn = Bot.Next(asked.State, new Incoming(said), Anybody);

        turn.State.Matter!.Facts["requester-name"].ShouldBe(name);
        turn.State.Matter.Text.ShouldNotContain(name);
        turn.State.Inquiry!.Asking.ShouldBe("details");
        // Once more, and no third time.
        Bot.Next(turn.State, new Incoming("スキップ"), Anybody).State.Inquiry!.Asking.ShouldNotBe("details");
    }

    [Theory]
    [InlineData("いえ、2枚目の責任者欄には誰を書けばよいのかです")]
    [InlineData("それより、申込書の部署名欄は空欄でよいのかが知りたいです")]
    public void A_piece_of_a_word_is_nobodys_name(string said)
    {
        var facts = Bot.Next(AskedFor("requester-name", "使用量情報照会が却下された。奈良です").State, new Incoming(said), Anybody).State.Matter!.Facts;

        facts.Keys.ShouldNotContain("requester-name");
    }

    [Theory]
    [InlineData("11月24日です", "11月24日")]
    [InlineData("たしか先週の火曜でした", "先週の火曜")]
    public void A_date_is_kept_without_what_is_said_around_it(string said, string date) =>
        Bot.Next(AskedFor("date", "使用量情報照会が却下された。奈良です").State, new Incoming(said), Anybody).State.Matter!.Facts["date"].ShouldEndWith(date);

    [Theory]
    [InlineData("company", "tsuki@hoshi.example、携帯は090-3333-4444でもつながります")]
    [InlineData("company", "one moment, we are still looking for the right form to give you")]
    public void What_is_left_of_a_message_is_no_company(string need, string said) =>
        Bot.Next(AskedFor(need, "使用量情報照会が却下された。奈良です").State, new Incoming(said), Anybody).State.Matter!.Facts.Keys.ShouldNotContain("company");

    [Fact]
    public void A_sentence_with_a_date_is_not_the_date() =>
        Bot.Next(AskedFor("date", "使用量情報照会が却下された。奈良です").State, new Incoming("お客さまは昨日から電気が止まっていて大変お困りなので、早めに回答がほしいです"), Anybody).State.Matter!.Facts["date"].ShouldBe("昨日");

    [Theory]
    [InlineData("Robin Vale from Coastal Power", "Robin Vale", "Coastal Power")]
    [InlineData("This is Mei at Sunrise Energy Japan", "Mei", "Sunrise Energy Japan")]
    public void Who_is_of_a_company_in_English_is_read_with_it(string said, string name, string company)
    {
        var facts = Bot.Next(AskedFor("requester-name", "Our usage information inquiry was rejected. The customer is in Nara.").State, new Incoming(said), Anybody).State.Matter!.Facts;

        (facts["requester-name"], facts["company"]).ShouldBe((name, company));
    }

    [Fact]
    public void A_date_at_the_summary_replaces_the_one_that_stands_there()
    {
        var turn = Bot.Next(AskedFor("requester-name", "昨日、使用量情報照会が却下された。奈良です").State, new Incoming("すべてスキップ"), Anybody);

        Bot.Next(turn.State, new Incoming("11月20日です"), Anybody).State.Matter!.Facts["date"].ShouldBe("11月20日");
    }

    private static Person Anybody => new(Anonymous: true);

    private static OpenTicket Sent(Turn turn)
    {
        while (turn.State.Step == Step.Collecting)
        {
            turn = Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Skip" : "スキップ"), Anybody);
        }

        return Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Send this" : "この内容で送る"), Anybody).Acts.OfType<OpenTicket>().ShouldHaveSingleItem();
    }

    /// <summary>Up to where a detail is asked for; what comes before it is given or skipped.</summary>
    private static Turn AskedFor(string need, string first)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(first), Anybody);
        turn = Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Ask a person" : "担当者に相談"), Anybody);
        while (turn.State.Inquiry!.Asking != need)
        {
            turn = Bot.Next(turn.State, new Incoming(turn.State.Inquiry.Asking switch { "requester-name" => "月岡", "requester-contact" => "tsuki@hoshi.example", "company" => "ほし電力株式会社", "supply-point-number" => "2912345678901234567890123", _ => "スキップ" }), Anybody);
            turn.State.Step.ShouldBe(Step.Collecting);
        }

        return turn;
    }
}
