using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Settings;

/// <summary>
/// Puts what the places gave together, the later place over the earlier; what has no known name or no usable value is a fault.
/// A list given in a later place replaces the whole list of an earlier one: merged by number, a narrow list would keep the end of a wider.
/// </summary>
internal sealed class StrictSettings
{
    private readonly List<SettingFault> faults = [];
    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SettingOrigin> origins = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<SettingFault> Faults => faults;

    /// <summary>In the spelling of <see cref="KnownSettings"/>; lists as Key:0, Key:1 …</summary>
    public IReadOnlyDictionary<string, string?> Values => values;

    public SettingOrigin? OriginOf(string key) => origins.GetValueOrDefault(key);

    public void Add(SettingLayer layer)
    {
        faults.AddRange(layer.Faults);
        var lists = new Dictionary<string, List<(int Item, string Text)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var given in layer.Given)
        {
            switch (SettingNames.Find(given.Key))
            {
                case FoundSetting { Setting.Kind: SettingKind.List } list when given.Value is { } text:
                    origins[list.Key] = given.Origin;
                    var items = lists.TryGetValue(list.Key, out var there) ? there : lists[list.Key] = [];
                    items.AddRange(list.Item is { } item ? [(item, text)] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select((one, i) => (i, one)));
                    break;
                case FoundSetting found when given.Value is { } value:
                    Take(found, value, given);
                    break;
                case FrameworkSetting:
                    values[given.Key] = given.Value;
                    break;
                case SectionName section when !string.IsNullOrEmpty(given.Value):
                    Fault(given, "SET010", string.Join(", ", section.Entries));
                    break;
                case TooDeep:
                    Fault(given, "SET009");
                    break;
                case NoId id:
                    Fault(given, "SET022", id.Written);
                    break;
                case UnknownName { Nearest: { } nearest }:
                    Fault(given, "SET014", Written(nearest, given.Origin));
                    break;
                case UnknownName unknown:
                    Fault(given, "SET001", string.Join(", ", unknown.Names));
                    break;
                default:
                    break;
            }
        }

        foreach (var (key, items) in lists)
        {
            Replace(key, [.. items.OrderBy(one => one.Item).Select(one => one.Text)]);
        }
    }

    private void Take(FoundSetting found, string value, GivenSetting given)
    {
        if (found.Key == KnownSettings.File && given.Origin.Place == SettingPlace.File)
        {
            Fault(given, "SET018");
        }
        else if (value.Length == 0 || Unusable(found.Setting, value) is not { } fault)
        {
            (values[found.Key], origins[found.Key]) = (value, given.Origin);
        }
        else
        {
            faults.Add(new SettingFault(given.Key, fault.Code, fault.Arguments) { Origin = given.Origin });
        }
    }

    private static (string Code, string[] Arguments)? Unusable(KnownSetting setting, string value) => setting.Kind switch
    {
        SettingKind.Number when !(int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= setting.Least && number <= setting.Most) =>
            ("SET015", [value, Text(setting.Least), Text(setting.Most)]),
        SettingKind.Flag when !bool.TryParse(value, out _) => ("SET019", [value, "true, false"]),
        SettingKind.Date when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => ("SET020", [value]),
        SettingKind.Choice when !setting.Choices.Contains(value, StringComparer.OrdinalIgnoreCase) => ("SET019", [value, string.Join(", ", setting.Choices)]),
        _ => null,
    };

    private void Replace(string key, IReadOnlyList<string> items)
    {
        foreach (var earlier in values.Keys.Where(one => one.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            values.Remove(earlier);
        }

        foreach (var (item, i) in items.Select((item, i) => (item, i)))
        {
            values[string.Create(CultureInfo.InvariantCulture, $"{key}:{i}")] = item;
        }
    }

    private void Fault(GivenSetting given, string code, params IReadOnlyList<string> arguments) => faults.Add(new SettingFault(given.Key, code, arguments) { Origin = given.Origin });

    /// <summary>As it would be written in the same place.</summary>
    private static string Written(string key, SettingOrigin origin) => origin.Place switch
    {
        SettingPlace.CommandLine => "--" + key,
        SettingPlace.Environment => (origin.Name.StartsWith(EnvironmentSettings.Prefix, StringComparison.OrdinalIgnoreCase) ? EnvironmentSettings.Prefix : "") + key.Replace(":", "__", StringComparison.Ordinal),
        _ => key,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
