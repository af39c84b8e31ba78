using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HelpDesk.Language.Tests;

/// <summary>Microsoft's JavaScript clients, in Node (peers/ask.mjs).</summary>
internal static class Peers
{
    private static readonly string Folder = typeof(Peers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "PeersDirectory").Value!;

    /// <param name="calls">{client, kind, documents, options?, retries?}</param>
    /// <returns>For each {results} or {failed: {code, status, message}}.</returns>
    public static async Task<JsonArray> AskAsync(Uri endpoint, string key, params object[] calls)
    {
        using var process = Process.Start(new ProcessStartInfo("node", ["ask.mjs"]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(new { endpoint = endpoint.AbsoluteUri.TrimEnd('/'), key, calls }));
        process.StandardInput.Close();
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return JsonNode.Parse(await said)!.AsArray();
    }
}
