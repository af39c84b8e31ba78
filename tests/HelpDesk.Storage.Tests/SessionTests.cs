using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>Sign-ins at the desk: which stand, and that what has ended is over everywhere.</summary>
public class SessionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Of_two_sessions_the_one_that_is_ended_is_over_on_every_node_and_has_one_line(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var (here, there) = (new SessionRegister(world.Database, world.Clock), new SessionRegister(world.Database, world.Clock));
        var (sato, ito) = (await AddAsync(world, "佐藤"), await AddAsync(world, "伊藤"));
        var first = await here.BeginAsync(sato, SignInWay.Password, "Edge 141, Windows", "203.0.113.5", Stop);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await here.BeginAsync(sato, SignInWay.Passkey, new string('x', 300), null, Stop);
        var others = await here.BeginAsync(ito, SignInWay.Password, null, null, Stop);

        (await there.FindAsync(first, isUse: true, Stop))!.User.DisplayName.ShouldBe("佐藤");
        (await there.FindAsync(SessionRegister.IdOf(first), isUse: true, Stop)).ShouldBeNull("whoever reads the database or the page cannot enter by an id");
        (await here.ListAsync(sato.Id, Stop)).Select(row => (row.Hash, row.Way, row.Browser?.Length, row.From))
            .ShouldBe([(SessionRegister.IdOf(second), SignInWay.Passkey, 100, null), (SessionRegister.IdOf(first), SignInWay.Password, 17, "203.0.113.5")]);

        (await here.EndAsync(sato, SessionRegister.IdOf(others), "佐藤", null, Stop)).ShouldBeFalse("another's");
        (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => here.EndAsync(sato, SessionRegister.IdOf(first), "管理", "198.51.100.7", Stop))))).Count(done => done).ShouldBe(1);
        (await there.FindAsync(first, isUse: true, Stop)).ShouldBeNull();
        (await there.FindAsync(second, isUse: true, Stop)).ShouldNotBeNull();
        (await here.EndAllAsync(sato, SessionRegister.IdOf(second), "佐藤", null, Stop)).ShouldBe(0, "the one that asks stays");
        (await here.EndAllAsync(sato, null, "管理", null, Stop)).ShouldBe(1);
        (await there.FindAsync(others, isUse: true, Stop)).ShouldNotBeNull();
        await here.LeaveAsync(others, Stop);
        (await there.FindAsync(others, isUse: true, Stop)).ShouldBeNull();
        (await new DeskAudit(world.Database, world.Clock).ReadAsync(null, Stop)).Where(line => line.What == "session-ended").Select(line => (line.By, line.On, line.Before, line.From))
            .ShouldBe([("管理", "佐藤", new string('x', 100) + " / ?", null), ("管理", "佐藤", "Edge 141, Windows / 203.0.113.5", "198.51.100.7")]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_session_ends_unused_another_providers_in_any_case_and_whoever_is_changed_has_none(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var register = new SessionRegister(world.Database, world.Clock);
        var people = new DeskPeople(world.Database, world.Clock);
        var sato = await AddAsync(world, "佐藤");
        var own = await register.BeginAsync(sato, SignInWay.Password, null, null, Stop);
        var left = await register.BeginAsync(sato, SignInWay.Password, null, null, Stop);
        var elsewhere = await register.BeginAsync(sato, SignInWay.Elsewhere, null, null, Stop);

        world.Clock.Advance(SessionRegister.SeenEvery - TimeSpan.FromSeconds(1));
        (await register.FindAsync(own, isUse: true, Stop))!.IsExtended.ShouldBeFalse("a write at most every few minutes");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await register.FindAsync(own, isUse: true, Stop))!.IsExtended.ShouldBeTrue();
        (await register.FindAsync(elsewhere, isUse: true, Stop))!.IsExtended.ShouldBeFalse();
        world.Clock.Advance(SessionRegister.LastsFromElsewhere - SessionRegister.SeenEvery);
        (await register.FindAsync(elsewhere, isUse: true, Stop)).ShouldBeNull("however busy it was");

        world.Clock.Advance(SessionRegister.Lasts - SessionRegister.LastsFromElsewhere);
        (await register.FindAsync(left, isUse: true, Stop)).ShouldBeNull("a page that is only looked at keeps none");
        (await register.FindAsync(own, isUse: false, Stop)).ShouldNotBeNull();
        await CountsAsync(world, 3);
        (await register.ListAsync(sato.Id, Stop)).Count.ShouldBe(1, "what has ended is not listed");
        var ito = await AddAsync(world, "伊藤");
        var next = await register.BeginAsync(ito, SignInWay.Password, null, null, Stop);
        await CountsAsync(world, 2, "what has ended is swept by the next sign-in");

        await people.SetRolesAsync("佐藤", [DeskRole.Reader], [], "x", Stop);
        await people.DisableAsync("伊藤", "x", Stop);
        (await register.FindAsync(own, isUse: true, Stop)).ShouldBeNull();
        (await register.FindAsync(next, isUse: true, Stop)).ShouldBeNull();
        (await register.ListAsync(sato.Id, Stop)).ShouldBeEmpty();
        (await register.EndAllAsync(sato, null, "x", null, Stop)).ShouldBe(0);
    }

    private static async Task<DeskUser> AddAsync(World world, string name)
    {
        var people = new DeskPeople(world.Database, world.Clock);
        (await people.AddAsync(name, [DeskRole.Agent], [Ticket.HelpDesk], "x", Stop)).ShouldBe(PersonOutcome.Done);
        return (await people.ListAsync(Stop)).Single(user => user.DisplayName == name);
    }

    private static async Task CountsAsync(World world, int rows, string? because = null)
    {
        await using var context = world.Database.Open();
        (await context.DeskSessions.CountAsync(Stop)).ShouldBe(rows, because);
    }
}
