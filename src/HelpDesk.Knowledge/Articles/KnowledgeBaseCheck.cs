using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpDesk.Knowledge.Articles;

/// <summary>Rules that reading file by file does not see: what articles say of each other, of sections and of code lists.</summary>
public static class KnowledgeBaseCheck
{
    public const int FewestPhrasings = 10;
    public const int MostPhrasings = 20;

    /// <summary>What is wrong, article by article in the order of the knowledge base.</summary>
    public static IReadOnlyList<Finding> Check(KnowledgeBase kb)
    {
        ArgumentNullException.ThrowIfNull(kb);
        var findings = new FindingList();
        var symptoms = new Dictionary<string, (string Id, Place File)>(StringComparer.Ordinal);
        var phrased = (Japanese: kb.Articles.Any(article => article.Phrasings.Count > 0),
            English: kb.Articles.Any(article => article.Translation is { Phrasings.Count: > 0 }));
        foreach (var article in kb.Articles)
        {
            var body = article.Places?.File ?? new Place(article.Id, 1, 1);
            CheckFileName(article.Id, body, findings);
            CheckNames(kb, article, findings);
            CheckSymptoms(article, symptoms, findings);
            CheckPhrasings(phrased.Japanese, article.Phrasings, body, findings);
            ArticleBodyCheck.Check(kb, article.Body, body, findings);
            if (article.Translation is not { } translation)
            {
                findings.Warn(Whole(body), "KB047", article.Id);
                continue;
            }

            CheckFileName($"{article.Id}.en", translation.Place, findings);
            CheckPhrasings(phrased.English, translation.Phrasings, translation.Place, findings);
            ArticleBodyCheck.Check(kb, translation.Body, translation.Place, findings);
        }

        return findings.All;
    }

    /// <summary>Names of things that stand elsewhere: section, related articles, code list.</summary>
    private static void CheckNames(KnowledgeBase kb, Article article, FindingList findings)
    {
        var places = article.Places;
        var file = Whole(places?.File ?? new Place(article.Id, 0, 0));
        if (kb.Sections.Count > 0 && !kb.Sections.Any(section => string.Equals(section.Id, article.SectionId, StringComparison.Ordinal)))
        {
            findings.Warn(places?.Section ?? file, "KB040", article.SectionId);
        }

        for (var i = 0; i < article.Related.Count; i++)
        {
            if (kb.Find(article.Related[i]) is null)
            {
                findings.Error(PlaceAt(places?.Related, i, file), "KB041", article.Related[i]);
            }
        }

        if (article.CodeListId is { } codeList && kb.CodeListOf(article) is null)
        {
            findings.Error(places?.CodeList ?? file, "KB049", codeList);
        }
    }

    private static void CheckSymptoms(Article article, Dictionary<string, (string Id, Place File)> seen, FindingList findings)
    {
        var file = Whole(article.Places?.File ?? new Place(article.Id, 0, 0));
        for (var i = 0; i < article.Symptoms.Count; i++)
        {
            var symptom = article.Symptoms[i];
            var key = KeyOf(symptom);
            if (!seen.TryAdd(key, (article.Id, file)) && seen[key].Id != article.Id)
            {
                findings.Error(PlaceAt(article.Places?.Symptoms, i, file), "KB046", symptom.ToString() ?? "", seen[key].File.File);
            }
        }
    }

    /// <summary>What makes two symptoms the same to a person: width and case aside.</summary>
    private static string KeyOf(Symptom symptom) => symptom switch
    {
        CodeSymptom code => $"code\n{Fold(code.Code)}",
        MessageSymptom message => $"message\n{Fold(message.Prefix ?? "")}\n{Fold(message.Text)}",
        StatusSymptom status => $"status\n{Fold(status.Name)}",
        _ => symptom.ToString() ?? "",
    };

    private static string Fold(string text) => TextFolding.Fold(text.Trim());

