using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using HelpDesk.Sources;

namespace HelpDesk.Knowledge.Search;

/// <summary>The numbers and word lists that decide about meaning, as learned/weights.yaml of a kb folder holds them.</summary>
public sealed record Weights
{
    private const string FileName = "learned/weights.yaml";
    private const string ConfidenceFile = "learned/confidence.yaml";

    /// <summary>Made by `helpdesk train` of kb/passages; a folder may have none.</summary>
    public const string PassagesFile = "learned/passages.yaml";
    private static readonly Lazy<Weights> Shipped = new(ReadShipped);

    /// <summary>For a kb folder that has none of its own.</summary>
    public static Weights BuiltIn => Shipped.Value;

    public required SearchWeights Search { get; init; }

    /// <summary>Japanese words, in their dictionary form, that say that somebody asks, not what about.</summary>
    public required FrozenSet<string> GenericJapanese { get; init; }

    public required FrozenSet<string> GenericEnglish { get; init; }

    public required AnswerTypes AnswerTypes { get; init; }

    /// <summary>How mail programs call the subject.</summary>
    public required IReadOnlyList<string> SubjectNames { get; init; }

    /// <summary>The power by which a learned likelihood weighs a score.</summary>
    public required float LearnedShare { get; init; }

    public required ConfidenceWeights Confidence { get; init; }

    public required PassageWeights Passages { get; init; }

    /// <summary>The folder's own, or the built-in ones; null, with findings, where the file cannot be used.</summary>
    public static Weights? Read(string kbDirectory, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var weights = Path.Combine(kbDirectory, FileName);
        var confidence = Path.Combine(kbDirectory, ConfidenceFile);
        // The built-in ones are read where a file is missing or cannot be used only: their patterns take long to build.
        var own = File.Exists(confidence) ? ParseConfidence(File.ReadAllText(confidence), "kb/" + ConfidenceFile, findings) : null;
        var read = File.Exists(weights) ? Parse(File.ReadAllText(weights), "kb/" + FileName, () => own ?? BuiltIn.Confidence, findings) : BuiltIn;
        read = read is not null && own is not null ? read with { Confidence = own } : read;
        var passages = Path.Combine(kbDirectory, PassagesFile);
        return read is not null && File.Exists(passages) ? read with { Passages = ParsePassages(File.ReadAllText(passages), read.Passages, findings) } : read;
    }

    /// <summary>What was learned of which passage answers; the rest stays as weights.yaml has it.</summary>
    private static PassageWeights ParsePassages(string yaml, PassageWeights others, FindingList findings)
    {
        if (YamlMap.Parse(yaml, "kb/" + PassagesFile, findings) is not { } root)
        {
            return others;
        }

        var numbers = new FindingList();
        var read = others with
        {
            Choose = Numbers(root, "choose", PassageWeights.Figures.Count, numbers, root.Place),
            Answers = Numbers(root, "answers", PassageWeights.AnswerFigures.Count, numbers, root.Place),
            Digest = root.Optional("digest"),
        };
        root.RejectUnknownKeys();
        findings.AddRange(numbers.All);
        return numbers.HasErrors ? others : read;
    }

    private static Weights ReadShipped()
    {
        var findings = new FindingList();
        var confidence = ParseConfidence(Embedded("confidence.yaml"), ConfidenceFile, findings);
        return Parse(Embedded("weights.yaml"), FileName, () => confidence!, findings) ?? throw new InvalidOperationException(findings.All[0].Code);
    }

    private static string Embedded(string name)
    {
        using var stream = new StreamReader(typeof(Weights).Assembly.GetManifestResourceStream(name)!);
        return stream.ReadToEnd();
    }

    private static ConfidenceWeights? ParseConfidence(string yaml, string file, FindingList findings)
    {
        var numbers = new FindingList();
        if (YamlMap.Parse(yaml, file, numbers) is not { } root)
        {
            findings.AddRange(numbers.All);
            return null;
        }

        var read = new ConfidenceWeights
        {
            InFaq = Numbers(root, "in_faq", ConfidenceWeights.PlainFigures, numbers, root.Place),
            Sure = Numbers(root, "sure", ConfidenceWeights.PlainFigures, numbers, root.Place),
            InFaqLearned = Numbers(root, "in_faq_learned", ConfidenceWeights.AllFigures, numbers, root.Place, ConfidenceWeights.FormerFigures),
            SureLearned = Numbers(root, "sure_learned", ConfidenceWeights.AllFigures, numbers, root.Place, ConfidenceWeights.FormerFigures),
            AdmitBelow = Number(root, "admit_below", numbers, root.Place),
            AnswerFrom = Number(root, "answer_from", numbers, root.Place),
            SureFrom = Number(root, "sure_from", numbers, root.Place),
            ProblemFrom = Number(root, "problem_from", numbers, root.Place),
            SecondFrom = Number(root, "second_from", numbers, root.Place),
            NearFrom = Number(root, "near_from", numbers, root.Place),
        };
        root.RejectUnknownKeys();
        findings.AddRange(numbers.All);
        return numbers.HasErrors ? null : read;
    }

