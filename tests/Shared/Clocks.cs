using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Scripts;

/// <summary>Clocks that tests turn.</summary>
internal static class Clocks
{
    /// <summary>
    /// It is later. What a host does by itself every second is not done for each second in between, as Advance does: an hour is thousands of
    /// looks at the kb folder and at the outbox.
    /// </summary>
    public static void Skip(this FakeTimeProvider clock, TimeSpan time) => clock.AdjustTime(clock.GetUtcNow() + time);
}
