using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>Runs a script of ours over Microsoft's JavaScript clients: JSON in, JSON out. They reach this machine only.</summary>
internal static class Peers
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static string Directory { get; } = Metadata("PeersDirectory");

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static async Task<JsonElement> Run(string script, object input)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("node", [Path.Combine(Directory, script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            WorkingDirectory = Directory,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(input, Activities.ActivityJson.Options).AsMemory(), cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        process.ExitCode.ShouldBe(0, await error);
        return JsonElement.Parse(await output);
    }

    private static string Metadata(string key) =>
        typeof(Peers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;
}
