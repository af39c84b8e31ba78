using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using HelpDesk.Storage;

namespace HelpDesk.Benchmarks;

/// <summary>What is measured of the host runs as the host does: with its collector and its threads, and after the compiler has done with the code.</summary>
internal static class HostRuntime
{
    /// <summary>Environment variable of the process that runs as the host does.</summary>
    private const string AsHost = "HELPDESK_BENCHMARK_AS_HOST";

    private static readonly TimeSpan Part = TimeSpan.FromSeconds(5);

    /// <summary>A machine that others use compiles late.</summary>
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(3);

    /// <summary>Of one core's time: below it the code is as it stays for months.</summary>
    private const double Compiled = .01;

    /// <summary>The runtime's settings that the host is built with.</summary>
    private static string Settings => Path.Combine(Checkout.Root, "src", "HelpDesk.Web", "bin", "Release", "net10.0", "HelpDesk.Web.runtimeconfig.json");

    /// <summary>Starts this very command once more with the host's own settings of the runtime, unless it has them.</summary>
    /// <returns>The exit code of the command that was started; null: this process is the one that measures.</returns>
    public static async Task<int?> StartedAsync(string[] args)
    {
        if (Environment.GetEnvironmentVariable(AsHost) is not null)
        {
            DiskThreads.Reserve();
            return null;
        }

        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", Settings, typeof(HostRuntime).Assembly.Location, .. args]) { Environment = { [AsHost] = "1" } };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Works until nothing worth speaking of is compiled any more, for <paramref name="least"/> at least.</summary>
    /// <param name="work">Given how long it is to work, and which part it is, from 0.</param>
    public static async Task WarmUpAsync(string name, TimeSpan least, Func<TimeSpan, int, Task> work)
    {
        var from = Stopwatch.GetTimestamp();
        for (var part = 0; ; part++)
        {
            var (began, compiling) = (Stopwatch.GetTimestamp(), JitInfo.GetCompilationTime());
            await work(Part, part);
            var (share, all) = ((JitInfo.GetCompilationTime() - compiling) / Stopwatch.GetElapsedTime(began), Stopwatch.GetElapsedTime(from));
            if (all >= LongestWarmUp || (all >= least && share < Compiled))
            {
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: warm after {all.TotalSeconds:0} s, {share:0.000} of a core still compiles"));
                return;
            }
        }
    }
}
