using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;

namespace HelpDesk.Web.Tests;

/// <summary>A browser that has opened the chat page: its cookies, and the page's antiforgery token.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient client;

    private Visitor(HttpClient client) => this.client = client;

    public HttpClient Client => client;

    public string? Antiforgery { get; set; }

    public static async Task<Visitor> OpenAsync(HelpDeskSite site, string address = "http://localhost")
    {
        var visitor = new Visitor(site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(address) }));
        await visitor.LoadAsync();
        return visitor;
    }

    /// <summary>Opens the page (again) and takes its token.</summary>
    public async Task LoadAsync()
    {
        var html = await client.GetStringAsync("/chat", TestContext.Current.CancellationToken);
        using var page = await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
        Antiforgery = page.QuerySelector("#chat")!.GetAttribute("data-antiforgery");
    }

    public async Task<HttpResponseMessage> PostAsync(string path, object? body = null, string? site = "same-origin", string? origin = null, string? session = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) };
        Add(request, "Sec-Fetch-Site", site);
        Add(request, "Origin", origin);
        Add(request, "X-Helpdesk-Antiforgery", Antiforgery);
        Add(request, "X-Helpdesk-Session", session);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> TokenAsync()
    {
        using var answer = await PostAsync("/chat/token");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public async Task<string> UserAsync() => (await TokenAsync()).GetProperty("userId").GetString()!;

    public void Dispose() => client.Dispose();

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
