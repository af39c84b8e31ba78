using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>What the conversation keeps: facts whole or not at all, one letter for each receiver, a bounded state.</summary>
public sealed class MatterTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None);

    [Theory]
    [InlineData("みらい電力の山田です", "みらい電力", "山田")]
    [InlineData("株式会社みらい電力です", "株式会社みらい電力", null)]
    [InlineData("東海でんき株式会社", "東海でんき株式会社", null)]
    [InlineData("株式会社やまと", "株式会社やまと", null)]
    [InlineData("株式会社やまとの木村と申します", "株式会社やまと", "木村")]
    [InlineData("弊社は東海でんき株式会社です", "東海でんき株式会社", null)]
    [InlineData("えっと、ひかり電気(株)です", "ひかり電気(株)", null)]
    [InlineData("our company name is Sunrise Power K.K.", "Sunrise Power K.K.", null)]
    [InlineData("会社名は、あおぞらエナジーです", "あおぞらエナジー", null)]
    [InlineData("いさりび電力", "いさりび電力", null)]
    [InlineData("青葉台でんき", "青葉台でんき", null)]
    [InlineData("渡邊電力", "渡邊電力", null)]
    [InlineData("若葉でんき", "若葉でんき", null)]
    [InlineData("なにわでんき", "なにわでんき", null)]
    [InlineData("下町でんきです", "下町でんき", null)]
    [InlineData("丸の内エナジー株式会社", "丸の内エナジー株式会社", null)]
    [InlineData("あおぞらでんき合同会社", "あおぞらでんき合同会社", null)]
    [InlineData("みなと新電力株式会社", "みなと新電力株式会社", null)]
    [InlineData("その東海でんき株式会社です", "東海でんき株式会社", null)]
    [InlineData("森の電力株式会社", "森の電力株式会社", null)]
    [InlineData("こもれび電力の宮地でございます", "こもれび電力", "宮地")]
    [InlineData("えぞ鹿エナジー", "えぞ鹿エナジー", null)]
    [InlineData("株式会社あけぼの電力でございます", "株式会社あけぼの電力", null)]
    [InlineData("株式会社ひばり電力と申します", "株式会社ひばり電力", null)]
    [InlineData("讃岐うずしお電気", "讃岐うずしお電気", null)]
    [InlineData("たつのこ電力", "たつのこ電力", null)]
    [InlineData("株式会社ねむの木", "株式会社ねむの木", null)]
    [InlineData("株式会社もりの風でございます", "株式会社もりの風", null)]
    [InlineData("株式会社のぞみの田中", "株式会社のぞみ", "田中")]
    [InlineData("事業者コード30172の潮見エナジーです", "潮見エナジー", null)]
    [InlineData("コード番号44871、白樺電力の木村と申します", "白樺電力", "木村")]
    [InlineData("Code 52110, Harbor Light Energy", "Harbor Light Energy", null)]
    [InlineData("株式会社ゆずりは", "株式会社ゆずりは", null)]
    [InlineData("杜の都グリーン電力株式会社", "杜の都グリーン電力株式会社", null)]
    [InlineData("株式会社秩父エナジーサポートでお願いします", "株式会社秩父エナジーサポート", null)]
    [InlineData("株式会社ほたるの里電力の久遠と申します", "株式会社ほたるの里電力", "久遠")]
    [InlineData("さくら台ガス電気の三橋です", "さくら台ガス電気", "三橋")]
    [InlineData("旧 あさぎり電力株式会社、新 あさぎりグリーン株式会社", "あさぎりグリーン株式会社(旧 あさぎり電力株式会社)", null)]
    public void A_company_is_read_whole_and_with_it_who_speaks(string answer, string company, string? name)
    {
        var facts = AfterAskedFor("company", answer).Matter!.Facts;
        facts["company"].ShouldBe(company);
        facts.GetValueOrDefault("requester-name").ShouldBe(name);
    }

    [Theory]
    [InlineData("Ines")]
    [InlineData("Nori")]
    [InlineData("Noel")]
    [InlineData("髙木")]
    [InlineData("李")]
    public void A_name_is_no_refusal(string name) => AfterAskedFor("requester-name", name, anonymous: true).Matter!.Facts["requester-name"].ShouldBe(name);

    [Theory]
    [InlineData("阿部の旧姓で登録してますが今は菅原です", "菅原")]
    [InlineData("すみません電話が入ったので代わりました。以降は営業の西が承ります", "西")]
    [InlineData("返事は私、新人の平丸にください", "平丸")]
    [InlineData("月見里(やまなし)", "月見里(やまなし)")]
    [InlineData("me, Oscar Bell, please", "Oscar Bell")]
    public void Who_is_named_in_a_whole_sentence_is_read_out_of_it(string said, string name) => AfterAskedFor("requester-name", said, anonymous: true).Matter!.Facts["requester-name"].ShouldBe(name);

    [Fact]
    public void A_first_message_with_everything_in_English_is_read()
    {
        var facts = Bot.Next(DialogueState.New, new Incoming("Our user ID is frozen and nobody else is registered. Company: Blue Heron Energy K.K., code 73103, ID bheron-01. I'm Fiona MacAuslan, fiona@heron.example"), Person.Unknown).State.Matter!.Facts;

        facts["company"].ShouldBe("Blue Heron Energy K.K.");
        facts["company-code"].ShouldBe("73103");
        facts["user-id"].ShouldBe("bheron-01");
        facts["requester-name"].ShouldBe("Fiona MacAuslan");
        facts.Keys.ShouldNotContain("code-or-message");
    }

    [Theory]
    [InlineData("company-code", "沖縄なので今わかりません")]
    [InlineData("supply-point-number", "joetsu-kanriのPCが手元にないのでわからないです")]
    public void Who_has_no_detail_at_hand_is_asked_no_second_time_whatever_else_they_say(string need, string said)
    {
        var state = AfterAskedFor(need, said);

        state.Matter!.Declined.ShouldContain(need);
        (state.Step == Step.Confirming || state.Inquiry!.Asking != need).ShouldBeTrue();
    }

    [Theory]
    [InlineData("company", "なんで会社名がいりますの?")]
    [InlineData("supply-point-number", "地点番号って22桁全部ですか?")]
    public void What_is_asked_back_of_a_detail_is_no_part_of_the_matter(string need, string said)
    {
        var state = AfterAskedFor(need, said);

        state.Inquiry!.Asking.ShouldBe(need);
        state.Matter!.Said.ShouldNotContain(said);
    }

    [Theory]
    [InlineData("はい")]
    [InlineData("やだ")]
    [InlineData("なし")]
    [InlineData("あとで言います")]
    [InlineData("no thanks")]
    [InlineData("no name please, just use the shared mailbox")]
    public void And_a_refusal_is_no_name(string said) => AfterAskedFor("requester-name", said, anonymous: true).Matter!.Facts.GetValueOrDefault("requester-name").ShouldBeNull();

    [Fact]
    public void What_is_remembered_of_talk_changes_no_summary()
    {
        var bot = new Bot(Kb.Loaded, Kb.Texts, Contacts.None);
        string Summary(params IReadOnlyList<string> said) => bot.Next(
            DialogueState.New with { Step = Step.Confirming, Inquiry = new Inquiry(null), Matter = new Matter { Said = said } }, new Incoming("スキップ"), Person.Unknown).Replies[^1].Text;

        const string Talk = "ありがとうございます。別の端末では同じエラーが出ません。";
        var first = Summary("ログインできません", Talk);
        first.ShouldContain("別の端末では同じエラーが出ません。");
        first.ShouldNotContain("ありがとうございます");
        Summary("ログインできません", Talk).ShouldBe(first);
        Summary("ログインできません", "別の端末では同じエラーが出ません。ありがとうございます。").ShouldBe(first);
        Summary(Talk).ShouldContain("ありがとうございます");
    }

    [Fact]
    public void A_company_that_its_code_introduces_is_read_from_any_message()
    {
        Said("ERR_20070が出ます。事業者コード 30172 の潮見エナジーです").State.Matter!.Facts["company"].ShouldBe("潮見エナジー");
        Said("事業者コード30172の潮見エナジーです。ERR_20070が出ます").State.Matter!.Facts["company"].ShouldBe("潮見エナジー");
    }

    [Theory]
    [InlineData("高木", "名前ちゃうわ、髙木の「たか」は、はしごだか。髙木で頼む", "髙木")]
    [InlineData("斉藤", "すみません齊藤のほうです", "齊藤")]
    public void The_same_name_in_another_writing_corrects_it(string first, string said, string right)
    {
        var person = new Person(Anonymous: true);
        var turn = AfterAskedFor("requester-name", first, anonymous: true) is { } state ? Bot.Next(state, new Incoming("すべてスキップ"), person) : null;
        Bot.Next(turn!.State, new Incoming(said), person).State.Matter!.Facts["requester-name"].ShouldBe(right);
    }

    [Theory]
    [InlineData("company", "0312345678901234567890")]
    [InlineData("company", "言いたくない")]
    [InlineData("company", "わかりません")]
    [InlineData("company", "まだ公表前の話なので社名は伏せたい")]
    [InlineData("company-code", "内緒です")]
    [InlineData("company-code", "12345と54321")]
    [InlineData("company-code", "123456")]
    [InlineData("supply-point-number", "手元にないです")]
    public void What_is_no_such_thing_is_no_fact(string need, string answer) =>
        AfterAskedFor(need, answer).Matter!.Facts.GetValueOrDefault(need).ShouldBeNull();

    [Theory]
    [InlineData("o'brien+x@example.co.jp", "o'brien+x@example.co.jp")]
    [InlineData("メールはo'brien+x@example.co.jpです", "o'brien+x@example.co.jp")]
    [InlineData("a.b@c.example か 03-1234-5678 に", "a.b@c.example, 03-1234-5678")]
    [InlineData("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", "taro@example.co.jp")]
    [InlineData("090-1111-2222と06-3333-4444", "090-1111-2222, 06-3333-4444")]
    public void Ways_to_reach_somebody_are_kept_whole_and_all(string answer, string contact) =>
        AfterAskedFor("requester-contact", answer, anonymous: true).Matter!.Facts["requester-contact"].ShouldBe(contact);

    [Theory]
    [InlineData("低圧・高圧どちらもです", "低圧, 高圧")]
    [InlineData("特別高圧", "特別高圧")]
    [InlineData("特高と低圧", "特別高圧, 低圧")]
    public void Several_voltages_are_several(string answer, string voltage) =>
        Said("ERR_20040", "解決しない", "0312345678901234567890", answer).State.Matter!.Facts["voltage"].ShouldBe(voltage);

    [Theory]
    [InlineData("再点の申込みが5月20日から受付済みのままです。0312345678901234567890", "再点", "5月20日")]
    [InlineData("スイッチング廃止の状況が知りたい。申し込んだのは先週の火曜です。0312345678901234567890", "スイッチング廃止", "先週の火曜")]
    [InlineData("アンペア変更の処理状況を確認したい。昨日14時ごろ登録した0312345678901234567890", "アンペア変更", "昨日14時ごろ")]
    [InlineData("What is the status of our ampere change? We applied eight days ago, 0312345678901234567890", "アンペア変更", "eight days ago")]
    public void What_was_said_before_is_not_asked_for(string first, string kind, string date)
    {
        var facts = Said(first, "担当者に相談", "すべてスキップ").State.Matter!.Facts;
        facts["application-kind"].ShouldBe(kind);
        facts["date"].ShouldBe(date);
    }

    [Theory]
    [InlineData("今日中に返事がほしい")]
    [InlineData("金曜まで待てます")]
    [InlineData("I need it by Friday")]
    [InlineData("14:30")]
    [InlineData("3日間使えません")]
    [InlineData("100点中1.5点、2026年13月")]
    public void Until_when_and_how_long_is_no_date_of_an_event(string said) =>
        Said("再点の申込みの処理状況を確認したい。" + said, "担当者に相談", "すべてスキップ").State.Matter!.Facts.ContainsKey("date").ShouldBeFalse();

    [Fact]
    public void What_was_read_wrong_is_asked_again_and_not_read_again()
    {
        var asked = Said("再点の申込みが5月20日から受付済みのままです。0312345678901234567890", "担当者に相談", "申込みの種別が間違っています");
        asked.State.Inquiry!.Asking.ShouldBe("application-kind");
        asked.State.Matter!.Facts.ContainsKey("application-kind").ShouldBeFalse();
    }

    /// <summary>Who introduced or signed themselves was not asked their name.</summary>
    [Theory]
    [InlineData("お世話になります。ゆふ電力の安東です。\n再点の申込みを11月24日に入れましたが、受付済みになりません。", "ゆふ電力", "安東")]
    [InlineData("いつもお世話になっております。\n株式会社はるかぜ電力の深田でございます。\n廃止取次の処理状況を教えてください。", "株式会社はるかぜ電力", "深田")]
    [InlineData("営業部の深田です。廃止取次の処理状況を教えてください。", null, "深田")]
    [InlineData("Dear support,\nour last user ID has been frozen (お使いのユーザIDは利用できません).\nKind regards,\nHelena Kruse\nKyoto Power Retail K.K. (company code 73736)", "Kyoto Power Retail K.K.", "Helena Kruse")]
    [InlineData("廃止取次の処理状況を教えてください。\n------------\n株式会社はるかぜ電力 業務部 深田 千晶\nTEL 03-0000-5678", "株式会社はるかぜ電力", "深田 千晶")]
    [InlineData("廃止取次の処理状況を教えてください。\n--\n株式会社つるみ電力販売 業務部\n早川 美沙\nTEL 045-000-1234", "株式会社つるみ電力販売", "早川 美沙")]
    [InlineData("ID凍結。ID fuji88、会社はふじさわ電力、コード31323", "ふじさわ電力", null)]
    [InlineData("お世話になっております。ひばり電力の大沼です。\nIDが凍結されました。", null, "大沼")]
    [InlineData("IDが凍結されました。\n--\n株式会社ひばり電力　業務課　大沼\nonuma@hibari.example", "株式会社ひばり電力", "大沼")]
    [InlineData("Hello,\nwe are a retailer (Northfield Energy Japan GK) and need the design documents, 設計書一式.\nThank you in advance.\nPriya Nair, priya@northfield.example", "Northfield Energy Japan GK", "Priya Nair")]
    [InlineData("IDが凍結されました。\n--\n株式会社ひばり電力　業務課　営業部", "株式会社ひばり電力", null)]
    [InlineData("設備情報照会の結果が返ってきません。\n\n肥後でんき株式会社  緒方 090-0000-3344", "肥後でんき株式会社", "緒方")]
    [InlineData("自己託送の申込みについてお伺いします。\n\n白鷺エナジー株式会社\n企画室 大西 誠\nTEL 079-000-5511", "白鷺エナジー株式会社", "大西 誠")]
    [InlineData("スイッチング廃止の申込がずっと処理中です。\n\n若狭湾電力合同会社 浜口\nhamaguchi@wakasawan.example", "若狭湾電力合同会社", "浜口")]
    [InlineData("Kindly send us the design documents.\n\nThanks & regards,\nRavi Kumar\nOrchid Utilities Japan\nravi@orchid.example", "Orchid Utilities Japan", "Ravi Kumar")]
    [InlineData("My ID is frozen. Nobody in our company is registered to reset me.", null, null)]
    [InlineData("停電中の福島です。受付済みになりません", null, null)]
    [InlineData("社名はどう変更しますか", null, null)]
    [InlineData("会社は東京です。IDが凍結されました", null, null)]
    [InlineData("札幌の再点です。受付済みになりません", null, null)]
    [InlineData("東京の低圧です", null, null)]
    [InlineData("夜間当番の者です。受付済みになりません", null, null)]
    public void Who_introduces_or_signs_themselves_has_said_who_they_are(string text, string? company, string? name)
    {
        var facts = Said(text).State.Matter!.Facts;
        facts.GetValueOrDefault("company").ShouldBe(company);
        facts.GetValueOrDefault("requester-name").ShouldBe(name);
    }

    [Fact]
    public void A_code_beside_a_companys_name_is_the_companys()
    {
        var said = Said("ID凍結。ID fuji88、会社はふじさわ電力、コード31323").State.Matter!;
        said.Facts["company-code"].ShouldBe("31323");
        said.Shown.ShouldBe(["1-02"]);
        Said("会社はふじさわ電力、コード20070が出ます").State.Matter!.Shown.ShouldBe(["6-06"], "a known error's code is the error's");
    }

    [Fact]
    public void What_is_settled_and_another_matter_in_one_breath_are_both_heard()
    {
        var turn = Said("CSVが文字化けします", "ok解決です。あと別件でIDが凍結されてて、初期化できる人が社内にいません。user id: kato-9");
        turn.Acts.OfType<NoteSolved>().ShouldHaveSingleItem().Solved.ShouldBeTrue();
        turn.State.Matter!.Shown.ShouldBe(["1-02"]);
        turn.State.Matter.Facts["user-id"].ShouldBe("kato-9");
    }

    [Fact]
    public void A_letter_names_no_message_that_nobody_saw() =>
        Said("沼津の低圧の設備情報照会が返ってきません 見てもらえますか", "6-05", "担当者に相談", "すべてスキップ", "この内容で送る").Acts.OfType<OpenTicket>().ShouldHaveSingleItem()
            .Subject.ShouldNotContain("ERR_20040");

    [Fact]
    public void What_a_mail_begins_with_is_not_what_its_ticket_is_about() =>
        Said("いつもお世話になっております。\n株式会社はるかぜ電力の深田でございます。\n廃止取次の処理状況を確認したくご連絡しました。", "担当者に相談", "すべてスキップ", "この内容で送る")
            .Acts.OfType<OpenTicket>().ShouldHaveSingleItem().Subject.ShouldStartWith("廃止取次の処理状況");

    [Theory]
    [InlineData("ゼロです")]
    [InlineData("0人です")]
    [InlineData("zero")]
    [InlineData("いません")]
    public void None_of_the_own_administrators_is_none_however_it_is_counted(string answer) =>
        Said("IDが凍結されて入れない", "担当者に相談", answer).State.Step.ShouldBe(Step.Collecting);

    [Fact]
    public void Two_areas_are_two_tickets_and_no_letter_holds_the_others_number()
    {
        var opened = Said("使用量情報照会の申請が却下された", "0312345678901234567890と04-1234-5678-9012-3456-7890の2件です", "担当者に相談", "すべてスキップ", "この内容で送る")
            .Acts.OfType<OpenTicket>().ToList();
        opened.Select(ticket => (ticket.Owner, ticket.AreaCode)).ShouldBe([("operator", "03"), ("operator", "04")]);
        opened[0].HandOverText!.ShouldContain("0312345678901234567890");
        Digits(opened[0].HandOverText! + opened[0].Text).ShouldNotContain("0412345678901234567890");
        Digits(opened[1].HandOverText! + opened[1].Text).ShouldNotContain("0312345678901234567890");
    }

    [Theory]
    [InlineData("ID frozen (sumire_9). Nobody in my company is registered to reset it", "sumire_9")]
    [InlineData("IDロックで入れません(お使いのユーザIDは利用できません)。ID tsk_kanri、初期化できる人間は社内におりません", "tsk_kanri")]
    [InlineData("IDが凍結されました。ID: eco_admin、初期化できる人間は社内におりません", "eco_admin")]
    [InlineData("user ID lockedと出て入れません。初期化できる人間は社内におりません", null)]
    public void A_user_ID_may_be_letters_joined_by_a_line_and_a_word_is_none(string said, string? id) =>
        Said(said, "担当者に相談", "すべてスキップ", "この内容で送って").Acts.OfType<OpenTicket>().ShouldHaveSingleItem().Facts.GetValueOrDefault("user-id").ShouldBe(id);

    [Fact]
    public void Everything_that_was_said_stands_in_the_ticket()
    {
        var ticket = Said("IDが凍結。事業者コード12343、ID mirai01", "解決してない", "担当者に相談", "株式会社みらい電力", "すべてスキップ", "急ぎだと伝えてください", "この内容で送って").Acts.OfType<OpenTicket>().ShouldHaveSingleItem();
        ticket.Text.ShouldContain("IDが凍結");
        ticket.Text.ShouldContain("急ぎ");
        ticket.Articles.ShouldContain("1-02");
        ticket.Tried.ShouldContain(line => line.Contains("[1-02]", StringComparison.Ordinal));
        (ticket.Facts["company-code"], ticket.Facts["user-id"]).ShouldBe(("12343", "mirai01"));
    }

    [Fact]
    public void A_state_of_before_is_ended_politely()
    {
        var state = DialogueState.Read("""{"version":1,"language":"ja","step":"Collecting","topic":{"texts":["ERR_20070"]}}""");
        state.WasEnded.ShouldBeTrue();
        Bot.Next(state, new Incoming("株式会社テスト"), Person.Unknown).Replies[0].Text.ShouldContain("前回の会話");
    }

    [Theory]
    [InlineData(Matter.MostSaid, 2)]
    [InlineData(Matter.MostSaid + 1, 2)]
    public void A_matter_is_bounded_and_keeps_what_was_said_first_and_last(int length, int left)
    {
        var matter = new Matter().Saying("最初").Saying(new string('あ', 10)).Saying(new string('い', length - 12));
        matter.Said[0].ShouldBe("最初");
        matter.Said.Count.ShouldBe(length > Matter.MostSaid ? left : left + 1);
        new Matter().Saying(new string('う', Matter.MostSaid + 5)).Said[0].Length.ShouldBe(Matter.MostSaid);
    }

    [Fact]
    public void The_people_of_the_kb_folder_leave_with_what_they_needed()
    {
        var findings = new FindingList();
        var folder = Path.Combine(Kb.Directory, "conversations");
        var player = new PersonaPlayer(Bot, PersonaPhrases.Embedded());
        var judged = Directory.EnumerateFiles(folder, "*.yaml").SelectMany(file => PersonaFile.Read(file, findings)).Select(persona => Judgement.Of(player.Play(persona))).ToList();
        findings.All.ShouldBeEmpty();
        var figures = ConversationFigures.Of(judged);
        figures.Count.ShouldBeGreaterThanOrEqualTo(40);
        var missed = string.Join('\n', judged.Where(one => !one.Met).Select(one => one.Played.Persona.Id + ": " + string.Join("; ", one.Misses)));
        figures.Met.ShouldBeGreaterThanOrEqualTo(.9, missed);
        figures.NothingTwice.ShouldBeGreaterThanOrEqualTo(.95);
        figures.NoDeadEnd.ShouldBe(1);
        figures.WrongReceivers.ShouldBe(0, missed);
        figures.LargestState.ShouldBeLessThanOrEqualTo(4096);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static Turn Said(params string[] messages)
    {
        var turn = Turn.Say(DialogueState.New);
        foreach (var message in messages)
        {
            turn = Bot.Next(DialogueState.Read(turn.State.Write()), new Incoming(message), Person.Unknown);
        }

        return turn;
    }

    /// <summary>The state after one detail was asked for and answered.</summary>
    private static DialogueState AfterAskedFor(string need, string answer, bool anonymous = false)
    {
        var person = new Person(Anonymous: anonymous);
        var state = Bot.Next(DialogueState.New, new Incoming("ERR_20250"), person).State;
        state = Bot.Next(state, new Incoming("担当者に相談"), person).State;
        while (state.Inquiry!.Asking != need)
        {
            state = Bot.Next(state, new Incoming("スキップ"), person).State;
        }

        return Bot.Next(state, new Incoming(answer), person).State;
    }
}
