using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace HelpDesk.Web.Tests.Files;

/// <summary>A file as a browser hands it over.</summary>
internal sealed record SentFile(string Name, byte[] Content);

/// <summary>A visitor who speaks and sends files through the Direct Line endpoint, as the chat page does.</summary>
internal sealed class Sender : IDisposable
{
    private readonly Visitor visitor;
    private readonly string conversation;
    private readonly string token;

    private Sender(Visitor visitor, string conversation, string token) => (this.visitor, this.conversation, this.token) = (visitor, conversation, token);

    public HttpClient Client => visitor.Client;

    public Visitor Visitor => visitor;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Sender> OpenAsync(HelpDeskSite site)
    {
        var visitor = await Visitor.OpenAsync(site);
        var opened = await visitor.TokenAsync();
        return new Sender(visitor, opened.GetProperty("conversationId").GetString()!, opened.GetProperty("token").GetString()!);
    }

    public Task<HttpResponseMessage> UploadAsync(params SentFile[] files) => UploadAsync("ja", files);

    public async Task<HttpResponseMessage> UploadAsync(string language, params SentFile[] files)
    {
        using var form = new MultipartFormDataContent();
        var activity = new StringContent("""{"type":"message","locale":"ja-JP"}""");
        activity.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
        form.Add(activity, "activity", "blob");
        foreach (var file in files)
        {
            form.Add(new ByteArrayContent(file.Content), "file", file.Name);
        }

        using var request = Request(HttpMethod.Post, "upload");
        request.Headers.AcceptLanguage.ParseAdd(language);
        request.Content = form;
        return await Client.SendAsync(request, Stop);
    }

    public Task<HttpResponseMessage> ForgetAsync() => visitor.PostAsync("/chat/forget");

    public async Task SayAsync(string text)
    {
        using var request = Request(HttpMethod.Post, "activities");
        request.Content = JsonContent.Create(new { type = "message", text, locale = "ja-JP" });
        using var answer = await Client.SendAsync(request, Stop);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<JsonElement>> ReadAsync()
    {
        using var request = Request(HttpMethod.Get, "activities");
        using var answer = await Client.SendAsync(request, Stop);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("activities").EnumerateArray()];
    }

    /// <summary>The last that the bot said, with its cards.</summary>
    public async Task<string> LastAsync() => (await ReadAsync())[^1].ToString();

    /// <summary>Sends one file that must be taken; the address at which the transcript shows it.</summary>
    public async Task<string> KeepAsync(string name, byte[] content)
    {
        using var answer = await UploadAsync(new SentFile(name, content));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Stop));
        return (await ReadAsync()).Last(activity => activity.TryGetProperty("attachments", out var files) && files[0].TryGetProperty("contentUrl", out _))
            .GetProperty("attachments")[0].GetProperty("contentUrl").GetString()!;
    }

    public void Dispose() => visitor.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string what)
    {
        var request = new HttpRequestMessage(method, $"/v3/directline/conversations/{conversation}/{what}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
