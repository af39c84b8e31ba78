using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Knowledge.Articles;

/// <summary>Reads one article file: YAML front matter between two lines «---», then the answer in Markdown.</summary>
internal static class ArticleFile
{
    internal const int LongestId = 64;

    /// <summary>Reads a Japanese article (ID.md). Null where it cannot be used; the findings say why.</summary>
    public static Article? Read(string text, string file, FindingList findings)
    {
        if (FrontMatter.Split(text, file, findings) is not { } parts)
        {
            return null;
        }

        var map = parts.Map;
        var (id, title, question) = ReadHead(map, findings);
        var related = map.Texts("related");
        var symptoms = ReadSymptoms(map, findings);
        var body = ReadBody(parts.Body, parts.BodyLine, file, findings);
        var article = new Article
        {
            Id = id ?? "",
            SectionId = map.Optional("section") ?? "",
            Title = title ?? question ?? "",
            Question = question ?? title ?? "",
            Body = body ?? MarkdownText.Empty,
            Symptoms = [.. symptoms.Select(symptom => symptom.Value)],
            Phrasings = [.. map.Texts("phrasings").Select(phrasing => phrasing.Value)],
            InquiryType = map.Optional("inquiry"),
            Deadline = ReadDeadline(map, findings),
            Related = [.. related.Select(other => other.Value)],
            CodeListId = map.Optional("code_list"),
            CodeListNote = map.Optional("code_list_note"),
            Source = map.Optional("source"),
            Date = ReadDate(map, findings),
            Places = new ArticlePlaces(
                new Place(file, parts.BodyLine, 1),
                [.. symptoms.Select(symptom => symptom.Place)],
                [.. related.Select(other => other.Place)],
                map.PlaceOfKey("section"),
                map.PlaceOfKey("inquiry"),
                map.PlaceOfKey("code_list")),
        };
        map.RejectUnknownKeys();
        return id is null || body is null || article.Title.Length == 0 ? null : article;
    }

    /// <summary>Reads the English translation (ID.en.md) of an article: its id and its texts.</summary>
    public static (string Id, ArticleTranslation Translation)? ReadTranslation(string text, string file, FindingList findings)
    {
        if (FrontMatter.Split(text, file, findings) is not { } parts)
        {
            return null;
        }

        var map = parts.Map;
        var (id, title, question) = ReadHead(map, findings);
        if (map.Optional("language") is not "en")
        {
            findings.Error(map.PlaceOfKey("language"), "KB022");
        }

        if (map.Optional("translation") is not ("unofficial" or "official"))
        {
            findings.Error(map.PlaceOfKey("translation"), "KB023");
        }

        var phrasings = map.Texts("phrasings").Select(phrasing => phrasing.Value).ToList();
        var note = map.Optional("code_list_note");
        map.RejectUnknownKeys();
        var body = ReadBody(parts.Body, parts.BodyLine, file, findings);
        return id is null || body is null || (title ?? question) is not { } shown
            ? null
            : (id, new ArticleTranslation(title ?? shown, question ?? shown, body, phrasings, new Place(file, parts.BodyLine, 1)) { CodeListNote = note });
    }

    internal static bool IsId(string id) =>
        id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && id[0] != '.';

    private static (string? Id, string? Title, string? Question) ReadHead(YamlMap map, FindingList findings)
    {
        var id = ReadId(map, findings);
        var title = map.Optional("title");
        var question = map.Optional("question");
        if (string.IsNullOrWhiteSpace(title ?? question))
        {
            findings.Error(map.Place, "KB021");
        }

        return (id, title, question);
    }

    private static string? ReadId(YamlMap map, FindingList findings)
    {
        var id = map.Required("id");
        if (id is not null && !IsId(id))
        {
            findings.Error(map.PlaceOfKey("id"), "KB024", id);
            return null;
        }

        return id;
    }

    /// <summary>Null, with a finding, where it cannot be read as Markdown.</summary>
    private static MarkdownText? ReadBody(string body, int line, string file, FindingList findings)
    {
        var text = new MarkdownText(body);
        if (text.TooDeepAt() is not { } at)
        {
            return text;
        }

        findings.Error(new Place(file, line + at, 1), "KB104");
        return null;
    }

    private static DeadlineRule? ReadDeadline(YamlMap map, FindingList findings)
    {
        DeadlineRule? rule = map.Optional("deadline") switch
        {
            "application-form" => DeadlineRule.ApplicationForm,
            "api-test" => DeadlineRule.ApiTest,
            _ => null,
        };
        if (rule is null && map.Optional("deadline") is { } unknown)
        {
            findings.Error(map.PlaceOfKey("deadline"), "KB109", unknown);
        }

        return rule;
    }

    private static DateOnly? ReadDate(YamlMap map, FindingList findings)
    {
        var text = map.Optional("date");
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        findings.Error(map.PlaceOfKey("date"), "KB025", text);
        return null;
    }

    private static List<Placed<Symptom>> ReadSymptoms(YamlMap map, FindingList findings)
    {
        var symptoms = new List<Placed<Symptom>>();
        foreach (var entry in map.MapList("symptoms"))
        {
            var code = entry.Optional("code");
            var message = entry.Optional("message");
            var status = entry.Optional("status");
            Symptom? symptom = (code, message, status) switch
            {
                ({ Length: > 0 }, null, null) => new CodeSymptom(code),
                (null, { Length: > 0 }, null) => new MessageSymptom(message, entry.Optional("prefix")),
                (null, null, { Length: > 0 }) => new StatusSymptom(status, [.. entry.Texts("written").Select(written => written.Value)]),
                _ => null,
            };
            entry.RejectUnknownKeys();
            if (symptom is null)
            {
                findings.Error(entry.Place, "KB026");
            }
            else
            {
                symptoms.Add(new Placed<Symptom>(symptom, entry.Place));
            }
        }

        return symptoms;
    }
}

/// <summary>The two parts of a kb file.</summary>
/// <param name="BodyLine">Line (from 1) on which the Markdown begins.</param>
internal sealed record FrontMatter(YamlMap Map, string Body, int BodyLine)
{
    private const string Fence = "---";

    public static FrontMatter? Split(string text, string file, FindingList findings)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].TrimEnd() == Fence ? Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence) : -1;
        if (end < 0)
        {
            findings.Error(new Place(file, 1, 1), "KB020");
            return null;
        }

        var map = YamlMap.Parse(string.Join('\n', lines[1..end]), file, findings, lineOffset: 1);
        return map is null ? null : new FrontMatter(map, string.Join('\n', lines[(end + 1)..]).Trim('\n'), FirstTextLine(lines, end + 1));
    }

    private static int FirstTextLine(string[] lines, int from)
    {
        var first = Array.FindIndex(lines, from, line => line.Trim().Length > 0);
        return (first < 0 ? from : first) + 1;
    }
}
