using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>A letter to somebody else: formal, with the right values alone, with what is asked for, and honest about what is not known.</summary>
public sealed class LettersTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None, PersonaPlayer.Clock);

    [Theory]
    [InlineData("高圧から低圧に変更したい。地点は静岡県藤枝市です", "藤枝じゃなくて静岡県沼津市でした", "藤枝", "沼津")]
    [InlineData("We want to change from low to high voltage, in Fujieda", "sorry, not Fujieda, it's Numazu", "Fujieda", "Numazu")]
    [InlineData("新設の申込みをしたい。場所は岐阜県高山市", "高山市じゃなくて飛騨市神岡町です", "高山", "神岡町")]
    public void A_corrected_place_stands_nowhere_any_more_and_the_right_one_everywhere(string first, string correction, string wrong, string right)
    {
        var opened = Sent(first, correction).Acts.OfType<OpenTicket>().ShouldHaveSingleItem();

        (opened.HandOverText + opened.Subject + opened.Text).ShouldNotContain(wrong);
        opened.HandOverText!.ShouldContain(right);
        opened.Facts["place"].ShouldContain(right);
    }

    [Theory]
    [InlineData("高圧から低圧に変更したい。東京です", "高圧 → 低圧")]
    [InlineData("低圧から高圧へ変えたいお客さまがいます。東京です", "低圧 → 高圧")]
    [InlineData("高圧にしたいです、今は低圧から使っている地点で東京です", "低圧 → 高圧")]
    [InlineData("A customer in Tokyo wants to change to high voltage from low voltage", "低圧 → 高圧")]
    public void A_change_is_told_from_what_is_to_what_is_wished_for(string first, string change)
    {
        var letter = Sent(first).Acts.OfType<OpenTicket>().ShouldHaveSingleItem().HandOverText!;

        letter.ShouldContain(change);
        letter.ShouldNotContain("低圧, 高圧");
        letter.ShouldNotContain("高圧, 低圧");
    }

    [Theory]
    [InlineData("部分供給の申込みってシステムでできるんでしたっけ。大阪です", "部分供給のお申込みの方法")]
    [InlineData("アンペア変更の申込みどこまで進んでますか。岡山です", "受付・処理状況")]
    [InlineData("使用量情報照会が却下された。奈良です", "却下の理由")]
    [InlineData("判断済み(NG)になった理由が一覧を見てもわからない", "「判断済み(NG)」の理由")]
    public void It_asks_for_what_such_inquiries_ask_for_in_formal_words(string first, string request)
    {
        var letter = Sent(first).Acts.OfType<OpenTicket>().ShouldHaveSingleItem().HandOverText!;

        letter[letter.IndexOf("【お願いしたいこと】", StringComparison.Ordinal)..].ShouldContain(request);
        letter.Split('\n').Single(line => line.StartsWith("【件名】", StringComparison.Ordinal)).ShouldNotContain(first[..12]);
        letter.ShouldContain($"「{first}");
        letter.ShouldContain("(作成日: 2026年");
    }

    /// <summary>A quotation is whole sentences as they were written: what was left out between two parts them, and nothing is cut or marked anew.</summary>
    [Theory]
    [InlineData("Our 廃止取次 keeps coming back 判断済み(NG). We went through the reason list in the manual, corrected the name, resubmitted, NG again. We need the losing retailer to tell us why.", "「Our 廃止取次 keeps coming back 判断済み(NG). We went through the reason list in the manual, corrected the name, resubmitted, NG again.")]
    [InlineData("I pushed 判断済み(OK) by mistake to a 廃止取次 from 新小売. It should be NG. please contact the 新小売 for me", "「I pushed 判断済み(OK) by mistake to a 廃止取次 from 新小売. It should be NG.」")]
    [InlineData("ERR_20040 in 土庄町. Maybe 廃止中 now? Input is correct, I checked.", "「Maybe 廃止中 now? Input is correct, I checked.」", "ERR_20040 in 土庄町. Maybe 廃止中 now? Input is correct, I checked.")]
    [InlineData("社名変更の件です。次は会員情報の変更だと聞いたので、会員情報の担当へ問い合わせを送ってください。", "次は会員情報の変更だと聞いたので、会員情報の担当へ問い合わせを送ってください。」")]
    [InlineData("岡山市のアンペア変更が終わりません!つないでください。契約は済んでいます", "「岡山市のアンペア変更が終わりません!」\n「契約は済んでいます」")]
    public void What_is_quoted_is_whole_sentences_verbatim(string first, string quoted, string? or = null)
    {
        var letter = Sent(first).Acts.OfType<OpenTicket>().ShouldHaveSingleItem().HandOverText!;

        (letter.Contains(quoted, StringComparison.Ordinal) || (or is not null && letter.Contains(or, StringComparison.Ordinal))).ShouldBeTrue(letter);
    }

    /// <summary>Who reads it knows which of two operators is meant, and where.</summary>
    [Fact]
    public void A_name_that_may_be_anothers_is_explained_and_the_place_beside_it_told()
    {
        var turn = Bot.Next(Bot.Next(DialogueState.New, new Incoming("中電エリアの再点申込が昨日からずっと処理中です"), Person.Unknown).State, new Incoming("担当者に相談"), Person.Unknown);
        turn = Bot.Next(turn.State, new Incoming("番号はいま手元にないです。広島の中国電力のほうです"), Person.Unknown);
        turn = Bot.Next(turn.State, new Incoming("すべてスキップ"), Person.Unknown);
        var opened = Bot.Next(turn.State, new Incoming("この内容で送る"), Person.Unknown).Acts.OfType<OpenTicket>().Single();

        opened.Facts["place"].ShouldBe("広島");
        opened.HandOverText!.ShouldContain("(「中電エリア」は中国電力ネットワーク株式会社のことです。)");
    }

    [Fact]
    public void A_day_is_told_whole_and_whoever_the_channel_knows_by_name()
    {
        var (turn, person) = (Bot.Next(DialogueState.New, new Incoming("大阪のアンペア変更の処理状況を知りたい"), new Person("佐藤")), new Person("佐藤"));
        turn = Bot.Next(turn.State, new Incoming("担当者に相談"), person);
        while (turn.State.Step == Step.Collecting)
        {
            turn = Bot.Next(turn.State, new Incoming(turn.State.Inquiry!.Asking switch { "date" => "先週の金曜に出しました", "company" => "みらい電力", _ => "スキップ" }), person);
        }

        turn = Bot.Next(turn.State, new Incoming("この内容で送る"), person);
        turn.Acts.OfType<OpenTicket>().Single().HandOverText!.ShouldContain("申込日・発生日時: 先週の金曜に出しました(2026年11月20日)");
        turn.Acts.OfType<OpenTicket>().Single().HandOverText!.ShouldContain("お名前: 佐藤");
    }

    /// <summary>Who is to receive a document is asked of people whom the channel knows, too.</summary>
    [Fact]
    public void For_a_document_it_is_asked_where_it_goes() =>
        Bot.Next(Bot.Next(DialogueState.New, new Incoming("取扱マニュアルが欲しいです"), new Person("佐藤")).State, new Incoming("担当者に相談"), new Person("佐藤"))
            .Replies.Select(reply => reply.Card).OfType<FormCard>().Single().Fields.Select(field => field.Id).ShouldContain("requester-contact");

    /// <summary>What such letters ask for anyway is not all that the person wanted to know.</summary>
    [Theory]
    [InlineData("判断済み(NG)になった", "NGを返した現小売に原因を聞きたいです", true)]
    [InlineData("大阪の再点の処理状況を知りたい", "処理がどこまで進んだか送配電に問い合わせたいんです", true)]
    [InlineData("大阪の再点の処理状況を知りたい", "担当の送配電に問い合わせをお願いします", false)]
    [InlineData("Our 廃止取次 came back 判断済み(NG) again", "Someone has to tell us why", true)]
    [InlineData("Our 廃止取次 came back 判断済み(NG) again", "I'd like to talk to someone", false)]
    public void A_particular_wish_is_told_in_its_own_words_and_a_wish_for_somebody_is_not(string first, string wish, bool told)
    {
        var turn = Bot.Next(Bot.Next(DialogueState.New, new Incoming(first), Person.Unknown).State, new Incoming(wish), Person.Unknown);
        turn = turn.State.Step == Step.Collecting ? turn : Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Ask a person" : "担当者に相談"), Person.Unknown);
        turn = Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Skip all" : "すべてスキップ"), Person.Unknown);
        var letter = Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Send this" : "この内容で送る"), Person.Unknown).Acts.OfType<OpenTicket>().Single().HandOverText!;

        letter[letter.IndexOf("【お願いしたいこと】", StringComparison.Ordinal)..].Contains($"「{wish}」", StringComparison.Ordinal).ShouldBe(told, letter);
    }

    /// <summary>Its reader may know no English: what subject, details and request say in Japanese is not said again in English.</summary>
    [Theory]
    [InlineData("Our usage information inquiry was rejected and no reason is shown. Customer is in Nara.", "【件名】使用量情報照会の却下")]
    [InlineData("What is the status of our reconnection application in Okayama?", "【件名】申込みの受付・処理状況(再点)")]
    [InlineData("oh no, I really goofed, we returned Judged OK by mistake hahaha", "【件名】誤って返却した判断済み(OK)")]
    public void English_that_is_said_in_Japanese_is_not_quoted(string first, string subject)
    {
        var opened = Sent(first).Acts.OfType<OpenTicket>().ShouldHaveSingleItem();

        opened.HandOverText!.Split('\n').ShouldContain(subject);
        opened.HandOverText.ShouldContain("下記のとおりお問合せいたします。\n");
        opened.HandOverText.ShouldNotContain(first[..12]);
        // Who looks at the ticket reads all of it.
        opened.Text.ShouldContain(first);
    }

    [Theory]
    [InlineData("What is the status of our ampere change in Okayama? The customer closes the factory next spring", "customer closes the factory")]
    [InlineData("Usage information inquiry rejected, Nara. The contract was taken over from another company and the name was never changed", "taken over from another company")]
    public void English_that_says_more_stands_as_a_quotation_in_a_Japanese_letter(string first, string words)
    {
        var letter = Sent(first).Acts.OfType<OpenTicket>().ShouldHaveSingleItem().HandOverText!;

        letter.ShouldContain("日本語ではありません");
        letter.ShouldContain(words);
        letter.ShouldNotContain($"「{first[..12]}");
    }

    [Theory]
    [InlineData("判断済みOKを間違えて返してしまいました(泣)やらかしました。。申し訳ないです🙇 相手に伝えたい!!", "「判断済みOKを間違えて返してしまいました。")]
    [InlineData("アンペア変更の状況を知りたいです。岡山です。待ちくたびれたwww", "「アンペア変更の状況を知りたいです。岡山です。」")]
    public void A_letter_does_not_laugh_or_shout(string first, string words)
    {
        var letter = Sent(first).Acts.OfType<OpenTicket>().ShouldHaveSingleItem().HandOverText!;

        letter.ShouldContain(words);
        letter.ShouldNotContain("やらかし");
        letter.ShouldNotContain("!!");
    }

    [Theory]
    [InlineData("判断済みNGの理由がわからない。切替元は株式会社東都電力で、理由コードはA03です", "株式会社東都電力", "A03")]
    [InlineData("We got Judged NG, reason code B12. The current retailer is Toto Power", "Toto Power", "B12")]
    public void The_other_retailer_is_addressed_and_the_reason_code_told(string first, string retailer, string code)
    {
        var opened = Sent(first).Acts.OfType<OpenTicket>().ShouldHaveSingleItem();

        opened.HandOverText!.ShouldStartWith(retailer + " 御中");
        opened.HandOverText.ShouldContain("「判断済み(NG)」の理由コード: " + code);
        opened.HandOverTo!.ShouldContain("現小売電気事業者");
        opened.Facts.Keys.ShouldNotContain("company");
    }

    [Theory]
    [InlineData("判断済みNGになった", "other-retailer", "reason-code")]
    [InlineData("判断済みOKを間違えて返した", "other-retailer")]
    public void What_the_other_retailer_needs_is_asked_once_and_can_be_skipped(string first, params string[] needs)
    {
        var turn = Bot.Next(Bot.Next(DialogueState.New, new Incoming(first), Person.Unknown).State, new Incoming("担当者に相談"), Person.Unknown);
        var asked = new List<string>();
        while (turn.State.Step == Step.Collecting)
        {
            asked.Add(turn.State.Inquiry!.Asking!);
            turn = Bot.Next(turn.State, new Incoming(asked[^1] == "company" ? "あおぞらでんき合同会社" : asked[^1] == "other-retailer" ? "合同会社みなと灯りさんです" : "スキップ"), Person.Unknown);
        }

        foreach (var need in needs)
        {
            asked.Count(one => one == need).ShouldBe(1);
        }

        (turn.State.Matter!.Facts["company"], turn.State.Matter.Facts["other-retailer"]).ShouldBe(("あおぞらでんき合同会社", "合同会社みなと灯り"));
    }

    [Fact]
    public void The_voltage_is_not_asked_for_the_status_of_a_brokering() =>
        Bot.Next(Bot.Next(DialogueState.New, new Incoming("廃止取次の処理状況を教えて"), Person.Unknown).State, new Incoming("担当者に相談"), Person.Unknown).Replies.Select(reply => reply.Card).OfType<FormCard>().Single().Fields.Select(field => field.Id).ShouldNotContain("voltage");

    [Theory]
    [InlineData("広域機関の会員情報を変更したい", "【件名】会員情報の変更手続き")]
    [InlineData("We want to update our OCCTO membership information", "【件名】会員情報の変更手続き")]
    [InlineData("部分供給の申込みはどこですか。大阪です", "【件名】部分供給")]
    [InlineData("How do we apply for partial supply? The customer is in Otsu", "【件名】部分供給")]
    public void Its_subject_says_nothing_that_was_not_said(string first, string subject)
    {
        var turn = Before(first);
        while (turn.State.Step == Step.Collecting)
        {
            turn = Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Skip" : "スキップ"), Person.Unknown);
        }

        var letter = Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Send this" : "この内容で送る"), Person.Unknown).Acts.OfType<OpenTicket>().Single().HandOverText!;

        letter.Split('\n').ShouldContain(subject);
        letter.ShouldNotContain("社名変更");
    }

    [Fact]
    public void A_corrected_number_stands_nowhere_any_more_however_it_was_parted()
    {
        var opened = Sent("アンペア変更の申込みどこまで進んでますか。0320 0000 1122 0000 3344 55です", "すみません番号間違えてました。0320 0000 1122 0000 3344 65です").Acts.OfType<OpenTicket>().ShouldHaveSingleItem();

        opened.Facts["supply-point-number"].ShouldBe("0320000011220000334465");
        opened.Text.ShouldNotContain("3344 55");
        opened.Text.ShouldContain("0320000011220000334465");
    }

    [Theory]
    [InlineData("We got ERR_20040 on a lot of points", "ERR_20040")]
    [InlineData("ERR_20070 in Osaka again", "ERR_20070")]
    [InlineData("画面にERR_2OO4Oと出ます", "ERR_20040")]
    public void A_code_ends_where_a_word_begins(string said, string symptom) =>
        Bot.Next(DialogueState.New, new Incoming(said), Person.Unknown).State.Matter!.Symptom!.ShouldContain(symptom);

    [Fact]
    public void The_day_of_an_English_yesterday_stands_in_a_Japanese_letter_alone() =>
        Sent("What is the status of our ampere change? We applied on Tuesday, 0312345678901234567890").Acts.OfType<OpenTicket>().Single().HandOverText!.ShouldContain("申込日・発生日時: 2026年11月");

    [Fact]
    public void Without_its_number_the_person_is_told_and_the_letter_says_so()
    {
        var turn = Before("アンペア変更の申込みどこまで進んでますか。岡山です");

        turn.Replies[^1].Text.ShouldContain("特定できないこと");
        Bot.Next(turn.State, new Incoming("この内容で送る"), Person.Unknown).Acts.OfType<OpenTicket>().Single().HandOverText!.ShouldContain("供給(受電)地点特定番号(22ケタ): お問合せ時点では確認できておりません");
    }

    [Fact]
    public void With_its_number_nobody_is_warned() =>
        Before("アンペア変更の申込みどこまで進んでますか。0712345678901234567890").Replies[^1].Text.ShouldNotContain("特定できないこと");

    [Fact]
    public void An_addition_carries_the_number_by_which_the_matter_is_found_and_a_corrected_company_speaks_under_its_name()
    {
        var own = new OwnTicket("HD-2026-000007", "申込みの受付・処理状況(アンペア変更)", "waiting-for-third-party", "operator", "07", PersonaPlayer.Clock.GetUtcNow(), null) { SupplyPoint = "0712345678901234567890" };
        var person = new Person(Tickets: [own]);
        var state = DialogueState.New with { Ticket = own.Number, About = new Dictionary<string, string> { ["company"] = "きびだんご電力" } };

        Bot.Next(state, new Incoming("追記: 契約は11月20日に切れます"), person).Replies[^1].Text.ShouldContain("0712345678901234567890");
        var corrected = Bot.Next(state, new Incoming("会社名が違いました。正しくは株式会社あさひ新電力です"), person).Replies[^1].Text;
        corrected.ShouldContain("お世話になっております。株式会社あさひ新電力です。");
        corrected.ShouldNotContain("きびだんご");
    }

    [Fact]
    public void A_correction_that_says_send_is_sent()
    {
        var turn = Bot.Next(Before("使用量情報照会が却下された。奈良です").State, new Incoming("奈良じゃなくて兵庫県姫路市でした。それで送ってください"), Person.Unknown);

        turn.Acts.OfType<OpenTicket>().ShouldHaveSingleItem().Facts["place"].ShouldContain("姫路");
    }

    private static Turn Sent(params string[] said)
    {
        var turn = Before(said[0]);
        foreach (var more in said[1..])
        {
            turn = Bot.Next(turn.State, new Incoming(more), Person.Unknown);
        }

        return Bot.Next(turn.State, new Incoming(turn.State.Language == "en" ? "Send this" : "この内容で送る"), Person.Unknown);
    }

    /// <summary>The summary, before it is sent; what can be skipped is.</summary>
    private static Turn Before(string first)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(first), Person.Unknown);
        foreach (var next in turn.State.Language == "en" ? (string[])["Ask a person", "Skip all"] : ["担当者に相談", "すべてスキップ"])
        {
            turn = Bot.Next(turn.State, new Incoming(next), Person.Unknown);
        }

        turn.State.Step.ShouldBe(Step.Confirming);
        return turn;
    }
}
