using System.Net;
using HelpDesk.Storage.Desk;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>Saved views on the first paint, before any script.</summary>
public sealed partial class DeskDoorTests
{
    [Fact]
    public async Task A_saved_view_stands_in_the_list_of_whoever_may_see_it_and_is_none_for_others()
    {
        await OpenAsync("計器の件");
        var views = site.Services.GetRequiredService<DeskViews>();
        var (sato, lead) = (Client(), Client());
        await EnterAsync(sato, "佐藤", DeskRole.Agent);
        await EnterAsync(lead, "統括", DeskRole.Lead);
        var users = await People.ListAsync(Stop);
        var boss = Person("統括", DeskRole.Lead);
        var shared = await KeptAsync(new ViewWish("<b>急ぎ", ViewScope.Shared, null, "", QueueView.New, ViewOrder.Newest), boss);
        var own = await KeptAsync(new ViewWish("統括の", ViewScope.Personal, null, "計器 未知:<script>", null, ViewOrder.Due), boss);
        await views.PinAsync(shared.Id, true, Person("佐藤", DeskRole.Agent), Stop);

        var queue = await sato.GetStringAsync("/desk", Stop);
        queue.ShouldContain($"/desk?view=own-{shared.Id}");
        WebUtility.HtmlDecode(queue).ShouldContain("<b>急ぎ");
        queue.ShouldNotContain("<b>");
        queue.IndexOf($"own-{shared.Id}", StringComparison.Ordinal).ShouldBeLessThan(queue.IndexOf("view=mine", StringComparison.Ordinal), "pinned ones come first");
        queue.ShouldNotContain($"own-{own.Id}");
        (await sato.GetStringAsync($"/desk?view=own-{shared.Id}", Stop)).ShouldContain($"/desk/inquiries/HD-2026-000001?view=own-{shared.Id}");
        foreach (var none in new[] { own.Id, 999 })
        {
            (await sato.GetStringAsync($"/desk?view=own-{none}", Stop)).ShouldNotContain("HD-2026-000001", Case.Sensitive, "absent and forbidden look the same");
        }

        (await lead.GetStringAsync($"/desk?view=own-{own.Id}", Stop)).ShouldNotContain("未知:<script>");
        (await sato.GetStringAsync($"/desk/views?edit={shared.Id}&q={Uri.EscapeDataString("\"(*:")}", Stop)).ShouldContain("value=\"&quot;(*:\"");
        (await lead.GetStringAsync($"/desk/views?edit={shared.Id}", Stop)).ShouldContain($"value=\"{WebUtility.HtmlEncode("<b>")}");

        async Task EnterAsync(HttpClient client, string name, DeskRole role)
        {
            var (key, _) = await JoinAsync(client, name, role);
            using var entered = await SignInAsync(client, name, Password, Code(key));
            entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        DeskPerson Person(string name, DeskRole role) => new(users.First(user => user.DisplayName == name).Id, name, [role], [Ticket.HelpDesk]);
        async Task<SavedView> KeptAsync(ViewWish wish, DeskPerson person) => (await views.KeepAsync(null, 0, wish, person, Stop)).ShouldBeOfType<ViewKept>().View;
    }
}
