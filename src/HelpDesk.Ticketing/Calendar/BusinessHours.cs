using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Calendar;

/// <summary>When the help desk works on a business day, Tokyo time. Configuration; check <see cref="Fault"/> at start.</summary>
public sealed class BusinessHours
{
    /// <summary>First minute of a business day; 09:00 unless set.</summary>
    public TimeOnly Opens { get; set; } = new(9, 0);

    /// <summary>End of a business day, itself outside; 17:00 unless set. A day cannot run past midnight.</summary>
    public TimeOnly Closes { get; set; } = new(17, 0);

    /// <summary>Why these hours cannot be used; null where they can.</summary>
    public SettingFault? Fault => Closes > Opens ? null : new SettingFault("BusinessHours:Closes", "SET003", Text(Closes), Text(Opens));

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
