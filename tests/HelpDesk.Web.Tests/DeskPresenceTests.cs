using HelpDesk.Storage.Presence;
using HelpDesk.Ticketing.People;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>Who looks at an inquiry and who writes there is told to those who may read it.</summary>
public sealed partial class DeskDoorTests
{
    [Fact]
    public async Task Who_else_looks_and_writes_is_told_to_those_alone_who_may_read_the_inquiry()
    {
        await OpenAsync("画面が開きません");
        var presences = site.Services.GetRequiredService<Presences>();
        presences.Looks(Spot.Inquiry("HD-2026-000001"), "1", "ito", "伊藤");
        presences.Types(Spot.Inquiry("HD-2026-000001"), "2", "kato", "加藤");

        using var agent = Client();
        var (key, _) = await JoinAsync(agent, "佐藤", DeskRole.Agent);
        using var entered = await SignInAsync(agent, "佐藤", Password, Code(key));
        foreach (var page in (string[])["/desk?view=new", "/desk/inquiries/HD-2026-000001"])
        {
            var shown = await agent.GetStringAsync(page, Stop);
            shown.ShouldContain("伊藤 さんが見ています", Case.Sensitive, page);
            shown.ShouldContain("加藤 さんが書いています", Case.Sensitive, page);
        }

        using var other = Client();
        var (otherKey, _) = await JoinAsync(other, "別班", [DeskRole.Agent], "another-team");
        using var otherEntered = await SignInAsync(other, "別班", Password, Code(otherKey));
        (await other.GetStringAsync("/desk?view=new", Stop)).ShouldNotContain("加藤");
        using var refused = await other.GetAsync("/desk/inquiries/HD-2026-000001", Stop);
        (await refused.Content.ReadAsStringAsync(Stop)).ShouldNotContain("加藤");
    }
}
