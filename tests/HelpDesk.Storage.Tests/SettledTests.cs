using System.Globalization;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;

namespace HelpDesk.Storage.Tests;

/// <summary>The schedule of delivery: what each outcome makes of a reply, by what was tried before.</summary>
public class SettledTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, SendOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["sent"] = new Sent("1"), ["part"] = new PartSent("1 2"), ["503"] = new TryLater("503"), ["503 after 60 s"] = new TryLater("503", TimeSpan.FromSeconds(60)),
        ["429 after 0 s"] = new TryLater("429", TimeSpan.Zero), ["429 after a week"] = new TryLater("429", TimeSpan.FromDays(7)), ["504"] = new InDoubt("504"),
        ["fault"] = new Broken("exception"), ["413"] = new Refused("413"), ["blocked"] = new Gone("403"),
    };

    /// <summary>Outcome; hours since it was said, tries with this one, doubts before → state, doubts, seconds until the next try («-»: none).</summary>
    [Theory]
    [InlineData("sent", 0, 1, 0, "Delivered", 0, "-")]
    [InlineData("sent", 30, 9, 3, "Delivered", 3, "-")]
    [InlineData("part", 0, 3, 2, "Pending", 0, "-")]
    [InlineData("503", 0, 1, 0, "Pending", 0, "1")]
    [InlineData("503", 0, 2, 0, "Pending", 0, "2")]
    [InlineData("503", 0, 5, 1, "Pending", 1, "16")]
    [InlineData("503", 0, 9, 0, "Pending", 0, "256")]
    [InlineData("503", 0, 10, 0, "Pending", 0, "300")]
    [InlineData("503", 23.9, 400, 0, "Pending", 0, "300")]
    [InlineData("503", 24, 400, 0, "Failed", 0, "-")]
    [InlineData("503 after 60 s", 0, 1, 0, "Pending", 0, "60")]
    [InlineData("503 after 60 s", 0, 50, 0, "Pending", 0, "60")]
    [InlineData("503 after 60 s", 24, 50, 0, "Failed", 0, "-")]
    [InlineData("429 after 0 s", 0, 1, 0, "Pending", 0, "1")]
    [InlineData("429 after a week", 0, 1, 0, "Pending", 0, "3600")]
    [InlineData("504", 0, 1, 0, "Ambiguous", 1, "15")]
    [InlineData("504", 0, 2, 1, "Ambiguous", 2, "120")]
    [InlineData("504", 0, 3, 2, "Ambiguous", 3, "480")]
    [InlineData("504", 0, 4, 3, "Failed", 4, "-")]
    [InlineData("504", 30, 300, 0, "Ambiguous", 1, "15")]
    [InlineData("fault", 0, 1, 0, "Pending", 0, "1")]
    [InlineData("fault", 0, 7, 0, "Pending", 0, "64")]
    [InlineData("fault", 0, 8, 0, "Failed", 0, "-")]
    [InlineData("413", 0, 1, 0, "Failed", 0, "-")]
    [InlineData("blocked", 0, 1, 0, "Failed", 0, "-")]
    public void Each_outcome_has_its_consequence(string outcome, double hours, int tries, int doubts, string state, int then, string seconds)
    {
        var settled = Settled.Of(Outcomes[outcome], Now - TimeSpan.FromHours(hours), tries, doubts, Now);
        settled.State.ToString().ShouldBe(state);
        settled.Doubts.ShouldBe(then);
        (settled.NotBefore is { } at ? (at - Now).TotalSeconds.ToString(CultureInfo.InvariantCulture) : "-").ShouldBe(seconds);
        settled.DeliveredAt.ShouldBe(settled.State == DeliveryState.Delivered ? Now : null);
        (settled.Code is null).ShouldBe(outcome is "sent" or "part");
    }

    [Fact]
    public void What_may_have_arrived_is_sent_three_times_more_over_at_least_ten_minutes()
    {
        Settled.Resends.Count.ShouldBe(3);
        Settled.Resends.Aggregate(TimeSpan.Zero, (all, pause) => all + pause).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(10));
    }

    /// <summary>Of a process that died: from when it was on its way, but never at once.</summary>
    [Theory]
    [InlineData(60, 0, 5)]
    [InlineData(60, 1, 60)]
    [InlineData(60, 2, 420)]
    [InlineData(3600, 2, 5)]
    public void What_a_dead_process_left_is_in_doubt_since_it_left(int secondsAgo, int doubts, int wait) =>
        Settled.Of(new InDoubt("lease"), Now - TimeSpan.FromHours(1), 1, doubts, Now, Now - TimeSpan.FromSeconds(secondsAgo)).NotBefore.ShouldBe(Now + TimeSpan.FromSeconds(wait));
}
