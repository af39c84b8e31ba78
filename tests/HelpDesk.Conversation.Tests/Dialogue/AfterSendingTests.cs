using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>What is said when an inquiry was sent: additions reach it, corrections replace what was wrong, and when an answer is due is told.</summary>
public sealed class AfterSendingTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None, PersonaPlayer.Clock, new AnswerTimes(BusinessCalendar.Read(Kb.Directory, new FindingList()), new TicketTargets()));

    [Theory]
    [InlineData("会社名、株式会社ひなた電気に直しといて", "company", "株式会社ひなた電気")]
    [InlineData("あ、ユーザID間違えてました。正しくはmomiji12です", "user-id", "momiji12")]
    [InlineData("I gave you the wrong business operator code. It is 54321", "company-code", "54321")]
    [InlineData("ごめんなさい名前の漢字、西じゃなくて仁志です", "requester-name", "仁志")]
    [InlineData("my bad, the operator code should read 14142", "company-code", "14142")]
    public void A_correction_replaces_what_was_wrong_and_is_told(string said, string need, string value)
    {
        var turn = Said(Ticket("helpdesk", "new"), said);

        turn.Acts.OfType<AddToTicket>().ShouldHaveSingleItem().Corrects[need].ShouldBe(value);
        turn.Replies[0].Text.ShouldContain(value);
    }

    /// <summary>Another value for what the ticket holds corrects it without a word of error, and its receiver is told both; one more does not.</summary>
    [Theory]
    [InlineData("高圧でした", "voltage", "高圧", "高圧(先にお知らせした内容: 低圧)")]
    [InlineData("0344445555666677778888の方です", "supply-point-number", "0344445555666677778888", "(先にお知らせした内容: 0311112222333344445555)")]
    [InlineData("追加でもう1地点あります。0344445555666677778888もお願いします", "supply-point-number", "0311112222333344445555, 0344445555666677778888", "下記を追加でお知らせ")]
    public void Another_value_corrects_and_one_more_adds(string said, string need, string value, string told)
    {
        var own = Ticket("operator", "waiting-for-third-party", "03") with { SupplyPoint = "0311112222333344445555" };
        var state = DialogueState.New with { Ticket = own.Number, Sent = new Dictionary<string, string> { ["voltage"] = "低圧", ["supply-point-number"] = "0311112222333344445555" } };
        var turn = Bot.Next(state, new Incoming(said), new Person(Tickets: [own]));

        turn.Acts.OfType<AddToTicket>().ShouldHaveSingleItem().Corrects[need].ShouldBe(value);
        turn.Replies[^1].Text.ShouldContain(told);
        turn.State.Sent![need].ShouldBe(value);
    }

    /// <summary>Whoever got the first letter gets the second, under their own name.</summary>
    [Theory]
    [InlineData("株式会社東都電力(現小売電気事業者)", "株式会社東都電力 御中")]
    [InlineData("現小売電気事業者", "現小売電気事業者(会社名をご記入ください) 御中")]
    [InlineData(null, "現小売電気事業者(会社名をご記入ください) 御中")]
    public void A_second_letter_is_addressed_as_the_first(string? to, string addressee) =>
        Said(Ticket("current_retailer", "waiting-for-third-party") with { HandedTo = to }, "追記: 契約は12月1日に切れます").Replies[^1].Text.ShouldStartWith(addressee);

    /// <summary>What was not at hand before is told later, and stands in the ticket.</summary>
    [Fact]
    public void A_detail_that_comes_later_is_added_as_one()
    {
        var turn = Said(Ticket("helpdesk", "new"), "さっきの件、地点番号わかりました。0344445555666677778888 です");

        turn.Acts.OfType<AddToTicket>().ShouldHaveSingleItem().Corrects["supply-point-number"].ShouldBe("0344445555666677778888");
    }

    /// <summary>What the desk asks for on behalf of an operator stands in its place in the ticket, and the person gets it in a text for the operator.</summary>
    [Fact]
    public void A_detail_that_the_desk_asked_for_goes_to_who_settles_it()
    {
        var own = Ticket("operator", "waiting-for-requester", "06");
        var turn = Bot.Next(DialogueState.New with { Ticket = own.Number, Replied = own.Number }, new Incoming("お待たせしました、0644445555666677778888 でした"), new Person(Tickets: [own]));

        turn.Acts.OfType<AddToTicket>().ShouldHaveSingleItem().Corrects["supply-point-number"].ShouldBe("0644445555666677778888");
        turn.Replies[^1].Text.ShouldContain("関西電力送配電株式会社");
        turn.Replies[^1].Text.ShouldContain("0644445555666677778888");
    }

    /// <summary>«One more thing» that somebody else settles does not go to whom the first went.</summary>
    [Fact]
    public void Another_receivers_matter_is_not_added_to_the_ticket() =>
        Said(Ticket("operator", "waiting-for-third-party"), "もう一つ。廃止取次の進捗もヘルプデスクに聞きたいです。同じ地点です").Acts.OfType<AddToTicket>().ShouldBeEmpty();

    [Theory]
    [InlineData("could you tell them to phone me before noon", "en")]
    [InlineData("denwa wa gozen chuu ni onegai shimasu", "ja")]
    public void English_is_heard_by_its_words_and_romaji_is_Japanese(string said, string language) => Said(Ticket("helpdesk", "new"), said).State.Language.ShouldBe(language);

    [Fact]
    public void A_Japanese_name_in_the_form_does_not_change_the_language()
    {
        var turn = Bot.Next(Bot.Next(DialogueState.New, new Incoming("we get ERR_20250"), Person.Unknown).State, new Incoming("Ask a person"), Person.Unknown);
        while (turn.State.Inquiry!.Asking != "company")
        {
            turn = Bot.Next(turn.State, new Incoming("Skip"), Person.Unknown);
        }

        Bot.Next(turn.State, new Incoming("株式会社あおい電力"), Person.Unknown).State.Language.ShouldBe("en");
        Bot.Next(turn.State, new Incoming("株式会社あおい電力です。どうすればいいですか"), Person.Unknown).State.Language.ShouldBe("ja");
    }

    [Fact]
    public void A_correction_without_the_right_value_asks_for_it()
    {
        var own = Ticket("helpdesk", "new");
        var asked = Said(own, "会社名直しといて");
        asked.Acts.OfType<AddToTicket>().ShouldBeEmpty();

        var given = Bot.Next(asked.State, new Incoming("株式会社ひなた電気です"), new Person(Tickets: [own]));

        given.Acts.OfType<AddToTicket>().ShouldHaveSingleItem().Corrects["company"].ShouldBe("株式会社ひなた電気");
        given.State.Step.ShouldBe(Step.Open);
        given.State.Inquiry.ShouldBeNull();
    }

    [Fact]
    public void What_is_added_to_another_companys_matter_is_given_as_a_text_to_send()
    {
        var turn = Said(Ticket("operator", "waiting-for-third-party", "03"), "追記: 供給開始は12月1日です");

        turn.Acts.OfType<AddToTicket>().ShouldHaveSingleItem().Text.ShouldBe("供給開始は12月1日です");
        turn.Replies[^1].Text.ShouldStartWith("東京電力パワーグリッド株式会社");
        turn.Replies[^1].Text.ShouldContain("12月1日");
    }

    [Theory]
    [InlineData("When will I hear back?", "Mon 30 Nov, 14:00 JST")]
    [InlineData("で、いつわかるの", "11月30日(月) 14:00")]
    public void When_an_answer_is_due_is_told_from_the_ticket(string said, string due) => Said(Ticket("helpdesk", "new"), said).Replies[0].Text.ShouldContain(due);

    [Fact]
    public void An_answer_that_is_late_is_said_to_be() =>
        Said(Ticket("helpdesk", "new") with { OpenedAt = PersonaPlayer.Clock.GetUtcNow().AddDays(-14) }, "まだですか").Replies[0].Text.ShouldContain("過ぎています");

    [Fact]
    public void Another_companys_answer_is_theirs_to_promise() =>
        Said(Ticket("operator", "waiting-for-third-party", "03"), "いつ回答もらえますか").Replies[0].Text.ShouldContain("先方へお尋ねください");

    [Fact]
    public void A_reason_code_that_is_found_later_reaches_the_ticket_and_the_other_retailer()
    {
        var turn = Said(Ticket("current_retailer", "waiting-for-third-party"), "さっきの件、理由コードは B21 でした");

        turn.Acts.OfType<AddToTicket>().ShouldHaveSingleItem().Corrects["reason-code"].ShouldBe("B21");
        turn.Replies[^1].Text.ShouldContain("B21");
    }

    [Fact]
    public void Where_the_companys_code_is_known_a_code_of_five_digits_is_that()
    {
        var own = Ticket("helpdesk", "new");
        var turn = Bot.Next(DialogueState.New with { Ticket = own.Number, About = new Dictionary<string, string> { ["company-code"] = "41234" } }, new Incoming("すみません、コードは41243でした"), new Person(Tickets: [own]));

        turn.Acts.OfType<AddToTicket>().ShouldHaveSingleItem().Corrects["company-code"].ShouldBe("41243");
    }

    [Theory]
    [InlineData("再開したいです。またERR_20250が出るようになりました", "ERR_20250")]
    [InlineData("HD-2026-000001 を再開。今度はERR_20070です", "ERR_20070")]
    public void What_is_said_when_it_is_too_late_to_reopen_begins_the_new_inquiry(string said, string code)
    {
        var late = Said(Ticket("helpdesk", "closed") with { CanReopen = false }, said);
        late.Replies[0].Text.ShouldContain("30日");

        var turn = late;
        foreach (var next in (string[])["担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            turn = Bot.Next(turn.State, new Incoming(next), Person.Unknown);
        }

        var opened = turn.Acts.OfType<OpenTicket>().ShouldHaveSingleItem();
        opened.Follows.ShouldBe("HD-2026-000001");
        (opened.Subject + opened.Facts["code-or-message"]).ShouldContain(code);
        opened.Text.ShouldContain(code);
    }

    private static OwnTicket Ticket(string owner, string state, string? area = null) =>
        new("HD-2026-000001", "ユーザIDが凍結", state, owner, area, PersonaPlayer.Clock.GetUtcNow(), null);

    private static Turn Said(OwnTicket own, string text) => Bot.Next(DialogueState.New with { Ticket = own.Number }, new Incoming(text), new Person(Tickets: [own]));
}
