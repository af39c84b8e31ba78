using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Notices;

/// <summary>How much a notice matters; it decides how it looks.</summary>
public enum NoticeSeverity
{
    /// <summary>Good to know: maintenance to come.</summary>
    Info,

    /// <summary>Something works badly.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Critical,
}

/// <summary>What the desk tells everybody for a time, such as an outage.</summary>
/// <param name="From">First instant; null: since ever.</param>
/// <param name="Until">First instant at which it is not shown any more; null: until the file says so.</param>
public sealed record Notice(string Ja, string En, NoticeSeverity Severity, DateTimeOffset? From, DateTimeOffset? Until)
{
    public string TextIn(string? language) => language == "en" ? En : Ja;

    public bool IsShown(DateTimeOffset now) => (From is not { } from || now >= from) && (Until is not { } until || now < until);
}

/// <summary>Reads notice.yaml of a kb folder. Without the file there is no notice.</summary>
public static class NoticeFile
{
    public const string Name = "notice.yaml";

    /// <summary>Characters of one text.</summary>
    public const int LongestText = 500;

    private static readonly TimeSpan Tokyo = TimeSpan.FromHours(9);

    public static IReadOnlyList<Notice> Read(string kbDirectory, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var path = Path.Combine(kbDirectory, Name);
        if (!File.Exists(path) || SourceFile.Read(path, Name, findings) is not { } yaml || YamlMap.Parse(yaml, Name, findings) is not { } root)
        {
            return [];
        }

        var notices = root.MapList("notices").Select(map => One(map, findings)).OfType<Notice>().ToList();
        root.RejectUnknownKeys();
        return notices;
    }

    private static Notice? One(YamlMap map, FindingList findings)
    {
        var (ja, en) = (Text(map, "ja", findings), Text(map, "en", findings));
        var (from, until) = (Instant(map, "from", findings), Instant(map, "until", findings));
        var severity = map.Optional("severity") ?? "info";
        map.RejectUnknownKeys();
        if (!Enum.TryParse<NoticeSeverity>(severity, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(severity[0]))
        {
            findings.Error(map.PlaceOfKey("severity"), "KB076", severity);
        }

        if (from is { } first && until is { } last && last <= first)
        {
            findings.Error(map.PlaceOfKey("until"), "KB078");
        }

        return ja is null || en is null ? null : new Notice(ja, en, known, from, until);
    }

    private static string? Text(YamlMap map, string key, FindingList findings)
    {
        var text = map.Required(key)?.Trim();
        if (text is { Length: > LongestText })
        {
            findings.Error(map.PlaceOfKey(key), "KB079", LongestText.ToString(CultureInfo.InvariantCulture));
        }

        return text;
    }

    /// <summary>«2026-12-01 09:00» is Tokyo's; with an offset, «2026-12-01T09:00+09:00», it says so itself.</summary>
    private static DateTimeOffset? Instant(YamlMap map, string key, FindingList findings)
    {
        if (map.Optional(key) is not { Length: > 0 } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return new DateTimeOffset(local, Tokyo);
        }

        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return at;
        }

        findings.Error(map.PlaceOfKey(key), "KB077", text);
        return null;
    }
}
