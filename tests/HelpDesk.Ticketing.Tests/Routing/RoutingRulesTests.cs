using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Ticketing.Tests.Routing;

public class RoutingRulesTests
{
    /// <summary>Every row of «Who settles what» in the domain's README: inquiry type, text, owner, owner before it.</summary>
    [Theory]
    [InlineData("login", "ログインできません", "helpdesk", null)]
    [InlineData("login", "パスワードを忘れました", "helpdesk", "own_administrator")]
    [InlineData("login", "ﾊﾟｽﾜｰﾄﾞを忘れた", "helpdesk", "own_administrator")]
    [InlineData("login", "I forgot my password", "helpdesk", "own_administrator")]
    [InlineData("login", "使用量照会のパスワードを忘れました", "helpdesk", null)]
    [InlineData("frozen-id", "IDが凍結されました", "helpdesk", "own_administrator")]
    [InlineData("frozen-id", "凍結されたが窓口責任者も担当者もいません", "helpdesk", null)]
    [InlineData("frozen-id", "Our account is frozen and there is nobody left who is registered", "helpdesk", null)]
    [InlineData("browser", "推奨ブラウザは", "helpdesk", null)]
    [InlineData("company-name", "会員の手続きまで済んでいます。広域機関システムの変更手続きを問合せたい", "koiki", null)]
    [InlineData("company-name", "広域機関システムの手続きは完了しました。申込書がほしい", "helpdesk", null)]
    [InlineData("no-such-data", "番号を打ち間違えてました", "self", null)]
    [InlineData("no-such-data", "新築です。入力ミスは無し、確認済み", "operator", null)]
    [InlineData("no-such-data", "打ち間違いではありません", "operator", null)]
    [InlineData("no-such-data", "番号間違いじゃないです", "operator", null)]
    [InlineData("no-such-data", "誤入力はしていません", "operator", null)]
    [InlineData("no-such-data", "it is not a typo", "operator", null)]
    [InlineData("no-such-data", "it wasn't a typing error", "operator", null)]
    [InlineData("no-such-data", "it was a typo", "self", null)]
    [InlineData("no-such-data", "高圧なので設備情報照会ができない", "self", null)]
    [InlineData("no-such-data", "高圧ではなく低圧の設備情報照会です", "operator", null)]
    [InlineData("documents", "設計書がほしい", "helpdesk", null)]
    [InlineData("eligibility", "誰が使えますか", "helpdesk", null)]
    [InlineData("application-form", "申込書の締切", "helpdesk", null)]
    [InlineData("certificate", "証明書の期限が切れます", "helpdesk", null)]
    [InlineData("api-test", "テストの締切", "helpdesk", null)]
    [InlineData("manual", "文字化けします", "helpdesk", null)]
    [InlineData("already-registered", "既に登録されています", "helpdesk", null)]
    [InlineData("cancellation-brokering", "廃止取次の基準", "helpdesk", null)]
    [InlineData("rejected-request", "ERR_20070", "helpdesk", null)]
    [InlineData("rejected-request", "ERR_20250 関西", "helpdesk", null)]
    [InlineData("judged-ng", "NGの理由が不明", "current_retailer", null)]
    [InlineData("judged-ok-by-mistake", "間違えてOKを返した", "new_retailer", null)]
    [InlineData("usage-inquiry-rejected", "却下の理由", "operator", null)]
    [InlineData("new-connection", "新設の申込み", "operator", null)]
    [InlineData("voltage-change", "低圧から高圧へ", "operator", null)]
    [InlineData("self-wheeling", "自己託送", "operator", null)]
    [InlineData("company-name", "社名が変わります", "helpdesk", null)]
    [InlineData("company-name", "社名変更で会員情報の変更はどこに連絡しますか", "membership", null)]
    [InlineData("company-name", "somu-g@occto.or.jp でよいですか", "membership", null)]
    [InlineData("company-name", "Whom do we mail about the OCCTO membership information?", "membership", null)]
    [InlineData("company-name", "社名変更で広域機関への会員情報の届出", "membership", null)]
    [InlineData("company-name", "広域機関システム側の社名変更は", "koiki", null)]
    [InlineData("company-name", "広域機関ｼｽﾃﾑの社名", "koiki", null)]
    [InlineData("company-name", "koiki_sys へ送るのですか", "koiki", null)]
    [InlineData("company-name", "cross-regional system and our new name", "koiki", null)]
    public void Each_row_of_who_settles_what(string type, string text, string owner, string? first)
    {
        var route = Kb.Rules.Decide(type, text);

        (route.OwnerId, route.FirstOwnerId, route.InquiryTypeId).ShouldBe((owner, first, type));
    }

