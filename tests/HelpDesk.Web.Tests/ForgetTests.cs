using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using HelpDesk.Storage;
using HelpDesk.Web.Tests.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>«Forget me here» by HTTP: whatever was copied before stands for nobody, and the server keeps nothing but tickets.</summary>
public sealed class ForgetTests : IAsyncDisposable
{
    private readonly HelpDeskSite site = HelpDeskSite.With(settings: ("Files:Reading:SearchPath", "/nowhere"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_copied_cookie_a_copied_token_and_an_open_socket_end_at_once()
    {
        using var visitor = await Visitor.OpenAsync(site);
        using var kept = await visitor.PostAsync("/chat/token");
        var cookie = kept.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("helpdesk-chat=", StringComparison.Ordinal)).Split(';')[0];
        var opened = await kept.Content.ReadFromJsonAsync<JsonElement>(Stop);
        var (user, conversation, token) = (Text(opened, "userId"), Text(opened, "conversationId"), Text(opened, "token"));
        (await SayAsync(visitor.Client, conversation, token)).ShouldBe(HttpStatusCode.OK);
        using var socket = await ConnectAsync(visitor.Client, token);

        using var forgotten = await visitor.PostAsync("/chat/forget");
        forgotten.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await forgotten.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("tickets").GetArrayLength().ShouldBe(0);

        (await SayAsync(visitor.Client, conversation, token)).ShouldBe(HttpStatusCode.Forbidden);
        foreach (var (method, path) in new[] { (HttpMethod.Get, $"conversations/{conversation}/activities"), (HttpMethod.Post, "tokens/refresh"), (HttpMethod.Post, "conversations"), (HttpMethod.Get, $"conversations/{conversation}") })
        {
            using var answer = await AskAsync(visitor.Client, method, path, token);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        await UntilClosedAsync(socket);
        using var thief = await Visitor.OpenAsync(site);
        thief.Client.DefaultRequestHeaders.Add("Cookie", cookie);
        (await thief.UserAsync()).ShouldNotBe(user);
        (await visitor.UserAsync()).ShouldNotBe(user);
    }

    [Fact]
    public async Task The_server_keeps_nothing_that_no_ticket_needs_and_the_person_is_told_what_stays()
    {
        using var sender = await Sender.OpenAsync(site);
        var address = await sender.KeepAsync("memo.txt", "words"u8.ToArray());
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "山田", "taro@example.co.jp", "すべてスキップ", "この内容で送る"])
        {
            await sender.SayAsync(line);
        }

        var loose = await sender.KeepAsync("other.txt", "words"u8.ToArray());
        using var forgotten = await sender.ForgetAsync();
        var tickets = (await forgotten.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("tickets").EnumerateArray().Select(one => one.GetString()!).ToList();

        await using var context = site.Services.GetRequiredService<Database>().Open();
        tickets.ShouldBe(await context.Tickets.Select(ticket => ticket.Number).ToListAsync(Stop));
        tickets.ShouldHaveSingleItem();
        (await context.Conversations.AnyAsync(Stop)).ShouldBeFalse();
        (await context.Outbox.AnyAsync(Stop)).ShouldBeFalse();
        (await context.Questions.AnyAsync(Stop)).ShouldBeFalse();
        (await context.Files.Select(file => file.Ticket).ToListAsync(Stop)).ShouldAllBe(ticket => ticket == tickets[0]);
        var notes = await context.Tickets.SelectMany(ticket => ticket.Messages).Where(message => message.Kind == Ticketing.Tickets.TicketMessageKind.Note).Select(message => message.Text).ToListAsync(Stop);
        notes.ShouldContain(note => note.StartsWith("依頼者が会話を消しました。", StringComparison.Ordinal));
        using var gone = await sender.Client.GetAsync(loose, Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var held = await sender.Client.GetAsync(address, Stop);
        held.StatusCode.ShouldBe(HttpStatusCode.NotFound, "it is the ticket's now, and this browser is nobody");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<HttpStatusCode> SayAsync(HttpClient client, string conversation, string token)
    {
        using var answer = await AskAsync(client, HttpMethod.Post, $"conversations/{conversation}/activities", token, new { type = "message", text = "ERR_20070" });
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, HttpMethod method, string path, string token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/v3/directline/" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request, Stop);
    }

    private async Task<WebSocket> ConnectAsync(HttpClient client, string token)
    {
        using var opened = await AskAsync(client, HttpMethod.Post, "conversations", token);
        var address = Text(await opened.Content.ReadFromJsonAsync<JsonElement>(Stop), "streamUrl");
        return await site.Server.CreateWebSocketClient().ConnectAsync(new Uri(address), Stop);
    }

    private static async Task UntilClosedAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(buffer.AsMemory(), Stop)).MessageType != WebSocketMessageType.Close)
        {
            // What had been said before the end.
        }
    }
}
