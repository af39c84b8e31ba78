using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests.Queue;

/// <summary>Saved views: whose they are, what stands first in them, and where they stand.</summary>
public class ViewTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(9));

    private static readonly Dictionary<string, DeskPerson> People = new()
    {
        ["maker"] = new("1", "佐藤", [DeskRole.Agent], ["kanto"]),
        ["mate"] = new("2", "伊藤", [DeskRole.Agent], ["kanto"]),
        ["other"] = new("3", "加藤", [DeskRole.Agent], ["kansai"]),
        ["reader"] = new("4", "見る人", [DeskRole.Reader], ["kanto"]),
        ["lead"] = new("5", "主任", [DeskRole.Lead], []),
        ["admin"] = new("6", "管理", [DeskRole.Admin], ["kanto"]),
        ["editor"] = new("7", "執筆", [DeskRole.Editor], ["kanto"]),
        ["nobody"] = new("8", "役なし", [], ["kanto"]),
        ["maker who left"] = new("1", "佐藤", [DeskRole.Agent], ["kansai"]),
        ["maker who reads"] = new("1", "佐藤", [DeskRole.Reader], ["kanto"]),
    };

    /// <summary>Whose view, who, and which of see, make there, change.</summary>
    public static TheoryData<ViewScope, string, string> Rights => new()
    {
        { ViewScope.Personal, "maker", "see make change" },
        { ViewScope.Personal, "mate", "make" },
        { ViewScope.Personal, "lead", "make" },
        { ViewScope.Personal, "reader", "make" },
        { ViewScope.Personal, "admin", "" },
        { ViewScope.Personal, "editor", "" },
        { ViewScope.Personal, "nobody", "" },
        { ViewScope.Personal, "maker who reads", "see make change" },
        { ViewScope.Team, "maker", "see make change" },
        { ViewScope.Team, "mate", "see make" },
        { ViewScope.Team, "other", "" },
        { ViewScope.Team, "reader", "see" },
        { ViewScope.Team, "lead", "see make change" },
        { ViewScope.Team, "admin", "" },
        { ViewScope.Team, "nobody", "" },
        { ViewScope.Team, "maker who left", "" },
        { ViewScope.Team, "maker who reads", "see" },
        { ViewScope.Shared, "maker", "see" },
        { ViewScope.Shared, "other", "see" },
        { ViewScope.Shared, "reader", "see" },
        { ViewScope.Shared, "lead", "see make change" },
        { ViewScope.Shared, "admin", "see make change" },
        { ViewScope.Shared, "editor", "" },
        { ViewScope.Shared, "nobody", "" },
    };

    [Theory]
    [MemberData(nameof(Rights))]
    public void Whose_it_is_says_who_sees_makes_and_changes_it(ViewScope scope, string who, string may)
    {
        var (person, view) = (People[who], View(1, scope));
        string.Join(' ', new[]
        {
            ViewRules.MaySee(view, person) ? "see" : null, ViewRules.MayMake(scope, view.Is.Team, person) ? "make" : null, ViewRules.MayChange(view, person) ? "change" : null,
        }.OfType<string>()).ShouldBe(may);
    }

    [Theory]
    [InlineData(ViewScope.Personal, "maker", ViewScope.Team, true)]
    [InlineData(ViewScope.Personal, "maker", ViewScope.Shared, false)]
    [InlineData(ViewScope.Team, "maker", ViewScope.Personal, true)]
    [InlineData(ViewScope.Team, "lead", ViewScope.Shared, true)]
    [InlineData(ViewScope.Team, "lead", ViewScope.Personal, false)]
    [InlineData(ViewScope.Shared, "lead", ViewScope.Personal, false)]
    [InlineData(ViewScope.Shared, "admin", ViewScope.Team, false)]
    public void It_goes_only_where_whoever_changes_it_may_have_one_and_never_to_somebody_as_their_own(ViewScope from, string who, ViewScope to, bool may) =>
        ViewRules.MayBecome(View(1, from), View(1, to).Is, People[who]).ShouldBe(may);

    [Theory]
    [InlineData(ViewOrder.Due, "a c d b e")]
    [InlineData(ViewOrder.Newest, "e d c b a")]
    [InlineData(ViewOrder.LastMessage, "b a d e c")]
    [InlineData(ViewOrder.WaitingSince, "c a e b d")]
    public void What_comes_first(ViewOrder order, string ids)
    {
        // due, opened, last message, waiting since, changed: hours from now; null: none
        ViewPlace[] places =
        [
            new(Hour(1), Hour(-9), Hour(-2), Hour(-5), Hour(-2), 'a'),
            new(null, Hour(-8), Hour(-1), null, Hour(-1), 'b'),
            new(Hour(2), Hour(-7), null, Hour(-7), Hour(-7), 'c'),
            new(Hour(2), Hour(-6), Hour(-3), null, Hour(-8), 'd'),
            new(null, Hour(-5), Hour(-3), Hour(-3), Hour(-9), 'e'),
        ];
        string.Join(' ', ViewPlace.Ordered(places, place => place, order).Select(place => (char)place.Id)).ShouldBe(ids);

        static DateTimeOffset Hour(int hours) => At.AddHours(hours);
    }

    [Theory]
    [InlineData("just opened", "", 0)]
    [InlineData("asked twice after an answer", "answer ask ask", 2)]
    [InlineData("answered, and still ours", "answer", 1)]
    [InlineData("the requester is waited for", "ask wait", 2)]
    [InlineData("another company is waited for", "third ask", 1)]
    [InlineData("settled", "ask resolve", null)]
    public void Since_when_somebody_is_waited_for(string rule, string acts, int? since)
    {
        var ticket = Ticket.Open(
            "HD-2026-000001", new NewTicket("件名", "本文", null, Ticket.HelpDesk, null, "ja", TicketPriority.Normal, "webchat", "c", "taro", null, new Dictionary<string, string>(), [], []), At);
        foreach (var (hour, act) in acts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
        {
            var at = At.AddHours(hour + 1);
            _ = act switch
            {
                "ask" => ticket.AddIncoming("まだですか", "taro", at),
                "answer" => ticket.Answer("はい", "佐藤", false, at),
                "wait" => ticket.Answer("いつからですか", "佐藤", true, at),
                "third" => ticket.HandOverTo("東京電力パワーグリッド", "mail", "お願いします", "佐藤", at),
                _ => ticket.Resolve("佐藤", at),
            };
        }

        var spoken = ticket.Messages.Where(message => message.Kind != TicketMessageKind.Note).Select(message => new SpokenAt(message.Kind, message.At)).ToList();
        var next = new TargetStatus(TargetState.Pending, At.AddHours(9), null, true);
        var place = ViewPlace.Of(ticket, next, spoken);
        place.WaitingSince.ShouldBe(since is { } hours ? At.AddHours(hours) : null, rule);
        place.Due.ShouldBe(ticket.State.IsSettled() ? null : next.Due, rule);
    }

    [Fact]
    public void Pinned_ones_come_first_as_they_were_put_then_ones_own_the_teams_and_the_shared_ones_and_not_more_than_can_be_looked_through()
    {
        SavedView[] views = [View(1, ViewScope.Shared, "い"), View(2, ViewScope.Team, "い"), View(3, ViewScope.Personal, "ろ"), View(4, ViewScope.Personal, "い"), View(5, ViewScope.Team, "他", "kansai"), View(6, ViewScope.Shared, "ろ")];
        Ids(ViewRules.Listed(views, [6, 2], People["maker"])).ShouldBe([6, 2, 4, 3, 1]);
        Ids(ViewRules.Listed(views, [], People["lead"])).ShouldBe([1, 6], "other people's teams are a lead's to see, not to be listed");
        Ids(ViewRules.Listed(views, [5], People["lead"])).ShouldBe([5, 1, 6]);
        foreach (var (many, listed) in new[] { (ViewRules.MostListed, ViewRules.MostListed), (ViewRules.MostListed + 1, ViewRules.MostListed) })
        {
            ViewRules.Listed(Enumerable.Range(1, many).Select(id => View(id, ViewScope.Personal)), [many], People["maker"]).ShouldSatisfyAllConditions(
                all => all.Count.ShouldBe(listed), all => all[0].Id.ShouldBe(many));
        }

        static IEnumerable<long> Ids(IEnumerable<SavedView> some) => some.Select(view => view.Id);
    }

    [Theory]
    [InlineData(2, -1, "2 1 3")]
    [InlineData(2, 1, "1 3 2")]
    [InlineData(1, -1, "1 2 3")]
    [InlineData(3, 1, "1 2 3")]
    [InlineData(9, 1, "1 2 3")]
    public void A_pin_goes_one_up_or_down_and_no_further_than_the_end(long id, int by, string order) => string.Join(' ', ViewRules.Moved([1, 2, 3], id, by)).ShouldBe(order);

    [Theory]
    [InlineData(" 東京\n の 件 ", "東京 の 件", null)]
    [InlineData("  ", "", "view_name")]
    [InlineData("a\u0007", "a\u0007", "view_name")]
    public void A_name_is_a_line(string typed, string kept, string? wrong)
    {
        var wish = ViewRules.Clean(new ViewWish(typed, ViewScope.Personal, "kanto", " x ", null, ViewOrder.Due));
        (wish.Name, wish.Filter, wish.Team).ShouldBe((kept, "x", null));
        ViewRules.Wrong(wish)?.Code.ShouldBe(wrong);
        (ViewRules.Wrong(wish) is null).ShouldBe(wrong is null);
    }

    [Theory]
    [InlineData(ViewRules.LongestName, ViewRules.LongestFilter, "kanto", null)]
    [InlineData(ViewRules.LongestName + 1, 0, "kanto", "view_name_long")]
    [InlineData(1, ViewRules.LongestFilter + 1, "kanto", "view_filter_long")]
    [InlineData(1, 0, "", "view_team")]
    public void What_it_is_called_and_holds_has_an_end(int name, int filter, string team, string? wrong) =>
        ViewRules.Wrong(new ViewWish(new string('名', name), ViewScope.Team, team, new string('"', filter), null, ViewOrder.Due))?.Code.ShouldBe(wrong);

    private static SavedView View(long id, ViewScope scope, string name = "見る", string team = "kanto") =>
        new(id, "1", new ViewWish(name, scope, scope == ViewScope.Team ? team : null, "", null, ViewOrder.Due), 1, "佐藤", At);
}
