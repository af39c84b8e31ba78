using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>What leans on what was shown, or stands beside a detail that is asked for.</summary>
public sealed class LeaningTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None);

    [Theory]
    [InlineData("高圧の廃止取次は何日先の日付まで登録できますか", "じゃあ低圧は?", "次々回検針日")]
    [InlineData("When must the API connection test application form be handed in?", "and what if that Friday is a holiday?", "the day before")]
    public void It_is_answered_from_what_was_shown_though_alone_it_is_like_another_article(string first, string follows, string passage)
    {
        var turn = Said(first, follows);

        turn.State.Matter!.Shown.Count.ShouldBe(1);
        turn.Replies[0].Text.ShouldContain(passage);
    }

    [Theory]
    [InlineData("ログイン失敗「お使いの端末では当システムを利用できません」と出ます", "すみません、ログイン失敗じゃなくて認証失敗「お使いの端末では当システムを利用できません」でした", "1-04")]
    [InlineData("we get ERR_20070", "sorry, I misread. not ERR_20070 but ERR_20140", "6-07")]
    public void Not_this_but_that_is_that(string first, string corrected, string article) => Said(first, corrected).State.Matter!.Shown.ShouldContain(article);

    [Fact]
    public void What_is_asked_about_a_detail_is_answered_and_the_form_stays()
    {
        var turn = Said("ERR_20250", "担当者に相談");
        while (turn.State.Inquiry!.Asking != "company-code")
        {
            turn = Bot.Next(turn.State, new Incoming("スキップ"), Person.Unknown);
        }

        turn = Bot.Next(turn.State, new Incoming("事業者コードって5ケタのやつでしたっけ?"), Person.Unknown);

        turn.Replies[0].Text.ShouldContain("事業者コード");
        turn.Replies.ShouldAllBe(reply => !(reply.Card is AnswerCard));
        turn.State.Inquiry!.Asking.ShouldBe("company-code");
    }

    [Fact]
    public void A_question_for_an_answer_is_none()
    {
        var turn = Said("ERR_20250", "Ask a person");
        while (turn.State.Inquiry!.Asking != "company")
        {
            turn = Bot.Next(turn.State, new Incoming("Skip"), Person.Unknown);
        }

        turn = Bot.Next(turn.State, new Incoming("do you need the legal name?"), Person.Unknown);

        turn.State.Matter!.Facts.ContainsKey("company").ShouldBeFalse();
        turn.State.Inquiry!.Asking.ShouldBe("company");
    }

    [Fact]
    public void What_is_vague_alone_is_read_beside_what_was_shown() => Said("API連携テストはどんなときに必要?", "申込みの締切は").State.Matter!.Shown.ShouldBe(["4-01", "4-02"]);

    [Fact]
    public void Thanks_before_a_question_hide_no_answer() => Said("推奨ブラウザを教えて", "ありがとう。あとAPIテストの締切っていつですか").State.Matter!.Shown.ShouldContain("4-02");

    [Theory]
    [InlineData("APIテスト いつまでに申し込み", "ところで帳票のレイアウト変えるだけじゃなくてサーバごとリプレースなんですけどテスト自体必要なんでしたっけ", "4-01")]
    [InlineData("証明書の期限が切れそうです", "それと推奨ブラウザはなんでしたっけ", "1-06")]
    public void What_another_article_answers_better_is_answered_by_it(string first, string then, string article) =>
        Said(first, then).Replies.Select(reply => (reply.Card as AnswerCard)?.ArticleId).ShouldContain(article);

    /// <summary>What points to another article is answered by that one.</summary>
    [Theory]
    [InlineData("ログイン失敗「お使いの端末では当システムを利用できません」と出ます。新しいPCです", "未登録だったとして、申込書を出してから登録までどれくらいかかりますか?", "3-04")]
    [InlineData("社名が変わります。必要な手続きは?", "申込書を出したら何日くらいで反映されますか", "3-04")]
    public void What_the_shown_article_points_to_is_shown(string first, string then, string article) => Said(first, then).State.Matter!.Shown.ShouldContain(article);

    [Theory]
    [InlineData("ERR_20999って何", "そうですか、じゃあ自分で調べます。結構です")]
    [InlineData("what is ERR_20999", "ok never mind, I will look it up myself")]
    public void Who_takes_leave_is_shown_nothing(string first, string then)
    {
        var turn = Said(first, then);

        turn.Replies.ShouldAllBe(reply => !(reply.Card is AnswerCard));
        turn.State.Matter?.Shown.ShouldBeEmpty();
    }

    /// <summary>The screen's «cannot» is not the person's.</summary>
    [Theory]
    [InlineData("my ID is frozen, it says お使いのユーザIDは利用できません", Step.Solved)]
    [InlineData("my ID is frozen, it says お使いのユーザIDは利用できません and nobody here is registered to reset it", Step.Collecting)]
    [InlineData("お使いのユーザIDは利用できません って出て、登録してるの私だけなんです", Step.Collecting)]
    public void What_the_screen_denies_says_nothing_of_the_administrator(string first, Step step) => Said(first).State.Step.ShouldBe(step);

    /// <summary>What is quoted says where to go on: the addresses below it, and the notes that it has a mark of with theirs.</summary>
    [Theory]
    [InlineData("認証失敗「お使いの端末では当システムを利用できません」", "USBトークンを使うとき、先に入れておくものはありますか", "※3", "http://www.eppcert.jp/occto/occto.html")]
    [InlineData("社名が変わります。必要な手続きは?", "会員情報はどこで直せますか", "会員情報の変更手続き", "https://www.occto.or.jp/kaiin/henkou_dattai.html\n")]
    [InlineData("our certificate runs out next month", "what do we have to do for the renewal?", "see the following page", "client_shoumeisho.html#kigen\n")]
    public void A_quotation_keeps_its_addresses_and_notes(string first, string then, string passage, string further)
    {
        var said = Said(first, then).Replies[0].Text;

        said.ShouldContain(passage);
        said.ShouldContain(further);
    }

    /// <summary>Where an answer sends its reader is one press away, and once it was shown is offered no more.</summary>
    [Theory]
    [InlineData("ログイン失敗「ユーザIDもしくはパスワードが不正です」", "FAQ 1-02")]
    [InlineData("システムの利用を停止したい", "FAQ 3-04")]
    public void What_an_answer_points_to_is_offered(string question, string saying)
    {
        var asked = Said(question);
        asked.Replies[^1].Choices!.Select(choice => choice.Say).ShouldContain(saying);

        var pressed = Bot.Next(asked.State, new Incoming(saying), Person.Unknown);

        pressed.Replies[0].Card.ShouldBeOfType<AnswerCard>().ArticleId.ShouldBe(saying[4..]);
        pressed.Replies[^1].Choices!.Select(choice => choice.Say).ShouldNotContain(saying);
    }

    [Fact]
    public void A_message_quoted_in_an_English_conversation_changes_no_language() =>
        Said("login", "the one with お使いのユーザIDは利用できません").State.Language.ShouldBe("en");

    [Fact]
    public void A_question_of_the_form_is_answered_by_no_article_that_its_words_are_like()
    {
        var turn = Said("一般送配電事業者連絡先一覧が欲しいです", "ヘルプデスクに頼んでおいてもらえますか", "それ何に使うんですか? 必須?");

        turn.Replies.ShouldAllBe(reply => !(reply.Card is AnswerCard));
        turn.State.Inquiry.ShouldNotBeNull();
    }

    [Fact]
    public void What_stands_before_a_message_is_chosen_by_its_words() =>
        Said("I see お使いの端末では当システムを利用できません when I try to open the system", "The one that starts with 認証失敗").State.Matter!.Shown.ShouldBe(["1-04"]);

    [Fact]
    public void Two_questions_get_two_answers() =>
        Said("ログイン失敗「お使いの端末では当システムを利用できません」と出ます", "証明書を登録してないと出るってことで合ってますか。登録まで何日くらいかかるんでしょう").State.Matter!.Shown.ShouldBe(["1-03", "3-04"]);

    [Theory]
    [InlineData("hello, anyone there? need some help")]
    [InlineData("どなたかいますか。助けてください")]
    public void Who_only_calls_is_asked_what_it_is_about(string said) => Said(said).State.Step.ShouldNotBe(Step.Collecting);

    [Fact]
    public void What_neither_asks_nor_goes_on_leads_to_no_other_article() =>
        Said("please hand me to staff. the manual's page about 使用量情報照会 is not clear for me", "To add to my request: it is page 14 of the manual.").State.Matter!.Shown.ShouldBe(["6-02"]);

    /// <summary>Who has nothing at hand twice is asked once for all the rest, and then no more.</summary>
    [Fact]
    public void Who_knows_nothing_is_asked_for_the_rest_at_once()
    {
        var turn = Said("ERR_20140と出ます", "担当者に相談", "わかりません", "今は手元にないです");

        turn.State.Inquiry!.Together.ShouldBeTrue();
        turn.Replies[^1].Text.ShouldContain("まとめて");
        Said("ERR_20140と出ます", "担当者に相談", "わかりません", "今は手元にないです", "それもわかりません").State.Step.ShouldBe(Step.Confirming);
        Said("ERR_20140と出ます", "担当者に相談", "わかりません", "今は手元にないです", "事業者コード12345").State.Matter!.Facts["company-code"].ShouldBe("12345");
    }

    /// <summary>Of an answer that was not sure the next is offered before somebody is sent for, once.</summary>
    [Fact]
    public void What_was_not_sure_and_did_not_help_is_followed_by_the_next_best()
    {
        Said("is API test must for everybody? or only first time", "no, that didn't solve it").State.Matter!.Shown.ShouldBe(["4-02", "4-01"]);
        Said("is API test must for everybody? or only first time", "no, that didn't solve it", "still not it").State.Step.ShouldBe(Step.Collecting);
    }

    /// <summary>The next best is a guess: who settles the matter stays as it was.</summary>
    [Theory]
    [InlineData("I need to change our OCCTO membership information (会員情報の変更手続き) because of a name change. Please forward this to the membership desk.", "membership")]
    [InlineData("I need the operator to tell us where our demand-side info change (需要者情報の変更) stands. Customer lives in 福井県美浜町", "operator")]
    public void A_guess_changes_no_receiver(string first, string owner) => Said(first, "no, that didn't help").State.Matter!.Owner.ShouldBe(owner);

    private static Turn Said(params string[] messages)
    {
        var turn = Turn.Say(DialogueState.New);
        foreach (var message in messages)
        {
            turn = Bot.Next(DialogueState.Read(turn.State.Write()), new Incoming(message), Person.Unknown);
        }

        return turn;
    }
}
