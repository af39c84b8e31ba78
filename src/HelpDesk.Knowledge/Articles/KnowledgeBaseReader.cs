using HelpDesk.Sources;

namespace HelpDesk.Knowledge.Articles;

/// <summary>What reading a kb folder gave: the knowledge base where it can be served, and everything found wrong.</summary>
public sealed record KnowledgeBaseReading(KnowledgeBase? KnowledgeBase, FindingList Findings)
{
    /// <summary>Of the files that can be read, whatever the others hold; null where there is no article.</summary>
    public KnowledgeBase? Rest { get; init; }
}

/// <summary>
/// Reads a kb folder. Only articles/ is needed; sections.yaml, glossary.csv, outside.yaml and articles/codes/ are used
/// where they stand, so that any folder of this format can be searched and measured.
/// </summary>
public static class KnowledgeBaseReader
{
    private const int DeepestFolder = 16;
    private const string TranslationEnding = ".en.md";

    public static KnowledgeBaseReading Read(string directory)
    {
        var findings = new FindingList();
        var articlesDirectory = Path.Combine(directory, "articles");
        if (!Directory.Exists(articlesDirectory))
        {
            findings.Error(new Place(Path.GetFullPath(articlesDirectory), 0, 0), "KB030");
            return new KnowledgeBaseReading(null, findings);
        }

        var sections = ReadSections(directory, findings);
        var codeLists = ReadCodeLists(directory, articlesDirectory, findings);
        var glossary = ReadGlossary(directory, findings);
        var outside = ReadOutside(directory, findings);
        var articles = ReadArticles(directory, articlesDirectory, findings);
        if (articles.Count == 0)
        {
            findings.Error(new Place(Path.GetFullPath(articlesDirectory), 0, 0), "KB031");
        }

        var order = sections.Select((section, i) => (section.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        var sorted = articles
            .OrderBy(article => order.GetValueOrDefault(article.SectionId, int.MaxValue))
            .ThenBy(article => article.Id, StringComparer.Ordinal).ToList();
        var kb = sorted.Count == 0 ? null : new KnowledgeBase(sorted, sections, glossary, outside, codeLists);
        return new KnowledgeBaseReading(findings.HasErrors ? null : kb, findings) { Rest = kb };
    }

    private static List<Article> ReadArticles(string root, string directory, FindingList findings)
    {
        foreach (var folder in Entries(directory, files: false).Where(folder => folder.EndsWith(".md", StringComparison.Ordinal)))
        {
            findings.Warn(new Place(Shown(root, folder), 0, 0), "KB105");
        }

        var paths = Entries(directory, files: true).Where(path => path.EndsWith(".md", StringComparison.Ordinal)).ToList();
        var read = new ReadFile[paths.Count];
        Parallel.For(0, read.Length, i => read[i] = ReadFile.Of(paths[i], Shown(root, paths[i])));
        var articles = new Dictionary<string, Article>(StringComparer.OrdinalIgnoreCase);
        var translations = new List<(string Id, ArticleTranslation Translation)>();
        foreach (var file in read)
        {
            findings.AddRange(file.Findings.All);
            if (file.Translation is { } translation)
            {
                translations.Add(translation);
            }
            else if (file.Article is { } article && !articles.TryAdd(article.Id, article))
            {
                findings.Error(new Place(file.Shown, 1, 1), "KB032", article.Id, articles[article.Id].Places!.File.File);
            }
        }

        foreach (var (id, translation) in translations)
        {
            if (articles.TryGetValue(id, out var article))
            {
                articles[id] = article with { Translation = translation };
            }
            else
            {
                findings.Error(translation.Place, "KB033", id);
            }
        }

        return [.. articles.Values];
    }

    /// <summary>What one file gave, an article or a translation of one, beside all others.</summary>
    private sealed record ReadFile(string Shown, Article? Article, (string Id, ArticleTranslation Translation)? Translation, FindingList Findings)
    {
        public static ReadFile Of(string path, string shown)
        {
            var findings = new FindingList();
            try
            {
                if (SourceFile.Read(path, shown, findings) is { } text)
                {
                    return shown.EndsWith(TranslationEnding, StringComparison.Ordinal)
                        ? new ReadFile(shown, null, ArticleFile.ReadTranslation(text, shown, findings), findings)
                        : new ReadFile(shown, ArticleFile.Read(text, shown, findings), null, findings);
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Whatever a file holds and a library says to it: this file is left out, the others are read.
                findings.Error(new Place(shown, 0, 0), "KB108", e.GetType().Name);
            }

            return new ReadFile(shown, null, null, findings);
        }
    }

    /// <summary>Files or folders below a folder, in order. Links are followed, but not without end.</summary>
    private static IEnumerable<string> Entries(string directory, bool files)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
        return (files ? Directory.EnumerateFiles(directory, "*", options) : Directory.EnumerateDirectories(directory, "*", options)).Order(StringComparer.Ordinal);
    }

    private static List<Section> ReadSections(string directory, FindingList findings)
    {
        var sections = new List<Section>();
        var path = Path.Combine(directory, "sections.yaml");
        if (!File.Exists(path) || SourceFile.Read(path, Shown(directory, path), findings) is not { } text)
        {
            return sections;
        }

        foreach (var map in YamlMap.ParseList(text, Shown(directory, path), findings))
        {
            var parts = map.MapList("parts").Select(part =>
            {
                var read = new SectionPart(part.Required("from") ?? "", part.Required("name") ?? "", part.Required("name_en") ?? "");
                part.RejectUnknownKeys();
                return read;
            }).ToList();
            var section = new Section(map.Required("id") ?? "", map.Required("name") ?? "", map.Required("name_en") ?? "", parts);
            map.RejectUnknownKeys();
            if (sections.Exists(other => other.Id == section.Id))
            {
                findings.Error(map.PlaceOfKey("id"), "KB034", section.Id);
                continue;
            }

            sections.Add(section);
        }

        return sections;
    }

    private static List<OutsideTopic> ReadOutside(string directory, FindingList findings)
    {
        var path = Path.Combine(directory, "outside.yaml");
        if (!File.Exists(path) || SourceFile.Read(path, Shown(directory, path), findings) is not { } text)
        {
            return [];
        }

        var topics = new Dictionary<string, OutsideTopic>(StringComparer.Ordinal);
        foreach (var map in YamlMap.ParseList(text, Shown(directory, path), findings))
        {
            var topic = new OutsideTopic(
                map.Required("id") ?? "", map.Required("title") ?? "", map.Required("title_en") ?? "",
                [.. map.Texts("phrasings").Select(phrasing => phrasing.Value)], map.Optional("intent")) { OwnerId = map.Optional("owner"), SeeId = map.Optional("see"), Place = map.PlaceOfKey("id") };
            map.RejectUnknownKeys();
            if (!topics.TryAdd(topic.Id, topic))
            {
                findings.Error(map.PlaceOfKey("id"), "KB034", topic.Id);
            }
        }

        return [.. topics.Values];
    }

    private static List<GlossaryTerm> ReadGlossary(string directory, FindingList findings)
    {
        var path = Path.Combine(directory, "glossary.csv");
        return File.Exists(path)
            ? [.. CsvSource.Read(path, Shown(directory, path), findings, "term", "english", "reading", "variants")
                .Select(row => new GlossaryTerm(row["term"], row["english"], row["reading"], row.List("variants")))]
            : [];
    }

    private static List<CodeList> ReadCodeLists(string root, string articlesDirectory, FindingList findings)
    {
        var directory = Path.Combine(articlesDirectory, "codes");
        if (!Directory.Exists(directory))
        {
            return [];
        }

        var lists = new List<CodeList>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.csv").Order(StringComparer.Ordinal))
        {
            var shown = Shown(root, path);
            var rows = CsvSource.Read(path, shown, findings, "code", "meaning", "remedy")
                .Select(row => (Row: new CodeRow(row["code"], row["meaning"], row["remedy"]), row.Place)).ToList();
            foreach (var (row, place) in rows.Where(row => row.Row.Code.Length == 0 || row.Row.Meaning.Length == 0))
            {
                findings.Error(place, "KB035", row.Code);
            }

            lists.Add(new CodeList(Path.GetFileNameWithoutExtension(path), [.. rows.Select(row => row.Row)], new Place(shown, 1, 1)));
        }

        return lists;
    }

    private static string Shown(string root, string path) =>
        Path.Combine(Path.GetFileName(Path.GetFullPath(root).TrimEnd(Path.DirectorySeparatorChar)), Path.GetRelativePath(root, path)).Replace('\\', '/');
}
