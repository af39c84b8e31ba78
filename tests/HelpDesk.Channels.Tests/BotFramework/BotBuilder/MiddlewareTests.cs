using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.BotBuilder;
using HelpDesk.Channels.BotFramework.Messages;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Channels.Tests.BotFramework.BotBuilder;

/// <summary>What others write and put between door and bot: it sees each turn, and cannot cost a message.</summary>
public class MiddlewareTests
{
    private delegate Task Step(ITurnContext turn, Func<Task> next, CancellationToken cancellation);

    [Fact]
    public async Task The_documented_example_writes_a_line_for_each_turn()
    {
        var log = new Lines();
        await using var site = await TeamsSite.StartAsync();
        var adapter = Adapter(site, log, new TurnTelemetry(log.Of<TurnTelemetry>(), site.Clock));
        (await TakeAsync(site, adapter)).ShouldBe(1);
        log.Text.ShouldContain("Teams: message");
        var document = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "teams.md"), TestContext.Current.CancellationToken);
        var source = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "tests", "HelpDesk.Channels.Tests", "BotFramework", "BotBuilder", "TurnTelemetry.cs"), TestContext.Current.CancellationToken);
        document.ReplaceLineEndings("\n").ShouldContain(source.ReplaceLineEndings("\n")[source.ReplaceLineEndings("\n").IndexOf("public sealed", StringComparison.Ordinal)..].TrimEnd());
    }

    [Fact]
    public async Task Middleware_that_fails_before_or_after_or_stops_the_turn_costs_no_message_and_stands_in_the_log()
    {
        await using var site = await TeamsSite.StartAsync();
        await LogsAsync(site, (_, _, _) => throw new InvalidOperationException("before"), "before");
        await LogsAsync(site, async (_, next, _) =>
        {
            await next();
            throw new InvalidOperationException("after");
        }, "after");
        await LogsAsync(site, (_, _, _) => Task.CompletedTask, "did not pass the turn on");
        await LogsAsync(site, async (_, next, _) =>
        {
            await next();
            await next();
        }, "");
    }

    [Fact]
    public async Task Middleware_that_hangs_costs_no_message()
    {
        await using var site = await TeamsSite.StartAsync();
        var never = new TaskCompletionSource();
        await HangsAsync(site, (_, _, _) => never.Task, "did not pass the turn on");
        await HangsAsync(site, async (_, next, _) =>
        {
            await next();
            await never.Task;
        }, "is not done");
        never.SetResult();
    }

    [Fact]
    public async Task What_was_said_may_be_changed_and_who_said_it_not()
    {
        await using var site = await TeamsSite.StartAsync();
        var log = new Lines();
        (await TakeAsync(site, Adapter(site, log, new Steps((turn, next, _) =>
        {
            turn.Activity.Text = "ERR_20040";
            turn.Activity.From = new Microsoft.Bot.Schema.ChannelAccount("29:ben");
            (turn.Activity.Type, turn.Activity.Id, turn.Activity.ChannelData) = ("typing", "0", null);
            return next();
        })))).ShouldBe(1);
        log.Text.ShouldBeEmpty();
        var said = await site.ReadAsync(context => context.Outbox.Select(row => new { row.Conversation, row.Reply }));
        said.ShouldContain(row => row.Reply!.Contains("ERR_20040"));
        said.ShouldAllBe(row => row.Conversation.Contains("o-ana"));
    }

    [Fact]
    public async Task What_middleware_says_goes_to_the_channel_with_the_bots_token_and_nowhere_else()
    {
        await using var site = await TeamsSite.StartAsync();
        var log = new Lines();
        (await TakeAsync(site, Adapter(site, log, new Steps(async (turn, next, cancellation) =>
        {
            await turn.SendActivityAsync(new Microsoft.Bot.Schema.Activity("typing"), cancellation);
            await next();
        })))).ShouldBe(1);
        var seen = site.Channel.Requests.ShouldHaveSingleItem();
        seen.Header("authorization").ShouldBe("Bearer golden");
        seen.Json.GetProperty("type").GetString().ShouldBe("typing");
        await LogsAsync(site, async (turn, next, cancellation) =>
        {
            var factory = turn.TurnState.Get<Microsoft.Bot.Connector.Authentication.ConnectorFactory>();
            using var elsewhere = await factory.CreateAsync("https://forger.example/", "", cancellation);
            await elsewhere.Conversations.SendToConversationAsync("a:1", new Microsoft.Bot.Schema.Activity("typing"), cancellation);
            await next();
        }, "BotFramework:ServiceHosts");
    }

    [Fact]
    public async Task What_the_bot_cannot_take_is_not_taken_whatever_middleware_makes_of_it()
    {
        await using var site = await TeamsSite.StartAsync();
        var adapter = Adapter(site, new Lines(), new Steps(async (_, next, _) =>
        {
            await Should.ThrowAsync<Microsoft.AspNetCore.Http.BadHttpRequestException>(next);
        }));
        var nobodys = site.Message("ERR_20070");
        nobodys.Remove("id");
        nobodys["serviceUrl"] = site.ServiceUrl;
        await Should.ThrowAsync<Microsoft.AspNetCore.Http.BadHttpRequestException>(() =>
            adapter.TakeAsync(site.Token(), ActivityJson.Read<Activity>(nobodys.ToJsonString()), null, TestContext.Current.CancellationToken));
    }

    private static async Task LogsAsync(TeamsSite site, Step step, string expected)
    {
        var log = new Lines();
        (await TakeAsync(site, Adapter(site, log, new Steps(step)))).ShouldBe(1);
        log.Text.ShouldContain(expected);
    }

    /// <summary>The limits are waited for on the site's clock, which is turned until the turn is over.</summary>
    private static async Task HangsAsync(TeamsSite site, Step step, string expected)
    {
        var log = new Lines();
        var taken = TakeAsync(site, Adapter(site, log, new Steps(step)));
        while (!taken.IsCompleted)
        {
            site.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(taken, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        (await taken).ShouldBe(1);
        log.Text.ShouldContain(expected);
    }

    /// <summary>How many turns were accepted of one message.</summary>
    private static async Task<int> TakeAsync(TeamsSite site, HelpDeskAdapter adapter)
    {
        var message = site.Message("ERR_20070");
        message["serviceUrl"] = site.ServiceUrl;
        var id = (string)message["id"]!;
        var answer = await adapter.TakeAsync(site.Token(), ActivityJson.Read<Activity>(message.ToJsonString()), null, TestContext.Current.CancellationToken);
        answer.ShouldBe(new ActivityAnswer(null, null));
        return (await site.ReadAsync(context => context.Outbox.Where(row => row.Activity == id).Select(row => row.Activity).Distinct())).Count;
    }

    private static HelpDeskAdapter Adapter(TeamsSite site, Lines log, params IMiddleware[] middleware) => new(
        site.Services.GetRequiredService<ChannelAuthentication>(), site.Services.GetRequiredService<IBot>(), middleware, site.Clock, log.Of<HelpDeskAdapter>());

    private sealed class Steps(Step step) : IMiddleware
    {
        public Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default) => step(turnContext, () => next(cancellationToken), cancellationToken);
    }
}
