using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;

namespace HelpDesk.Storage.Tests;

/// <summary>How much is kept of one person in a day and of all, at both sides; on both engines.</summary>
public sealed class FileQuotaTests
{
    private static readonly FileQuota Quota = new(100, 250);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_person_has_so_much_in_a_day_and_all_have_so_much_together(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        (await AddAsync(world, "taro", 60)).ShouldBe(FileRoom.Enough);
        (await AddAsync(world, "taro", 41)).ShouldBe(FileRoom.PersonFull);
        (await AddAsync(world, "taro", 40)).ShouldBe(FileRoom.Enough);
        (await AddAsync(world, "taro", 1)).ShouldBe(FileRoom.PersonFull);
        (await AddAsync(world, "hanako", 100)).ShouldBe(FileRoom.Enough);
        (await AddAsync(world, "jiro", 51)).ShouldBe(FileRoom.AllFull);
        (await AddAsync(world, "jiro", 50)).ShouldBe(FileRoom.Enough);
        world.Clock.Advance(TimeSpan.FromDays(1));
        (await AddAsync(world, "taro", 1)).ShouldBe(FileRoom.AllFull, "the person's day is over, the disk is as full");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Of_many_at_once_no_more_fit_than_one_after_another(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var rooms = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => AddAsync(world, "taro", 30))));
        rooms.Count(room => room == FileRoom.Enough).ShouldBe(3);
        (await world.ReadAsync(context => context.Files)).Count.ShouldBe(3);
    }

    private static Task<FileRoom> AddAsync(World world, string person, long size) => new FileRegister(world.Database, world.Clock).AddAsync(
        new FileRow
        {
            Id = System.Security.Cryptography.RandomNumberGenerator.GetHexString(40, lowercase: true), Name = "a.txt", ContentType = "text/plain", Size = size,
            Channel = "test", Conversation = person, Person = person, At = world.Clock.GetUtcNow(),
        },
        Quota, Stop);
}
