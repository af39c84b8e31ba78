using System.Globalization;
using FsCheck.Xunit;
using HelpDesk.Search.Asking;
using HelpDesk.Search.Extracts;
using HelpDesk.Search.Index;

namespace HelpDesk.Search.Tests;

/// <summary>The box's own words, and that nothing that is typed is an error.</summary>
public class QueryTests
{
    [Theory]
    [InlineData("状態:未対応", "State=new")]
    [InlineData("状態：未対応", "State=new")]
    [InlineData("ステータス:対応中", "State=open")]
    [InlineData("state:open", "State=open")]
    [InlineData("status:pending", "State=waiting-for-requester")]
    [InlineData("状態:待ち", "State=waiting-for-requester,waiting-for-third-party")]
    [InlineData("状態:未", "State=new,open,waiting-for-requester,waiting-for-third-party")]
    [InlineData("状態:未解決", "State=new,open,waiting-for-requester,waiting-for-third-party")]
    [InlineData("状態:解決", "State=resolved")]
    [InlineData("状態: 終了", "State=closed")]
    [InlineData("-状態:終了", "-State=closed")]
    [InlineData("担当:自分", "Agent=sato")]
    [InlineData("agent:me", "Agent=sato")]
    [InlineData("担当:なし", "Agent empty")]
    [InlineData("担当:鈴木", "Agent~鈴木")]
    [InlineData("担当:\"自分\"", "Agent~自分")]
    [InlineData("チーム:helpdesk", "Team~helpdesk")]
    [InlineData("会社:12345", "Company has 12345")]
    [InlineData("会社:\"東京 エナジー\"", "Company has 東京 エナジー")]
    [InlineData("優先度:緊急", "Priority=urgent")]
    [InlineData("タグ:証明書", "Tag~証明書")]
    [InlineData("期限:<今日", "Due ..11-26")]
    [InlineData("期限：＜今日", "Due ..11-26")]
    [InlineData("due:<today", "Due ..11-26")]
    [InlineData("期限:<=今日", "Due ..11-27")]
    [InlineData("期限:今日", "Due 11-26..11-27")]
    [InlineData("期限:>明日", "Due 11-28..")]
    [InlineData("期限:>=11/30", "Due 11-30..")]
    [InlineData("期限:11月30日", "Due 11-30..12-01")]
    [InlineData("受付:2026-11-01..2026-11-10", "Opened 11-01..11-11")]
    [InlineData("受付:11/1〜11/10", "Opened 11-01..11-11")]
    [InlineData("更新:今週", "Changed 11-23..11-30")]
    [InlineData("更新:先週", "Changed 11-16..11-23")]
    [InlineData("opened:this-month", "Opened 11-01..12-01")]
    [InlineData("期限:超過", "Due ..11-26 10")]
    [InlineData("受付:1/5", "Opened 01-05..01-06")]
    public void A_filter_is_read(string typed, string wanted)
    {
        var query = Shelf.Read(typed);
        query.Texts.ShouldBeEmpty();
        query.Doubts.ShouldBeEmpty();
        Told(query.Filters.ShouldHaveSingleItem()).ShouldBe(wanted);
    }

    [Theory]
    [InlineData("状態:ばなな", "状態:ばなな")]
    [InlineData("期限:<いつか", "期限:<いつか")]
    [InlineData("期限:13/45", "期限:13/45")]
    [InlineData("期限:2026-02-30", "期限:2026-02-30")]
    public void A_filter_that_means_nothing_is_text_and_is_told(string typed, string doubt)
    {
        var query = Shelf.Read(typed);
        query.Filters.ShouldBeEmpty();
        query.Doubts.ShouldBe([doubt]);
        query.Texts.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("https://example.jp/a:b", "https://example.jp/a:b")]
    [InlineData("12:30", "12:30")]
    [InlineData("エラー:なし", "エラー:なし")]
    [InlineData("\"未対応", "未対応")]
    [InlineData("AND", "and")]
    [InlineData("a* (b OR c) ~2 [x TO y]", "a*,(b,or,c),[x,to,y]")]
    public void Other_text_is_text(string typed, string wanted)
    {
        var query = Shelf.Read(typed);
        query.Doubts.ShouldBeEmpty();
        query.Filters.ShouldBeEmpty();
        string.Join(',', query.Texts.Select(text => text.Folded)).ShouldBe(typed.Contains('~', StringComparison.Ordinal) ? "a*,(b,or,c),~2,[x,to,y]" : wanted);
    }

