using HelpDesk.Channels.BotFramework.Connector;

namespace HelpDesk.Channels.Tests.BotFramework;

public class PaceTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    private readonly JumpingClock clock = new(TimeSpan.FromDays(2));

    [Theory]
    [InlineData(false, 2000)]
    [InlineData(true, 4000)]
    public async Task In_no_stretch_of_time_are_there_more_than_Teams_allows(bool read, int count)
    {
        var pace = new ConnectorPace(clock);
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < count; i++)
        {
            (await pace.WaitAsync("19:a@thread.v2", "t", read, Forever, TestContext.Current.CancellationToken)).ShouldBeNull();
            times.Add(clock.GetUtcNow());
        }

        foreach (var rate in read ? ConnectorPace.Reads : ConnectorPace.Sends)
        {
            Enumerable.Range(0, count - rate.Count).ShouldAllBe(i => times[i + rate.Count] - times[i] >= rate.Within, $"{rate}");
        }

        // And no slower than it must: the hour's limit is used up within the hour, not spread over it.
        (times[read ? 3599 : 1799] - times[0]).ShouldBeLessThan(TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    public async Task Seven_go_at_once_the_eighth_after_a_second_the_ninth_after_two(int count, int seconds)
    {
        var pace = new ConnectorPace(clock);
        var start = clock.GetUtcNow();
        for (var i = 0; i < count; i++)
        {
            await pace.WaitAsync("a:1", null, false, Forever, TestContext.Current.CancellationToken);
        }

        (clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Threads_of_a_channel_share_its_limit_and_other_conversations_do_not()
    {
        var pace = new ConnectorPace(clock);
        var start = clock.GetUtcNow();
        for (var i = 0; i < 7; i++)
        {
            await pace.WaitAsync($"19:c@thread.tacv2;messageid={i}", "t", false, Forever, TestContext.Current.CancellationToken);
        }

        await pace.WaitAsync("19:other@thread.tacv2", "t", false, Forever, TestContext.Current.CancellationToken);
        clock.GetUtcNow().ShouldBe(start);
        await pace.WaitAsync("19:c@thread.tacv2;messageid=8", "t", false, Forever, TestContext.Current.CancellationToken);
        clock.GetUtcNow().ShouldBe(start.AddSeconds(1));
    }

    [Fact]
    public async Task A_tenant_takes_thirty_a_second_over_all_its_conversations()
    {
        var pace = new ConnectorPace(clock);
        var start = clock.GetUtcNow();
        for (var i = 0; i < 31; i++)
        {
            await pace.WaitAsync($"a:{i}", "t", false, Forever, TestContext.Current.CancellationToken);
        }

        clock.GetUtcNow().ShouldBe(start.AddSeconds(1));
        await pace.WaitAsync("a:x", "another", false, Forever, TestContext.Current.CancellationToken);
        clock.GetUtcNow().ShouldBe(start.AddSeconds(1));
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_so_long_is_told_how_long_and_takes_no_place()
    {
        var pace = new ConnectorPace(clock);
        for (var i = 0; i < 7; i++)
        {
            await pace.WaitAsync("a:1", null, false, Forever, TestContext.Current.CancellationToken);
        }

        var wait = await pace.WaitAsync("a:1", null, false, TimeSpan.FromMilliseconds(999), TestContext.Current.CancellationToken);
        wait.ShouldBe(TimeSpan.FromSeconds(1));
        clock.Pauses.ShouldBeEmpty();
    }
}
