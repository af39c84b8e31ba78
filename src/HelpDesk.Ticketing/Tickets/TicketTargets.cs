using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Tickets;

/// <summary>What the help desk promises itself for one priority, in business time: a day has as much of it as the desk is open.</summary>
public sealed class TargetTimes
{
    /// <summary>From the opening to the first answer of an agent.</summary>
    public TimeSpan FirstResponse { get; set; }

    /// <summary>From the opening until it is settled, waiting not counted.</summary>
    public TimeSpan Resolution { get; set; }
}

/// <summary>Targets by priority. Configuration; check <see cref="Faults"/> at start.</summary>
public sealed class TicketTargets
{
    /// <summary>About a year of business time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2000);

    /// <summary>1 and 8 business hours unless set.</summary>
    public TargetTimes Urgent { get; set; } = Of(1, 8);

    /// <summary>2 and 16 business hours unless set.</summary>
    public TargetTimes High { get; set; } = Of(2, 16);

    /// <summary>8 and 40 business hours unless set: a day, and a week, of eight hours.</summary>
    public TargetTimes Normal { get; set; } = Of(8, 40);

    /// <summary>16 and 80 business hours unless set.</summary>
    public TargetTimes Low { get; set; } = Of(16, 80);

    /// <summary>Why these targets cannot be used; empty where they can.</summary>
    public IEnumerable<SettingFault> Faults
    {
        get
        {
            foreach (var priority in Enum.GetValues<TicketPriority>())
            {
                var (times, key) = (Of(priority), $"Targets:{priority}");
                foreach (var (name, time) in new[] { ("FirstResponse", times.FirstResponse), ("Resolution", times.Resolution) })
                {
                    if (time <= TimeSpan.Zero || time > Longest)
                    {
                        yield return new SettingFault($"{key}:{name}", "SET005", Hours(time), Hours(Longest));
                    }
                }

                if (times.Resolution < times.FirstResponse)
                {
                    yield return new SettingFault($"{key}:Resolution", "SET006", Hours(times.Resolution), Hours(times.FirstResponse), $"{key}:FirstResponse");
                }
            }
        }
    }

    public TargetTimes Of(TicketPriority priority) => priority switch
    {
        TicketPriority.Urgent => Urgent,
        TicketPriority.High => High,
        TicketPriority.Low => Low,
        _ => Normal,
    };

    private static TargetTimes Of(int firstResponse, int resolution) => new() { FirstResponse = TimeSpan.FromHours(firstResponse), Resolution = TimeSpan.FromHours(resolution) };

    private static string Hours(TimeSpan time) => time.TotalHours.ToString("0.##", CultureInfo.InvariantCulture);
}