    [Theory]
    [InlineData("該当データが存在しません", "operator")]
    [InlineData("ERR_20040 新築です", "operator")]
    [InlineData("ERR_20040 低圧から高圧に変えたい", "operator")]
    [InlineData("高圧の設備情報照会をしたら20040", "self")]
    [InlineData("設備情報照会を高圧の地点でかけた", "self")]
    [InlineData("設備情報照会を ｺｳｱﾂ の地点でかけた", "self")]
    [InlineData("Facility information inquiry for a high-voltage point", "self")]
    [InlineData("低圧です。高圧ではありません。設備情報照会です", "operator")]
    [InlineData("高圧のアンペア変更", "operator")]
    [InlineData("低圧の設備情報照会", "operator")]
    [InlineData("番号の入力誤りでした", "self")]
    [InlineData("にゅうりょくみすかも", "self")]
    [InlineData("番号を打ち間違えた", "self")]
    [InlineData("I mistyped the number", "self")]
    [InlineData("入力ミスはありません", "operator")]
    [InlineData("番号は間違っていないのに20040", "operator")]
    [InlineData("It is not a typo", "operator")]
    public void No_such_data_is_the_askers_own_matter_for_causes_4_and_5(string text, string owner) =>
        Kb.Rules.Decide("no-such-data", text).OwnerId.ShouldBe(owner);

    [Theory]
    [InlineData("廃止取次の状況", "helpdesk")]
    [InlineData("廃取どうなってますか", "helpdesk")]
    [InlineData("廃止取り次ぎの処理状況", "helpdesk")]
    [InlineData("スイッチング廃止取次の状況", "helpdesk")]
    [InlineData("取次の進捗を知りたい", "helpdesk")]
    [InlineData("ﾊｲｼﾄﾘﾂｷﾞの状況", "helpdesk")]
    [InlineData("ハイシトリツギの状況", "helpdesk")]
    [InlineData("廃止　取次 の状況", "helpdesk")]
    [InlineData("haishi toritsugi no joukyou", "helpdesk")]
    [InlineData("HAISHI-TORITSUGI status", "helpdesk")]
    [InlineData("Status of our cancellation brokering", "helpdesk")]
    [InlineData("Ｃａｎｃｅｌｌａｔｉｏｎ－ｂｒｏｋｅｒｉｎｇ", "helpdesk")]
    [InlineData("廃止の状況", "operator")]
    [InlineData("スイッチング廃止の状況", "operator")]
    [InlineData("スイッチング開始の状況", "operator")]
    [InlineData("再点、廃止撤去", "operator")]
    [InlineData("アンペア変更はまだですか", "operator")]
    [InlineData("当社は取次店です。スイッチング開始の状況は", "operator")]
    [InlineData("取次店ですが廃止取次の状況は", "helpdesk")]
    [InlineData("廃止取次ではなくスイッチング廃止の状況", "operator")]
    [InlineData("廃止取次は完了、スイッチング開始の状況を知りたい", "operator")]
    [InlineData("Status of the switching start", "operator")]
    [InlineData("マニュアルを読んでも設備情報照会がわからない", "helpdesk")]
    [InlineData("", "operator")]
    public void Application_status_goes_to_the_help_desk_for_cancellation_brokering_alone(string text, string owner) =>
        Kb.Rules.Decide("application-status", text).OwnerId.ShouldBe(owner);

    [Theory]
    [InlineData("新設の申込みをしたい", "new-connection", "operator")]
    [InlineData("自己託送について", "self-wheeling", "operator")]
    [InlineData("廃止取次について", "cancellation-brokering", "helpdesk")]
    [InlineData("ERR_20040 が出ます", "no-such-data", "operator")]
    [InlineData("クラ証について", "certificate", "helpdesk")]
    [InlineData("こんにちは", null, "helpdesk")]
    public void Words_lead_where_no_article_does(string text, string? type, string owner)
    {
        var route = Kb.Rules.Decide(null, text);

        (route.InquiryTypeId, route.OwnerId).ShouldBe((type, owner));
    }

    [Fact]
    public void The_receiver_of_already_registered_is_told_the_22_digits() =>
        Kb.Rules.Decide("already-registered", "").Needs.Select(need => need.Id).ShouldContain("supply-point-number");

    [Fact]
    public void The_rule_that_decided_is_named() =>
        Kb.Rules.Decide("application-status", "廃止取次").RuleThatDecided.ShouldBe("application-status/1");

