using HelpDesk.Storage.Keys;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

public class SigningKeysTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Nodes_that_make_the_key_at_the_same_instant_sign_with_the_same_one(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new SigningKeys(world.Database, world.Clock).CurrentAsync(TestContext.Current.CancellationToken)));
        made.Select(key => Convert.ToHexString(key.Secret)).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        made[0].Secret.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task The_key_before_is_kept_and_older_ones_are_gone(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var keys = new SigningKeys(world.Database, world.Clock);
        var first = await keys.CurrentAsync(TestContext.Current.CancellationToken);
        world.Clock.Advance(SigningKeys.Period);
        var second = await keys.CurrentAsync(TestContext.Current.CancellationToken);
        second.Period.ShouldBe(first.Period + 1);
        second.Secret.ShouldNotBe(first.Secret);
        (await new SigningKeys(world.Database, world.Clock).FindAsync(first.Period, TestContext.Current.CancellationToken)).ShouldNotBeNull().Secret.ShouldBe(first.Secret);
        world.Clock.Advance(SigningKeys.Period);
        await keys.CurrentAsync(TestContext.Current.CancellationToken);
        (await keys.FindAsync(first.Period, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await world.ReadAsync(context => context.SigningKeys.Select(row => row.Period))).ShouldBe([first.Period + 1, first.Period + 2], ignoreOrder: true);
    }

    [Fact]
    public async Task A_key_of_a_node_whose_clock_is_ahead_is_read_but_none_is_made_for_it()
    {
        await using var world = await World.CreateAsync();
        var keys = new SigningKeys(world.Database, world.Clock);
        var now = await keys.CurrentAsync(TestContext.Current.CancellationToken);
        (await keys.FindAsync(now.Period + 1, TestContext.Current.CancellationToken)).ShouldBeNull();
        var ahead = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(world.Clock.GetUtcNow() + SigningKeys.Period);
        var next = await new SigningKeys(world.Database, ahead).CurrentAsync(TestContext.Current.CancellationToken);
        (await keys.FindAsync(next.Period, TestContext.Current.CancellationToken)).ShouldNotBeNull().Secret.ShouldBe(next.Secret);
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_is_said()
    {
        await using var world = await World.CreateAsync();
        await using (var context = world.Database.Open())
        {
            await context.Database.ExecuteSqlRawAsync("DROP TABLE \"SigningKeys\"", TestContext.Current.CancellationToken);
        }

        (await Should.ThrowAsync<DatabaseException>(() => new SigningKeys(world.Database, world.Clock).CurrentAsync(TestContext.Current.CancellationToken))).Code.ShouldBe("unreachable");
    }
}
