using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.Contacts;
using HelpDesk.Ticketing.People;

namespace HelpDesk.Ticketing.Tests.Checks;

/// <summary>Which replies wait for a second person, and who that may be.</summary>
public class ReleaseRulesTests
{
    private const string Own = "kanto";
    private const string Other = "kansai";
    private const string Number = "0312345678901234567890";

    private static readonly DateOnly Day = new(2020, 1, 1);

    private static readonly ContactBook Book = new(
    [
        new Contact("03", "東京電力パワーグリッド", Day), new Contact("10003", "株式会社みらい電力", Day), new Contact("20003", "みらい電力ホールディングス(株)", Day),
        new Contact("30003", "ENECO", Day), new Contact("40003", "旧あさひ電力", Day) { ValidTo = new DateOnly(2021, 1, 1) }, new Contact("40003", "あさひ ガス", new DateOnly(2021, 1, 2)),
    ]);

    /// <summary>Name, what the requester said, the reply, what is found in it.</summary>
    public static TheoryData<string, string, string, string[]> Texts => new()
    {
        { "nothing in particular", "登録できません。", "ERR_20040 は、もう一度登録してください。03-1234-5678 へどうぞ。2026-11-28。", [] },
        { "the number that they gave", "供給地点 " + Number, "番号 03-1234-5678-9012-3456-7890 で承りました。", [] },
        { "another number", "供給地点 " + Number, "番号は 0398765432109876543210 です。", ["OtherNumber 03********************"] },
        { "another number in full width", "", "０３９８７６５４３２１０９８７６５４３２１０", ["OtherNumber 03********************"] },
        { "a number that lacks a digit is nearly one", Number, "031234567890123456789", ["OtherNumber *********************"] },
        { "theirs and another", Number, Number + " ではなく 0498765432109876543210", ["OtherNumber 04********************"] },
        { "one number twice is one reason", "", Number + "、" + Number, ["OtherNumber 03********************"] },
        { "another company", "第一電力です", "みらい電力様にも同じご案内をしました。", ["OtherCompany 株式会社みらい電力 (10003)"] },
        { "by its legal form, half-width", "", "㈱ﾐﾗｲ電力ではなく、㈱みらい 電力です", ["OtherCompany 株式会社みらい電力 (10003)"] },
        { "their own company", "株式会社みらい電力の田中です", "みらい電力 田中様", [] },
        { "a longer name that begins like it", "みらい電力です", "みらい電力ホールディングスの件", ["OtherCompany みらい電力ホールディングス(株) (20003)"] },
        { "their own by its code", "コード 10003", "みらい電力 様", [] },
        { "another code", "10003", "事業者コード２０００３ で登録されています。", ["OtherCompany みらい電力ホールディングス(株) (20003)"] },
        { "five digits of an error code or of a longer number", "", "ERR_20003、120003、20003-1、2000.3", [] },
        { "a company that they named", "現小売は ENECO です", "eneco へ確認しました。", [] },
        { "letters within a word are no company", "", "genecology", [] },
        { "an earlier name and one with a blank", "", "旧あさひ電力(いまのあさひガス)", ["OtherCompany あさひ ガス (40003)"] },
        { "an operator is nobody's secret", "", "東京電力パワーグリッドへお問い合わせください。", [] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_waits_for(string name, string known, string text, string[] found)
    {
        name.ShouldNotBeEmpty();
        new ReleaseRules().OfText(text, [known], Book).Select(why => $"{why.Rule} {why.What}").ShouldBe(found);
        new ReleaseRules { OtherNumbers = false, OtherCompanies = false }.OfText(text, [known], Book).ShouldBeEmpty();
    }

    /// <summary>Name, roles that are looked at, the author's roles, whether they are themselves, why.</summary>
    public static TheoryData<string, DeskRole[], DeskRole[], bool, HoldRule?> Authors => new()
    {
        { "an agent where nothing is set", [], [DeskRole.Agent], false, null },
        { "somebody new", [], [DeskRole.Agent], true, HoldRule.Person },
        { "a new lead", [], [DeskRole.Lead], true, HoldRule.Person },
        { "an agent where agents are", [DeskRole.Agent], [DeskRole.Agent], false, HoldRule.Role },
        { "an agent who is administrator, too", [DeskRole.Agent], [DeskRole.Agent, DeskRole.Admin], false, HoldRule.Role },
        { "an agent who is lead, too", [DeskRole.Agent], [DeskRole.Agent, DeskRole.Lead], false, null },
        { "a lead where agents are", [DeskRole.Agent], [DeskRole.Lead], false, null },
        { "a lead where leads are", [DeskRole.Lead, DeskRole.Agent], [DeskRole.Lead], false, HoldRule.Role },
        { "who writes in no role", [DeskRole.Agent], [DeskRole.Reader], false, null },
    };

    [Theory]
    [MemberData(nameof(Authors))]
    public void An_author_waits_for(string name, DeskRole[] looked, DeskRole[] roles, bool isChecked, HoldRule? why)
    {
        name.ShouldNotBeEmpty();
        (new ReleaseRules { Roles = looked }.OfAuthor(new ReplyAuthor(roles, isChecked))?.Rule).ShouldBe(why);
    }

    /// <summary>Name, roles that are looked at, the checker's roles, whether they are looked at themselves, the inquiry's team, whether they wrote it, whether they may.</summary>
    public static TheoryData<string, DeskRole[], DeskRole[], bool, string, bool, bool> Checkers => new()
    {
        { "a colleague of the team", [], [DeskRole.Agent], false, Own, false, true },
        { "its author", [], [DeskRole.Agent], false, Own, true, false },
        { "a lead who wrote it", [], [DeskRole.Lead], false, Own, true, false },
        { "another team", [], [DeskRole.Agent], false, Other, false, false },
        { "a lead, any team", [], [DeskRole.Lead], false, Other, false, true },
        { "somebody new", [], [DeskRole.Agent], true, Own, false, false },
        { "a new lead", [], [DeskRole.Lead], true, Own, false, false },
        { "an agent where agents are looked at", [DeskRole.Agent], [DeskRole.Agent], false, Own, false, false },
        { "a lead where leads are looked at", [DeskRole.Agent, DeskRole.Lead], [DeskRole.Lead], false, Own, false, true },
        { "a reader", [], [DeskRole.Reader], false, Own, false, false },
        { "an administrator", [], [DeskRole.Admin], false, Own, false, false },
        { "nobody", [], [], false, Own, false, false },
    };

    [Theory]
    [MemberData(nameof(Checkers))]
    public void A_reply_is_released_by(string name, DeskRole[] looked, DeskRole[] roles, bool isChecked, string team, bool isOwn, bool may) =>
        new ReleaseRules { Roles = looked }.MayRelease(new DeskPerson("1", name, roles, [Own]), isChecked, team, isOwn).ShouldBe(may);
}
