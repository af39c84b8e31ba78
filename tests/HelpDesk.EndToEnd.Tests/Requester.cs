using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>Somebody in the chat whose window no test looks at: what its page sends, without a browser.</summary>
internal sealed partial class Requester : IDisposable
{
    private readonly HttpClient client;
    private readonly JsonElement session;

    private Requester(HttpClient client, JsonElement session) => (this.client, this.session) = (client, session);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Activities => $"/v3/directline/conversations/{session.GetProperty("conversationId").GetString()}/activities";

    /// <summary>The number of one inquiry of somebody who wants a person.</summary>
    public static async Task<string> InquireOnceAsync(string address)
    {
        using var requester = await ComeAsync(address);
        return await requester.InquireAsync("ERR_20070が出て進めません");
    }

    public static async Task<Requester> ComeAsync(string address)
    {
        var client = Neighbour.Of(address);
        var page = await client.GetStringAsync("/chat", Stop);
        using var asking = new HttpRequestMessage(HttpMethod.Post, "/chat/token") { Content = JsonContent.Create(new { }) };
        asking.Headers.Add("Sec-Fetch-Site", "same-origin");
        asking.Headers.Add("X-Helpdesk-Antiforgery", Antiforgery().Match(page).Groups[1].Value);
        using var answer = await client.SendAsync(asking, Stop);
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("token").GetString());
        return new Requester(client, session);
    }

    /// <summary>Says what leads to it, then sends it to a person; its number.</summary>
    public async Task<string> InquireAsync(params IEnumerable<string> lines)
    {
        foreach (var line in lines.Concat(["担当者に相談", "すべてスキップ", "この内容で送る"]))
        {
            using var sent = await client.PostAsJsonAsync(Activities, new { type = "message", text = line, from = new { id = session.GetProperty("userId").GetString() } }, Stop);
            sent.EnsureSuccessStatusCode();
        }

        // It stands on a card.
        return Number().Matches(await client.GetStringAsync(Activities, Stop)).Last().Value;
    }

    /// <summary>Of an inquiry.</summary>
    [GeneratedRegex("HD-[0-9]{4}-[0-9]{6}", RegexOptions.None, 1000)]
    public static partial Regex Number();

    public void Dispose() => client.Dispose();

    [GeneratedRegex("data-antiforgery=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Antiforgery();
}
