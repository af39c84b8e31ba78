using System.Globalization;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Routing;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Extensions.Configuration;

namespace HelpDesk.Conversation.Settings;

/// <summary>The desk's own settings; names are known already (<see cref="StrictSettings"/>), here is read what they mean.</summary>
internal sealed class SettingsReader(IConfiguration root, AreaFinder areas)
{
    /// <summary>Characters of a contact.</summary>
    public const int LongestContact = 300;

    private static readonly string[] TimeFormats = ["HH:mm", "H:mm"];

    private readonly List<SettingFault> faults = [];

    public IReadOnlyList<SettingFault> Faults => faults;

    public HelpDeskSettings Read()
    {
        var settings = new HelpDeskSettings { Contacts = ReadContacts(), BusinessHours = ReadHours(), Targets = ReadTargets(), Release = ReadRelease() };
        if (settings.BusinessHours.Fault is { } hours)
        {
            faults.Add(hours);
        }

        faults.AddRange(settings.Targets.Faults);
        return settings;
    }

    private Contacts ReadContacts()
    {
        var section = root.GetSection("Contacts");
        var operators = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in section.GetSection("Operators").GetChildren())
        {
            if (areas.ByCode(one.Key) is null)
            {
                faults.Add(new SettingFault(one.Path, "SET002", one.Key, string.Join(", ", areas.Areas.Select(area => area.Code))));
            }
            else if (Contact(one) is { } contact)
            {
                operators[one.Key] = contact;
            }
        }

        return new Contacts { HelpDesk = Contact(section.GetSection("HelpDesk")), Operators = operators };
    }

    private string? Contact(IConfigurationSection section)
    {
        if (section.Value is not { } text)
        {
            return null;
        }

        if (!string.IsNullOrWhiteSpace(text) && text.Length <= LongestContact)
        {
            return text.Trim();
        }

        faults.Add(new SettingFault(section.Path, "SET011", LongestContact.ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    private BusinessHours ReadHours()
    {
        var section = root.GetSection("BusinessHours");
        var hours = new BusinessHours();
        hours.Opens = Time(section.GetSection("Opens")) ?? hours.Opens;
        hours.Closes = Time(section.GetSection("Closes")) ?? hours.Closes;
        return hours;
    }

    private TimeOnly? Time(IConfigurationSection section)
    {
        if (section.Value is not { } text)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text.Trim(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        faults.Add(new SettingFault(section.Path, "SET004", text));
        return null;
    }

    private TicketTargets ReadTargets()
    {
        var targets = new TicketTargets();
        foreach (var priority in Enum.GetValues<TicketPriority>())
        {
            var (section, times) = (root.GetSection($"Targets:{priority}"), targets.Of(priority));
            times.FirstResponse = Hours(section.GetSection("FirstResponse")) ?? times.FirstResponse;
            times.Resolution = Hours(section.GetSection("Resolution")) ?? times.Resolution;
        }

        return targets;
    }

    private ReleaseRules ReadRelease()
    {
        var (section, rules, roles) = (root.GetSection("SecondCheck"), new ReleaseRules(), new List<DeskRole>());
        foreach (var one in section.GetSection("Roles").GetChildren())
        {
            // Only roles in which people write to requesters: any other would ask for nothing.
            if (ReleaseRules.Writing.Cast<DeskRole?>().FirstOrDefault(role => string.Equals(role.ToString(), one.Value, StringComparison.OrdinalIgnoreCase)) is { } role)
            {
                roles.Add(role);
            }
            else
            {
                faults.Add(new SettingFault(section.Path + ":Roles", "SET019", one.Value ?? "", string.Join(", ", ReleaseRules.Writing.Select(role => role.ToString().ToLowerInvariant()))));
            }
        }

        // What is no number, or out of range, has been told of already.
        var undo = int.TryParse(root["Replies:UndoSeconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : rules.Undo;
        return rules with { Undo = undo, Roles = roles, OtherNumbers = Flag(section.GetSection("OtherNumbers")) ?? rules.OtherNumbers, OtherCompanies = Flag(section.GetSection("OtherCompanies")) ?? rules.OtherCompanies };
    }

    /// <summary>What is neither true nor false has been told of already.</summary>
    private static bool? Flag(IConfigurationSection section) => bool.TryParse(section.Value, out var isOn) ? isOn : null;

    private TimeSpan? Hours(IConfigurationSection section)
    {
        if (section.Value is not { } text)
        {
            return null;
        }

        // What is a number but out of range is the targets' own fault; only what no time span can hold is refused here.
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) && Math.Abs(hours) < 1e6)
        {
            return TimeSpan.FromHours(hours);
        }

        faults.Add(new SettingFault(section.Path, "SET005", text, TicketTargets.Longest.TotalHours.ToString(CultureInfo.InvariantCulture)));
        return null;
    }
}