    [Fact]
    public void Filters_text_and_quotes_stand_together()
    {
        var query = Shelf.Read("状態:未対応 担当:自分 会社:12345 期限:<今日 \"供給地点 廃止\" ERR_20040");
        query.Filters.Select(filter => filter.Field).ShouldBe([SearchField.State, SearchField.Agent, SearchField.Company, SearchField.Due]);
        query.Texts.ShouldBe([new SearchText("供給地点 廃止", IsPhrase: true), new SearchText("err_20040")]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 　\n")]
    [InlineData("\"\"")]
    [InlineData("。、!?")]
    public void Nothing_asked_is_nothing(string? typed) => Shelf.Read(typed).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Filters_find_what_they_say()
    {
        SearchDocument Of(long id, string state, string? agent, DateTimeOffset? due) => Shelf.Text(id, "件") with
        {
            Due = due,
            Keys = new Dictionary<SearchField, IReadOnlyList<string>> { [SearchField.State] = [state], [SearchField.Agent] = agent is null ? [] : [agent], [SearchField.Tag] = ["証明書", "API"] },
        };
        using var shelf = new Shelf().With(
            Of(1, "new", null, Shelf.Now.AddDays(-2)), Of(2, "open", "Sato", Shelf.Now.AddHours(3)), Of(3, "closed", "suzuki", null), Of(4, "open", "satomi", Shelf.Now.AddDays(3)));
        shelf.Find("状態:未対応").ShouldBe([1]);
        shelf.Find("担当:自分").ShouldBe([2], "not satomi's");
        shelf.Find("担当:なし").ShouldBe([1]);
        shelf.Find("担当:sat").Order().ShouldBe([2, 4]);
        shelf.Find("-状態:終了").Order().ShouldBe([1, 2, 4]);
        shelf.Find("期限:<今日").ShouldBe([1]);
        shelf.Find("期限:今日").ShouldBe([2]);
        shelf.Find("期限:超過").ShouldBe([1]);
        shelf.Find("状態:対応中 期限:>今日").ShouldBe([4]);
        shelf.Find("タグ:api 状態:終了").ShouldBe([3]);
    }

    [Property(MaxTest = 500)]
    public void Whatever_is_typed_is_searched_and_marked(string? typed)
    {
        using var shelf = Shelf.Of("状態:未対応 ERR_20070 「廃止」\"取次\"", typed ?? "");
        var query = Shelf.Read(typed);
        shelf.Index.Search(query, new SearchRights(["helpdesk"]), SearchOrder.Newest, 0, 10).Total.ShouldBeInRange(0, 2);
        shelf.Index.People(query, new SearchRights(null), 3).ShouldBeEmpty();
        string.Concat(Extract.Of(typed ?? "", query, int.MaxValue).Parts.Select(part => part.Text)).ShouldBe(typed ?? "");
    }

    /// <summary>Pieces that parsers trip over, put together at random.</summary>
    [Fact]
    public void Naughty_strings_are_searched()
    {
        string[] pieces = ["状態:", "-", "\"", ":", "担当:自分", "期限:<", "期限:", "<=", "..", "~", "11/31", "*", "?", "(", ")", "[", "]", "\\", "/", "\ud800", "\udc00", "\uffff", "\0", "\n", "　", "AND", "NOT", "ERR_", "＂", "：", "%", "'", ";--", "<script>", "\u202e", "゛", "会社:\"", "9999999999999999999999999", "𠮷", "\u3099"];
        var random = new Random(7);
        using var shelf = Shelf.Of("状態:未対応 ERR_20070", "担当");
        for (var i = 0; i < 5_000; i++)
        {
            var typed = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(3) == 0 ? " " : "")));
            var query = Shelf.Read(typed);
            shelf.Index.Search(query, new SearchRights(["helpdesk"]), SearchOrder.Best, 0, 10).Total.ShouldBeInRange(0, 2, typed);
            var extract = Extract.Of(typed, query, int.MaxValue);
            string.Concat(extract.Parts.Select(part => part.Text)).ShouldBe(typed);
            new Marker(query).Count(typed).ShouldBe(extract.Marks, typed);
        }
    }

    [Fact]
    public void What_is_very_long_is_cut() => Shelf.Read(new string('廃', 1_000_000)).Texts[0].Folded.Length.ShouldBeLessThanOrEqualTo(QueryReader.Longest);

    private static string Told(SearchFilter filter) => (filter.IsExcluded ? "-" : "") + filter.Field + filter switch
    {
        KeyFilter key => "=" + string.Join(',', key.Values),
        BeginningFilter beginning => "~" + beginning.Folded,
        TextFilter text => " has " + text.Folded,
        TimeFilter time => $" {Day(time.From)}..{Day(time.Until)}",
        _ => " empty",
    };

    private static string Day(DateTimeOffset? at) =>
        at?.ToOffset(TimeSpan.FromHours(9)) is not { } tokyo ? "" : tokyo.ToString(tokyo.TimeOfDay == TimeSpan.Zero ? "MM-dd" : "MM-dd HH", CultureInfo.InvariantCulture);
}