    private static Weights? Parse(string yaml, string file, Func<ConfidenceWeights> confidence, FindingList findings)
    {
        var numbers = new FindingList();
        if (YamlMap.Parse(yaml, file, numbers) is not { } root)
        {
            findings.AddRange(numbers.All);
            return null;
        }

        var generic = root.Map("generic_words");
        var read = new Weights
        {
            Search = ReadSearch(root.Map("search"), numbers, root.Place),
            GenericJapanese = Words(generic, "japanese"),
            GenericEnglish = Words(generic, "english"),
            SubjectNames = [.. root.Texts("subject_names").Select(name => name.Value)],
            LearnedShare = Number(root, "learned_share", numbers, root.Place),
            Confidence = confidence(),
            AnswerTypes = AnswerTypes.Read(root.MapList("answer_types"), numbers),
            // A folder whose own weights are older than this block has the built-in ones.
            Passages = root.Map("passages") is { } passages ? ReadPassages(passages, numbers) : BuiltIn.Passages,
        };
        root.RejectUnknownKeys();
        findings.AddRange(numbers.All);
        return numbers.HasErrors ? null : read;
    }

    private static PassageWeights ReadPassages(YamlMap map, FindingList findings)
    {
        var read = new PassageWeights
        {
            Choose = Numbers(map, "choose", PassageWeights.Figures.Count, findings, map.Place, PassageWeights.FiguresBefore),
            Answers = Numbers(map, "answers", PassageWeights.AnswerFigures.Count, findings, map.Place, PassageWeights.AnswerFiguresBefore),
            AnswersFrom = Number(map, "answers_from", findings, map.Place),
            Types = AnswerTypes.Read(map.MapList("types"), findings),
            PointsOn = Pattern(map, "points_on", findings),
            PointsBack = map.Has("points_back") ? Pattern(map, "points_back", findings) : Never,
        };
        map.RejectUnknownKeys();
        return read;
    }

    private static LinearPattern Pattern(YamlMap map, string key, FindingList findings)
    {
        try
        {
            return new LinearPattern(map.Required(key) ?? "$^", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            findings.Error(map.PlaceOfKey(key), "KB092", e.Message);
            return Never;
        }
    }

    private static LinearPattern Never { get; } = new("$^");

    private static SearchWeights ReadSearch(YamlMap? map, FindingList findings, Place root)
    {
        var fields = TextFeatures.FieldCount;
        return new SearchWeights
        {
            Article = Numbers(map, "article", fields, findings, root),
            Question = Numbers(map, "question", fields, findings, root),
            Phrasing = Numbers(map, "phrasing", fields, findings, root),
            Together = Numbers(map, "together", fields, findings, root),
            Synonyms = Number(map, "synonyms", findings, root),
            PlainArticle = Numbers(map, "plain_article", fields, findings, root),
            PlainQuestion = Numbers(map, "plain_question", fields, findings, root),
            PlainSynonyms = Number(map, "plain_synonyms", findings, root),
            PlainScale = Number(map, "plain_scale", findings, root),
            FullyPhrased = Number(map, "fully_phrased", findings, root),
        };
    }

    private static FrozenSet<string> Words(YamlMap? map, string key) =>
        (map?.Texts(key) ?? []).Select(word => word.Value).ToFrozenSet(StringComparer.Ordinal);

    private static float Number(YamlMap? map, string key, FindingList findings, Place root) => Parse(map?.Required(key), map?.PlaceOfKey(key) ?? root, key, findings);

    private static float[] Numbers(YamlMap? map, string key, int count, FindingList findings, Place root, int former = -1)
    {
        var numbers = (map?.Texts(key) ?? []).Select(text => Parse(text.Value, text.Place, key, findings)).ToArray();
        if (numbers.Length != count && numbers.Length != former)
        {
            findings.Error(map?.PlaceOfKey(key) ?? root, "KB091", key, count.ToString(CultureInfo.InvariantCulture));
            return new float[count];
        }

        return numbers;
    }

    private static float Parse(string? text, Place place, string key, FindingList findings)
    {
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number))
        {
            return number;
        }

        findings.Error(place, "KB090", key, text ?? "");
        return 1;
    }
}
