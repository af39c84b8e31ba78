using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using HelpDesk.Scripts;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Development, so that loopback may stand for Azure without tokens; otherwise the host as it runs.</summary>
internal sealed class TeamsHost : IDisposable
{
    private static readonly string Dll = Path.Combine(Checkout.Root, "src", "HelpDesk.Web", "bin", "Release", "net10.0", "HelpDesk.Web.dll");

    private readonly Process process;
    private readonly HttpClient http;

    private TeamsHost(Process process, Uri address) => (this.process, http) = (process, new HttpClient { BaseAddress = address });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public bool Lives => !process.HasExited;

    public static TeamsHost Start(string folder, (string Key, string Value) database, FakeChannel channel)
    {
        var address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{LoopbackPort.Free()}"));
        var start = new ProcessStartInfo("dotnet", [Dll, "--urls", address.ToString()]) { WorkingDirectory = folder };
        foreach (var (key, value) in ((string, string)[])
                 [
                     ("ASPNETCORE_ENVIRONMENT", "Development"), ("BotFramework__AnonymousInDevelopment", "true"), ("Logging__LogLevel__Default", "None"), database,
                     ("Knowledge__Directory", Checkout.Kb), ("BotFramework__AgentsChannel__Conversation", TeamsSite.AgentsChannel),
                     ("BotFramework__AgentsChannel__TenantId", FakeTokens.TenantId), ("BotFramework__AgentsChannel__Everyone", "true"), ("BotFramework__AgentsChannel__ServiceUrl", channel.ServiceUrl),
                 ])
        {
            start.Environment[key] = value;
        }

        start.IsBrief();
        return new TeamsHost(Process.Start(start)!, address);
    }

    /// <param name="body">To be posted; null: to be asked.</param>
    /// <returns>0 where nobody answers.</returns>
    public async Task<int> StatusAsync(string path, string? body)
    {
        try
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await (content is null ? http.GetAsync(path, Cancellation) : http.PostAsync(path, content, Cancellation));
            return body?.Contains("adaptiveCard/action", StringComparison.Ordinal) == true ? await DoneAsync(response) : (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public async Task KillAsync(TimeSpan after)
    {
        await Task.Delay(after, Cancellation);
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
    }

    /// <summary>SIGTERM, as systemd and containers stop a program.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }

    /// <summary>One that still runs is killed.</summary>
    public void Dispose()
    {
        http.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>An invoke is answered 200 also where it failed; its body says so.</summary>
    private static async Task<int> DoneAsync(HttpResponseMessage response)
    {
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return response.StatusCode == HttpStatusCode.OK ? answer.GetProperty("statusCode").GetInt32() : (int)response.StatusCode;
    }
}
