using HelpDesk.Sources;

namespace HelpDesk.Conversation.Settings;

/// <summary>
/// Settings in the environment: HELPDESK__Mail__Port, and Mail__Port as ASP.NET Core has it; two underscores stand for the colon.
/// Other people's variables stand there too, so that only names that begin like ours are looked at, or nearly like ours.
/// </summary>
internal static class EnvironmentSettings
{
    public const string Prefix = "HELPDESK__";

    private const string Separator = "__";

    /// <summary>Those without our prefix come first: ours decides.</summary>
    public static SettingLayer Read(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var (plain, ours, faults) = (new List<GivenSetting>(), new List<GivenSetting>(), new List<SettingFault>());
        foreach (var (name, value) in variables.Where(one => one.Value.Length > 0).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var origin = new SettingOrigin(SettingPlace.Environment, name);
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                ours.Add(new GivenSetting(Key(name[Prefix.Length..]), value, origin));
            }
            else if (string.Equals(name, KnownSettings.Language, StringComparison.OrdinalIgnoreCase))
            {
                plain.Add(new GivenSetting(KnownSettings.Language, value, origin));
            }
            else if (Misspelled(name) is { } meant)
            {
                faults.Add(new SettingFault(name, "SET014", meant) { Origin = origin });
            }
            else if (name.IndexOf(Separator, StringComparison.Ordinal) is var at and > 0 && SettingNames.IsLikeASection(name[..at]))
            {
                plain.Add(new GivenSetting(Key(name), value, origin));
            }
        }

        return new SettingLayer([.. plain, .. ours], faults);
    }

    /// <summary>
    /// HELPDESK_LAGN, HELPDESK_Mail__Port. Any other HELPDESK_ is somebody else's: Kubernetes makes HELPDESK_PORT and such of a
    /// service of that name.
    /// </summary>
    private static string? Misspelled(string name)
    {
        const string start = "HELPDESK_";
        if (SettingNames.Distance(name, KnownSettings.Language) is > 0 and <= 2)
        {
            return KnownSettings.Language;
        }

        return name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && SettingNames.Find(Key(name[start.Length..])) is FoundSetting
            ? Prefix + name[start.Length..]
            : null;
    }

    private static string Key(string name) => name.Replace(Separator, ":", StringComparison.Ordinal);
}