    private static void CheckPhrasings(bool kindHasSome, IReadOnlyList<string> phrasings, Place body, FindingList findings)
    {
        if (kindHasSome && phrasings.Count is < FewestPhrasings or > MostPhrasings)
        {
            findings.Warn(Whole(body), "KB051", phrasings.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void CheckFileName(string name, Place body, FindingList findings)
    {
        // An article that was not read from a file has no name to compare.
        if (body.File.EndsWith(".md", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(body.File) != name)
        {
            findings.Warn(Whole(body), "KB053", name);
        }
    }

    private static Place PlaceAt(IReadOnlyList<Place>? places, int index, Place otherwise) =>
        places is not null && index < places.Count ? places[index] : otherwise;

    private static Place Whole(Place place) => new(place.File, 0, 0);
}

/// <summary>What stands in an article's Markdown: links, cross references, raw HTML.</summary>
internal static partial class ArticleBodyCheck
{
    private const int LongestShown = 60;

    // As MarkdownText reads it, so that links are found exactly where readers get them; and once more with HTML, to see what of it is lost.
    private static readonly MarkdownPipeline AsShown = Builder().DisableHtml().Build();
    private static readonly MarkdownPipeline WithHtml = Builder().Build();

    /// <param name="start">Where the body's first line of text stands.</param>
    public static void Check(KnowledgeBase kb, MarkdownText markdown, Place start, FindingList findings)
    {
        var body = new BodySource(markdown.Source, start);
        var document = Markdown.Parse(markdown.Source, AsShown);
        foreach (var inline in document.Descendants<Inline>())
        {
            switch (inline)
            {
                case LinkInline link:
                    CheckLink(kb, link, body.At(link.Span.Start), findings);
                    break;
                case AutolinkInline { IsEmail: false } link:
                    CheckScheme(link.Url, body.At(link.Span.Start), findings);
                    break;
            }
        }

        foreach (var leaf in document.Descendants<LeafBlock>().Where(leaf => leaf.Inline is not null))
        {
            CheckUnlinked(leaf.Inline!, body, findings);
        }

        CheckHtml(body, findings);
    }

    private static void CheckLink(KnowledgeBase kb, LinkInline link, Place place, FindingList findings)
    {
        var url = link.Url ?? "";
        var target = ArticleLink.TargetOf(url);
        if (target is null ? IsRelative(url) : kb.Find(target) is null)
        {
            // Which article a reference means is of no use while its link leads nowhere.
            findings.Error(place, "KB042", url);
            return;
        }

        CheckScheme(url, place, findings);
        var text = Words.Of(link, intoLinks: true).Text;
        if (Reference().Match(text) is { Success: true } reference && ArticleIdOf(reference) is var meant
            && !string.Equals(meant, target, StringComparison.OrdinalIgnoreCase))
        {
            findings.Error(place, "KB045", reference.Value, meant, target ?? url);
        }
    }

    /// <summary>Neither a note of the same article, nor a page of the site, nor an address with a scheme: meant as an article's file.</summary>
    private static bool IsRelative(string url) => !url.StartsWith('#') && !url.StartsWith('/') && !Scheme().IsMatch(url);

    private static void CheckScheme(string url, Place place, FindingList findings)
    {
        var scheme = Scheme().Match(url);
        if (scheme.Success && scheme.Groups[1].Value.ToUpperInvariant() is not ("HTTP" or "HTTPS" or "MAILTO"))
        {
            findings.Warn(place, "KB043", url);
        }
    }

    private static void CheckUnlinked(ContainerInline inlines, BodySource body, FindingList findings)
    {
        var words = Words.Of(inlines, intoLinks: false);
        foreach (Match reference in Reference().Matches(words.Text))
        {
            findings.Warn(body.At(words.Positions[reference.Index]), "KB052", reference.Value);
        }
    }

    private static void CheckHtml(BodySource body, FindingList findings)
    {
        foreach (var item in Markdown.Parse(body.Text, WithHtml).Descendants())
        {
            if (item is HtmlBlock or HtmlInline)
            {
                var text = body.Text[item.Span.Start..Math.Min(item.Span.End + 1, body.Text.Length)].Split('\n')[0].TrimEnd();
                var shown = text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
                findings.Warn(body.At(item.Span.Start), "KB044", shown);
            }
        }
    }

    /// <summary>The article that 「3.システムの利用」④ means: 3-04.</summary>
    private static string ArticleIdOf(Match reference)
    {
        var section = reference.Groups["section"].Value.Normalize(NormalizationForm.FormKC);
        var item = reference.Groups["item"].Value[0] - '①' + 1;
        return $"{section}-{item.ToString("00", CultureInfo.InvariantCulture)}";
    }

    private static MarkdownPipelineBuilder Builder() =>
        new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseArticleSyntax();

    [GeneratedRegex("「(?<section>[0-9０-９]{1,4})[.．][^「」\uFFFC]{0,200}」\\s{0,20}(?<item>[①-⑳])", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]{0,60}):", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    /// <summary>The body's text and where it stands in its file.</summary>
    private sealed class BodySource(string text, Place start)
    {
        // The reader gives the first line that holds text; lines of blanks alone may stand before it.
        private readonly int firstLine = start.Line - text.AsSpan(0, text.Length - text.AsSpan().TrimStart().Length).Count('\n');

        public string Text => text;

        public Place At(int position)
        {
            var before = text.AsSpan(0, Math.Clamp(position, 0, text.Length));
            return new Place(start.File, firstLine + before.Count('\n'), before.Length - before.LastIndexOf('\n'));
        }
    }

    /// <summary>The words of inlines, each character with its position in the body.</summary>
    private sealed class Words
    {
        // Stands for a link that was left out, so that the words around it do not run together.
        private const char LeftOut = '\uFFFC';
        private readonly StringBuilder text = new();
        private readonly List<int> positions = [];

        public string Text => text.ToString();

        public IReadOnlyList<int> Positions => positions;

        public static Words Of(ContainerInline inlines, bool intoLinks)
        {
            var words = new Words();
            words.Append(inlines, intoLinks);
            return words;
        }

        private void Append(ContainerInline inlines, bool intoLinks)
        {
            foreach (var inline in inlines)
            {
                switch (inline)
                {
                    case LiteralInline literal:
                        Append(literal);
                        break;
                    case LinkInline link when !intoLinks:
                        text.Append(LeftOut);
                        positions.Add(link.Span.Start);
                        break;
                    case ContainerInline container:
                        Append(container, intoLinks);
                        break;
                    default:
                        text.Append(LeftOut);
                        positions.Add(inline.Span.Start);
                        break;
                }
            }
        }

        private void Append(LiteralInline literal)
        {
            var from = literal.Span.Start + (literal.IsFirstCharacterEscaped ? 1 : 0);
            text.Append(literal.Content.AsSpan());
            positions.AddRange(Enumerable.Range(from, literal.Content.Length));
        }
    }
}
