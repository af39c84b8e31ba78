using System.Diagnostics;
using System.Globalization;

namespace HelpDesk.Benchmarks;

/// <summary>From starting the command line to its answer, whole processes.</summary>
internal static class StartBenchmark
{
    private const int Runs = 15;

    public static void Run()
    {
        var dll = Path.Combine(Checkout.Root, "src", "HelpDesk.Cli", "bin", "Release", "net10.0", "helpdesk.dll");
        var empty = Times(dll, ["--version"]);
        var ask = Times(dll, ["ask", "ERR_20040", "--kb", ShippedKb.Folder]);
        var search = Times(dll, ["ask", "証明書の期限が切れそうです", "--kb", ShippedKb.Folder]);
        Console.WriteLine($"baseline, `helpdesk --version`:  median {Ms(empty)}");
        Console.WriteLine($"`helpdesk ask ERR_20040`:        median {Ms(ask)}, ratio {ask / empty:0.00}");
        Console.WriteLine($"`helpdesk ask 証明書の期限が…`:   median {Ms(search)}, ratio {search / empty:0.00}");
    }

    private static string Ms(double value) => value.ToString("0", CultureInfo.InvariantCulture) + " ms";

    private static double Times(string dll, IEnumerable<string> arguments)
    {
        var timings = Timings.Of([.. Enumerable.Range(0, Runs)], _ =>
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
            start.ArgumentList.Add(dll);
            foreach (var argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            if (process.StandardOutput.ReadToEnd().Length == 0)
            {
                throw new InvalidOperationException("The command printed nothing.");
            }

            process.WaitForExit();
        });
        return timings.At(50);
    }
}
