using HelpDesk.Conversation.Dialogue;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>The bot fails in the middle of a matter: the ticket that a person gets holds everything that was known of it.</summary>
public class FailedDialogueTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task When_the_dialogue_fails_the_ticket_holds_everything_that_was_known(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        await world.SayAsync("ERR_20070 が出ました。番号は 0300111122223333444455 です");
        await world.SayAsync("担当者に相談");
        await world.DoAsync(new Incoming("", null, [new IncomingFile("f1", "画面.png", "image/png", 10)]));
        await BreakAsync(world);
        var turn = await world.SayAsync("はい");

        world.Failures.ShouldNotBeEmpty();
        turn.Replies.Single().Text.ShouldContain("担当者に引き継ぎました");
        var ticket = (await world.ReadAsync(context => context.Tickets.Include(one => one.Messages))).Single();
        ticket.Facts.GetValueOrDefault("supply-point-number").ShouldBe("0300111122223333444455");
        (ticket.AreaCode, ticket.InquiryType is null, ticket.Symptom).ShouldBe(("03", false, "ERR_20070"));
        ticket.Articles.ShouldNotBeEmpty();
        ticket.Messages[0].Text.ShouldContain("番号は 0300111122223333444455 です");
        ticket.Messages[0].Text.ShouldContain("はい");
        ticket.Messages[0].Attachments.Single().Name.ShouldBe("画面.png");
    }

    [Fact]
    public async Task A_form_that_was_being_sent_is_not_lost_either_nor_is_who_sent_it_forgotten()
    {
        await using var world = await World.CreateAsync();
        await world.DoAsync(new Incoming("ERR_20070"), anonymous: true);
        await world.DoAsync(new Incoming("担当者に相談"), anonymous: true);
        await BreakAsync(world, step: Step.Collecting);
        await world.DoAsync(new Incoming("はい", new Dictionary<string, string> { ["company"] = "でんき株式会社", ["requester-name"] = "山田", ["none-of-ours"] = "x" }), anonymous: true);
        var ticket = (await world.ReadAsync(context => context.Tickets)).Single();
        (ticket.Facts["company"], ticket.Facts["requester-name"], ticket.Facts.ContainsKey("none-of-ours")).ShouldBe(("でんき株式会社", "山田", false));
    }

    /// <summary>As another version might leave it: it waits for an answer about a picture or a form, and there is none.</summary>
    private static async Task BreakAsync(World world, Step step = Step.Picture)
    {
        await using var context = world.Database.Open();
        var row = await context.Conversations.SingleAsync(TestContext.Current.CancellationToken);
        row.State = (DialogueState.Read(row.State) with { Step = step, PictureText = null, Inquiry = null }).Write();
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
