using System.Diagnostics;
using System.Globalization;

namespace HelpDesk.Benchmarks;

/// <summary>Times of single calls, in milliseconds, and their percentiles.</summary>
internal sealed class Timings
{
    private readonly List<double> all = [];
    private bool sorted;

    public int Count => all.Count;

    public static Timings Of<T>(IReadOnlyList<T> inputs, Action<T> work)
    {
        var timings = new Timings();
        foreach (var input in inputs)
        {
            var from = Stopwatch.GetTimestamp();
            work(input);
            timings.all.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return timings;
    }

    public static Timings From(IEnumerable<double> milliseconds)
    {
        var timings = new Timings();
        timings.all.AddRange(milliseconds);
        return timings;
    }

    public double At(double percentile)
    {
        if (!sorted)
        {
            all.Sort();
            sorted = true;
        }

        return all[Math.Min(all.Count - 1, (int)Math.Ceiling(percentile / 100 * all.Count) - 1)];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {At(50):0.000} ms, p99 {At(99):0.000} ms, worst {At(100):0.000} ms ({all.Count} calls)");
}
