using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>What a message says beside the one thing it is for is heard too: a wish, what was done, a deadline, whose name it is.</summary>
public sealed class BesideTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None, PersonaPlayer.Clock);
    private static Person Anybody => new(Anonymous: true);

    [Theory]
    [InlineData("入力用のIDが凍結されたままです。社内に直せる者がおりません。至急どなたか対応してください")]
    [InlineData("盛岡のアンペア変更が10日止まっています、先方の窓口へ回してもらえますか")]
    [InlineData("Our reconnection in Morioka is stuck for ten days. Please have somebody look into it")]
    public void A_wish_for_somebody_at_the_end_opens_the_inquiry(string text)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(text), Anybody);

        turn.State.Step.ShouldBe(Step.Collecting);
    }

    [Theory]
    [InlineData("ヘルプデスク ご担当者様\nお世話になります。利用申込書はどこで手に入りますか。")]
    [InlineData("二つ伺います。推奨ブラウザは何ですか。")]
    [InlineData("新人研修の資料を作成しています。推奨ブラウザを教えてください")]
    public void Who_only_asks_is_answered(string text) => Bot.Next(DialogueState.New, new Incoming(text), Anybody).State.Step.ShouldNotBe(Step.Collecting);

    [Theory]
    [InlineData("盛岡の再点が進みません 0212345678901234567890 11月20日に申込", Step.Collecting)]
    [InlineData("盛岡の再点が進みません 11月20日に申込", Step.Solved)]
    [InlineData("0212345678901234567890 の再点ですが、どこに聞けばいいですか", Step.Solved)]
    public void Who_tells_the_number_of_a_point_wants_it_looked_into(string text, Step step) => Bot.Next(DialogueState.New, new Incoming(text), Anybody).State.Step.ShouldBe(step);

    [Fact]
    public void Who_goes_on_to_a_person_gets_the_passage_and_the_way_to_the_whole()
    {
        var turn = Bot.Next(DialogueState.New, new Incoming("盛岡のアンペア変更が10日止まっています、先方の窓口へ回してもらえますか"), Anybody);

        var brief = turn.Replies.First(reply => reply.Card is AnswerCard);
        brief.Text.ShouldContain("アンペア変更");
        brief.Text.ShouldNotContain("設備情報照会");
        brief.Text.ShouldContain("「FAQ 7-01」");
        var whole = Bot.Next(turn.State, new Incoming("FAQ 7-01"), Anybody);
        whole.Replies[0].Text.ShouldContain("設備情報照会");
        whole.State.Step.ShouldBe(Step.Collecting);
    }

    [Theory]
    [InlineData("設備情報照会の結果が来ません、先方の窓口へ回してもらえますか。福井です", "お問合せください")]
    [InlineData("取扱マニュアルを失くしました、担当の方から送ってもらえますか", "必要な資料をメールに記入して")]
    public void An_item_of_a_list_is_shown_with_its_sentence(string text, string sentence) =>
        Bot.Next(DialogueState.New, new Incoming(text), Anybody).Replies.First(reply => reply.Card is AnswerCard).Text.ShouldContain(sentence);

    [Fact]
    public void A_passage_is_text_and_its_addresses_are_addresses() =>
        ArticleMarkdown.Of("『*』を_参照_\nhttp://www.occto.or.jp/system/sw_system/swsys_renkei.html").Source.ShouldBe("『\\*』を\\_参照\\_\n\nhttp://www.occto.or.jp/system/sw_system/swsys_renkei.html");

    [Fact]
    public void An_English_sentence_around_a_message_is_English() =>
        Bot.Next(DialogueState.New, new Incoming("what is ERR_20250 託送基本契約のない小売電気事業者さまは異動申込できません about? the contract with Chubu exists"), Anybody).State.Language.ShouldBe("en");

    [Theory]
    [InlineData("夜間当番の小野寺", "夜間当番の小野寺", null)]
    [InlineData("需給管理の堀です", "需給管理の堀", null)]
    [InlineData("NOCの堀です", "NOCの堀", null)]
    [InlineData("福岡営業所の原", "福岡営業所の原", null)]
    [InlineData("せせらぎ電力の堀です", "堀", "せせらぎ電力")]
    [InlineData("アルタイルエナジーの小野寺と申します", "小野寺", "アルタイルエナジー")]
    public void Whom_a_name_is_said_with_is_a_company_or_a_part_of_one(string answer, string name, string? company)
    {
        var facts = Bot.Next(AskedFor("requester-name"), new Incoming(answer), Anybody).State.Matter!.Facts;

        facts["requester-name"].ShouldBe(name);
        facts.GetValueOrDefault("company").ShouldBe(company);
    }

    [Theory]
    [InlineData("株式会社ミナモ電力です。お客さまへの回答期限が水曜です", "お客さまへの回答期限が水曜です")]
    [InlineData("株式会社ミナモ電力が承継会社になります", "承継会社")]
    [InlineData("Minamo Energy Inc. Our customer is without power since yesterday.", "without power")]
    public void What_an_answer_says_beside_the_detail_is_of_the_matter(string answer, string more)
    {
        var matter = Bot.Next(AskedFor("company"), new Incoming(answer), Anybody).State.Matter!;

        matter.Facts.Keys.ShouldContain("company");
        matter.Said[^1].ShouldContain(more);
    }

    [Theory]
    [InlineData("株式会社ミナモ電力です。")]
    [InlineData("弊社は株式会社ミナモ電力と申します。よろしくお願いします。")]
    public void A_detail_alone_adds_nothing(string answer) => Bot.Next(AskedFor("company"), new Incoming(answer), Anybody).State.Matter!.Said.Count.ShouldBe(1);

    [Fact]
    public void What_was_not_at_hand_is_not_asked_for_with_the_next_matter()
    {
        var first = Bot.Next(AskedFor("company-code"), new Incoming("わからない"), Anybody);
        var next = Bot.Next(first.State, new Incoming("やめる"), Anybody);
        var turn = Bot.Next(next.State, new Incoming("使用量情報照会が却下された理由を先方の担当に確認してほしいです。奈良です"), Anybody);

        turn.State.Matter!.Declined.ShouldContain("company-code");
        turn.Replies[^1].Text.ShouldNotContain("事業者コード");
    }

    [Theory]
    [InlineData("ERR_20070 と出ます。ERR_20140 ではありません", "6-06")]
    [InlineData("It says ERR_20070, not ERR_20140", "6-06")]
    public void A_code_that_is_denied_is_not_the_one(string text, string article)
    {
        Bot.Next(DialogueState.New, new Incoming(text), Anybody).Replies.Select(reply => reply.Card).OfType<AnswerCard>().Select(card => card.ArticleId).ShouldBe([article]);
    }

    [Theory]
    [InlineData("We are company Birch Denki, code 48113. Where is the application form?")]
    public void A_company_with_its_code_shows_no_error(string text)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(text), Anybody);

        turn.State.Matter!.Symptom.ShouldBeNull();
        (turn.State.Matter.Facts["company"], turn.State.Matter.Facts["company-code"]).ShouldBe(("Birch Denki", "48113"));
    }

    [Theory]
    [InlineData("判断済み(OK)を誤って返してしまいました。取り消せますか", "なるほど、新小売に取消と再登録をお願いするんですね")]
    [InlineData("I returned Judged (OK) by mistake, can I undo it?", "ah, so the new retailer cancels the brokering and registers again. will tell them")]
    public void Who_says_the_answer_in_their_own_words_is_not_told_it_again(string asked, string restated)
    {
        var turn = Bot.Next(Bot.Next(DialogueState.New, new Incoming(asked), Anybody).State, new Incoming(restated), Anybody);

        turn.Replies.Count.ShouldBe(1);
        turn.Replies[0].Text.ShouldNotContain("再登録");
        turn.Replies[0].Text.ShouldNotContain("registers it again");
        turn.State.Step.ShouldBe(Step.Solved);
    }

    [Theory]
    [InlineData("廃止取次が「既にスイッチング廃止取次が登録されています」で登録できません。うちの未完了分は一覧で確認しました")]
    [InlineData("廃止取次が「既にスイッチング廃止取次が登録されています」で登録できません。うちの廃止取次の未完了分はありません")]
    [InlineData("廃止取次 fails: 既にスイッチング廃止取次が登録されています. We checked our list of unfinished requests")]
    public void Who_did_what_the_list_is_for_goes_on_to_the_desk(string text)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(text), Anybody);

        turn.State.Step.ShouldBe(Step.Collecting);
        turn.State.Matter!.Checks.ShouldAllBe(check => check.Result == "done");
        turn.State.Matter.Checks.Count.ShouldBe(3);
    }

    [Fact]
    public void A_message_of_the_screen_is_nothing_that_was_done() =>
        Bot.Next(DialogueState.New, new Incoming("it says that the switching cancellation brokering is already registered"), Anybody).State.Step.ShouldBe(Step.Solved);

    [Theory]
    [InlineData("A registered retailer here, code 48113. Where do I get the manual?", null)]
    [InlineData("小売電気事業者です、コード48113です。マニュアルはどこでもらえますか", null)]
    [InlineData("An error came up, code 48113. What is it?", "ERR_48113")]
    [InlineData("コード48113が出ました", "ERR_48113")]
    public void A_code_of_which_nothing_is_said_is_the_companys(string text, string? symptom) => Bot.Next(DialogueState.New, new Incoming(text), Anybody).State.Matter!.Symptom.ShouldBe(symptom);

    [Fact]
    public void That_it_is_urgent_is_heard() =>
        Bot.Next(DialogueState.New, new Incoming("至急です。盛岡のアンペア変更が止まっています。先方の窓口へ回してください"), Anybody).Replies.ShouldContain(reply => reply.Text.Contains("お急ぎの旨"));

    [Theory]
    [InlineData("広域機関システムの社名の変更で聞きたいことがあります。担当の方へつないでください")]
    [InlineData("I have a question about changing our company name. Please connect me to a person")]
    public void A_question_that_was_only_announced_is_asked_for(string text) => Bot.Next(DialogueState.New, new Incoming(text), Anybody).State.Inquiry!.Asking.ShouldBe("details");

    [Theory]
    [InlineData("ノンチで通じます", "ノンチ")]
    [InlineData("岡部でお願いします", "岡部")]
    [InlineData("薬袋(みない)です、電話は055-000-1234", "薬袋(みない)")]
    public void A_name_is_read_before_what_is_said_of_it(string answer, string name) => Bot.Next(AskedFor("requester-name"), new Incoming(answer), Anybody).State.Matter!.Facts["requester-name"].ShouldBe(name);

    [Fact]
    public void A_place_in_a_later_answer_is_nobodys_name()
    {
        var turn = Bot.Next(DialogueState.New, new Incoming("中電さんの使用量情報照会が却下されました"), Anybody);
        turn = Bot.Next(turn.State, new Incoming("担当者に相談"), Anybody);
        turn = Bot.Next(turn.State, new Incoming("高圧係"), Anybody);
        turn = Bot.Next(turn.State, new Incoming("hori@minamo.example"), Anybody);
        turn = Bot.Next(turn.State, new Incoming("スキップ"), Anybody);
        turn.State.Inquiry!.Asking.ShouldBe("area");

        var placed = Bot.Next(turn.State, new Incoming("中部のほうです。三重県の松阪です"), Anybody).State;

        placed.Matter!.Facts["requester-name"].ShouldBe("高圧係");
        placed.Matter.Facts["area"].ShouldBe("04");
        placed.Inquiry!.Asking.ShouldNotBe("area");
    }

    [Fact]
    public void A_wish_to_look_into_it_is_no_second_question()
    {
        var turn = Bot.Next(DialogueState.New, new Incoming("利用申込書を先々週の月曜に出したのですが登録の連絡がまだです。締切には間に合っていますよね?様子を確認していただけませんか"), Anybody);

        turn.State.Matter!.Owner.ShouldBe("helpdesk");
        turn.Replies.Select(reply => reply.Card).OfType<AnswerCard>().Select(card => card.ArticleId).ShouldNotContain("7-01");
    }

    [Fact]
    public void When_an_answer_comes_is_told_by_who_gives_it()
    {
        var operators = Bot.Next(AskedFor("company"), new Incoming("返事はいつごろもらえますか?"), Anybody);
        operators.Replies.ShouldContain(reply => reply.Text.Contains("こちらではわかりません"));
    }

    /// <summary>An inquiry to an operator that waits for one detail.</summary>
    private static DialogueState AskedFor(string need)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming("使用量情報照会が却下された。奈良です"), Anybody);
        turn = Bot.Next(turn.State, new Incoming("担当者に相談"), Anybody);
        foreach (var (other, answer) in ((string, string)[])[("requester-name", "堀"), ("requester-contact", "hori@minamo.example"), ("supply-point-number", "0612345678901234567890"), ("company", "ミナモ電力株式会社")])
        {
            turn = turn.State.Inquiry!.Asking == other && other != need ? Bot.Next(turn.State, new Incoming(answer), Anybody) : turn;
        }

        turn.State.Inquiry!.Asking.ShouldBe(need);
        return turn.State;
    }
}
