using System.Diagnostics;
using System.Text;

namespace HelpDesk.Cli.Tests;

/// <summary>Runs the built helpdesk (it stands beside the tests) as people run it: a process, its output and its exit code.</summary>
internal static class Cli
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static string Kb { get; } = Path.Combine(AppContext.BaseDirectory, "kb");

    public static Task<Ran> Run(params IReadOnlyList<string> arguments) => RunWith("", arguments);

    public static Task<Ran> RunWith(string input, params IReadOnlyList<string> arguments) => Run(AppContext.BaseDirectory, input, arguments);

    /// <summary>Runs a copy of the program that stands in another folder.</summary>
    public static Task<Ran> RunFrom(string program, IReadOnlyList<string> arguments) => Run(program, "", arguments);

    /// <summary>Runs with environment variables of its own.</summary>
    public static Task<Ran> RunIn(IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> arguments) => Run(AppContext.BaseDirectory, "", arguments, variables);

    private static async Task<Ran> Run(string program, string input, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(program, "helpdesk.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment.Remove("HELPDESK_LANG");
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new Ran(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

internal sealed record Ran(int ExitCode, string Output, string Error);

/// <summary>A folder of one test, deleted after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("helpdesk-cli-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