    [Fact]
    public void An_unknown_type_goes_to_the_help_desk() => Kb.Rules.Decide("no-such-type", "").OwnerId.ShouldBe("helpdesk");

    [Fact]
    public void The_repositorys_files_have_no_fault()
    {
        _ = (Kb.Rules, Kb.Areas);
        Kb.Findings.All.Select(f => f.Describe(Sources())).ShouldBeEmpty();
    }

    [Fact]
    public void Every_inquiry_type_of_the_articles_is_known()
    {
        var named = Directory.EnumerateFiles(Path.Combine(Kb.Directory, "articles"), "*.md", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("inquiry:", StringComparison.Ordinal))
            .Select(line => line["inquiry:".Length..].Trim())
            .Distinct(StringComparer.Ordinal);

        named.Except(Kb.Rules.InquiryTypes.Select(type => type.Id), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_without_the_file_sends_everything_to_the_help_desk()
    {
        var findings = new FindingList();

        var rules = RoutingRules.Read(Path.Combine(Kb.Directory, "articles"), findings);

        rules.Decide("judged-ng", "廃止取次").OwnerId.ShouldBe("helpdesk");
        rules.InquiryTypes.ShouldBeEmpty();
        findings.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("owners: []\nneeds: []\ninquiries: []", "KB066")]
    [InlineData(Desk + "inquiries:\n  - { id: a, name: a, name_en: a, owner: nobody }", "KB060")]
    [InlineData(Desk + "inquiries:\n  - { id: a, name: a, name_en: a, owner: helpdesk, needs: [moon] }", "KB061")]
    [InlineData(Desk + "inquiries:\n  - { id: a, name: a, name_en: a, owner: helpdesk }\n  - { id: a, name: a, name_en: a, owner: helpdesk }", "KB062")]
    [InlineData(Desk + "inquiries:\n  - { id: a, name: a, name_en: a, owner: helpdesk, rules: [{ owner: helpdesk }] }", "KB063")]
    [InlineData(Desk + "inquires: []", "KB008")]
    [InlineData("- owners", "KB002")]
    public void A_fault_in_the_file_is_told_with_its_place_and_mended_to_the_help_desk(string yaml, string code)
    {
        var findings = new FindingList();
        var folder = Directory.CreateTempSubdirectory("helpdesk-routing-");
        File.WriteAllText(Path.Combine(folder.FullName, "routing.yaml"), yaml);

        var rules = RoutingRules.Read(folder.FullName, findings);

        folder.Delete(recursive: true);
        findings.All.Select(f => f.Code).ShouldBe([code]);
        findings.All[0].Place.Line.ShouldBeGreaterThan(0);
        Sources().Has(code).ShouldBeTrue();
        rules.Decide("a", "x").OwnerId.ShouldBe("helpdesk");
    }

    private const string Desk = "owners:\n  - { id: helpdesk, name: a, name_en: a, advice: a, advice_en: a }\n";

    private static TextCatalog Sources() => TextCatalog.Embedded(typeof(TextCatalog).Assembly, "Texts", "en");

    [Theory]
    [InlineData("METI, OCCTO membership, koiki system and customer notice are all done. We just need the form for the name change", "helpdesk")]
    [InlineData("Company name change finished at METI, OCCTO member and koiki system. Only the form remains", "helpdesk")]
    [InlineData("商号変更の件です。経産省・会員情報・広域機関システムの変更は全部終わってます。あとは利用申込書だけです", "helpdesk")]
    [InlineData("社名変更。会員情報と広域機関システムは手続き完了、あとは申込書", "helpdesk")]
    [InlineData("社名が変わります。会員情報も広域機関システムもすべて済ませました。次は?", "helpdesk")]
    [InlineData("社名変更の件、経産省と会員情報はもう済ませたので、広域機関システムの変更先を教えて", "koiki")]
    [InlineData("社名変更なんですが広域機関システムの手続きが終わっていません", "koiki")]
    [InlineData("社名変更です。会員情報の変更はまだ終わってないです", "membership")]
    [InlineData("社名変更で会員情報の変更を頼みたい。経産省は済みました", "membership")]
    [InlineData("We still have to change the membership, but METI is done", "membership")]
    [InlineData("METI is done. How do we change the membership information?", "membership")]
    [InlineData("Only the membership remains, the rest is done", "membership")]
    public void What_is_done_already_in_a_list_is_not_what_they_ask_for(string text, string owner) => Kb.Rules.Decide("company-name", text).OwnerId.ShouldBe(owner);
}
