using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>The record of files, on both engines.</summary>
public class FileRegisterTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_file_is_accepted_with_its_message_and_forgotten_when_nothing_refers_to_it(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var register = new FileRegister(world.Database, world.Clock);
        foreach (var id in (string[])["sent", "unsent"])
        {
            await register.AddAsync(new FileRow { Id = id, Name = "a.txt", ContentType = "text/plain", Size = 1, Channel = "test", Conversation = "taro", Person = "taro", At = world.Clock.GetUtcNow() }, FileQuota.None, Stop);
        }

        await world.Desk.AcceptAsync(new AcceptedMessage("test", "taro", "1", "taro", new Incoming("", Files: [new IncomingFile("sent", "a.txt", "text/plain", 1)])), Stop);
        (await register.FindAsync("sent", Viewer.Requester("test", "taro"), Stop)).ShouldNotBeNull().AcceptedAt.ShouldBe(world.Clock.GetUtcNow());
        (await register.FindAsync("sent", Viewer.Requester("test", "jiro"), Stop)).ShouldBeNull();
        (await register.FindAsync("sent", Viewer.Agent("taro", ["helpdesk"]), Stop)).ShouldBeNull("no ticket holds it");

        var gone = new List<string>();
        await register.RemoveAsync("sent", gone.Add, Stop);
        gone.ShouldBeEmpty("its message was accepted");
        world.Clock.Advance(FileRegister.UnacceptedFor + TimeSpan.FromTicks(1));
        (await register.ForgetAsync(Kept, gone.Add, Stop)).ShouldBe(1);
        gone.ShouldBe(["unsent"]);

        world.Clock.Advance(Kept);
        await Should.ThrowAsync<IOException>(() => register.ForgetAsync(Kept, _ => throw new IOException("read-only"), Stop));
        await using var context = world.Database.Open();
        (await context.Files.CountAsync(Stop)).ShouldBe(1, "what could not be deleted stays on record");
        (await register.ForgetAsync(Kept, gone.Add, Stop)).ShouldBe(1);
        gone.ShouldBe(["unsent", "sent"]);
    }
}
