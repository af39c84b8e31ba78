using System.Diagnostics;
using System.Globalization;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>What a page asks of the database does not grow with what it shows.</summary>
public sealed partial class DeskDoorTests
{
    /// <summary>The desk's pages, and something that stands on each only when there is much.</summary>
    private static readonly (string Address, string Shows)[] PagesOfMuch =
    [
        ("/desk?view=all", "HD-2026-000002"),
        ("/desk?view=settled", "HD-2026-000003"),
        ("/desk/inquiries/HD-2026-000001", "返事39"),
        ("/desk/search?q=電力", "HD-2026-000038"),
        ("/desk/reports", "ERR_20040"),
        ("/desk/reports/list?table=backlog&row=0&cell=0", ""),
        ("/desk/contacts", "会社39"),
        ("/desk/people", "人39"),
        ("/desk/audit", "事39"),
    ];

    [Fact]
    public async Task No_page_of_the_desk_asks_the_database_more_often_for_much_than_for_little()
    {
        using var client = Client();
        var (key, _) = await JoinAsync(client, "統括", DeskRole.Lead, DeskRole.Admin);
        using var entered = await SignInAsync(client, "統括", Password, Code(key));
        await FillAsync(0, 1);
        await WaitForAsync(client, "/desk/search?q=電力", "HD-2026-000001");
        var little = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (address, _) in PagesOfMuch)
        {
            little[address] = (await AskedAsync(client, address)).Asked;
        }

        little.Values.ShouldAllBe(asked => asked > 0);
        await FillAsync(1, 40);
        await WaitForAsync(client, "/desk/search?q=電力", "HD-2026-000038");
        foreach (var (address, shows) in PagesOfMuch)
        {
            var (page, asked) = await AskedAsync(client, address);
            page.ShouldContain(shows, Case.Sensitive, address);
            asked.ShouldBe(little[address], address);
        }
    }

    /// <summary>Inquiries of one person and company, unsettled and settled in turn, and as much of everything else that a page lists.</summary>
    private async Task FillAsync(int from, int until)
    {
        var now = clock.GetUtcNow();
        await using var context = site.Services.GetRequiredService<Storage.Database>().Open();
        for (var i = from; i < until; i++)
        {
            var ticket = Ticket.Open(string.Create(CultureInfo.InvariantCulture, $"HD-2026-{i + 1:000000}"), new NewTicket(
                "申請がエラーになります", "電力の申請です", null, Ticket.HelpDesk, "03", "ja", TicketPriority.Normal, "webchat", "c", "p", i > 0 ? "ERR_20040" : null,
                new Dictionary<string, string> { ["company"] = "第一電力", ["requester-name"] = "田中" }, [], []), now);
            ticket.Take(string.Create(CultureInfo.InvariantCulture, $"agent{i}"), now);
            if (i % 2 == 0 && i > 0)
            {
                ticket.Resolve("agent", now);
            }

            context.Tickets.Add(ticket);
            context.Contacts.Add(new ContactRow { Code = string.Create(CultureInfo.InvariantCulture, $"{10_000 + i}"), ValidFrom = new DateOnly(2020, 1, 1), Name = string.Create(CultureInfo.InvariantCulture, $"会社{i}") });
            await People.AddAsync(string.Create(CultureInfo.InvariantCulture, $"人{i}"), [DeskRole.Agent], [Ticket.HelpDesk], "x", Stop);
            await Audit.WriteAsync("x", string.Create(CultureInfo.InvariantCulture, $"事{i}"), null, null, Stop);
        }

        await context.SaveChangesAsync(Stop);
        context.ChangeTracker.Clear();
        var one = await context.Tickets.SingleAsync(ticket => ticket.Number == "HD-2026-000001", Stop);
        for (var i = from; i < until; i++)
        {
            one.Answer(string.Create(CultureInfo.InvariantCulture, $"返事{i}"), "agent", false, now);
        }

        await context.SaveChangesAsync(Stop);
        site.Services.GetRequiredService<ConversationSignals>().RaiseAll();
    }

    private static async Task WaitForAsync(HttpClient client, string address, string text)
    {
        for (var tries = 0; !(await client.GetStringAsync(address, Stop)).Contains(text, StringComparison.Ordinal); tries++)
        {
            tries.ShouldBeLessThan(100, $"{text} does not come to {address}");
            await Task.Delay(100, Stop);
        }
    }

    /// <summary>How many commands a request sends to its database; what the host does beside it is not counted.</summary>
    private static async Task<(string Page, int Asked)> AskedAsync(HttpClient client, string address)
    {
        // Once before: compiled and cached.
        await client.GetStringAsync(address, Stop);
        var asked = 0;
        // Other tests' hosts live in this process too: their requests are of other traces.
        var trace = ActivityTraceId.CreateRandom();
        using var all = DiagnosticListener.AllListeners.Subscribe(new Told<DiagnosticListener>(listener =>
        {
            if (listener.Name == DbLoggerCategory.Name)
            {
                listener.Subscribe(new Told<KeyValuePair<string, object?>>(said =>
                {
                    if (said.Value is CommandExecutedEventData && Activity.Current is { OperationName: "Microsoft.AspNetCore.Hosting.HttpRequestIn" } request && request.TraceId == trace)
                    {
                        Interlocked.Increment(ref asked);
                    }
                }));
            }
        }));
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await client.SendAsync(message, Stop);
        return (await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop), asked);
    }

    private sealed class Told<T>(Action<T> next) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => next(value);
    }
}
