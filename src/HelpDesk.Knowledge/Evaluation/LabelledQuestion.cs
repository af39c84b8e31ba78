using HelpDesk.Sources;

namespace HelpDesk.Knowledge.Evaluation;

/// <summary>A question whose answer is known: the columns of kb/evaluation/*.tsv.</summary>
/// <param name="Best">The right article; null where the FAQ does not answer it.</param>
/// <param name="Also">Articles that are right too.</param>
/// <param name="Route">Who settles it; «any» is not scored.</param>
/// <param name="Area">Two digits; null is not scored.</param>
public sealed record LabelledQuestion(
    string Id, string Kind, string Query, string? Best, IReadOnlyList<string> Also, string Route, string? Area)
{
    public bool IsRight(string articleId) =>
        string.Equals(articleId, Best, StringComparison.OrdinalIgnoreCase) || Also.Contains(articleId, StringComparer.OrdinalIgnoreCase);

    /// <summary>All sets of a kb folder, in the order of their names; empty where there are none.</summary>
    public static IReadOnlyList<LabelledQuestion> ReadAll(string kbDirectory, FindingList findings)
    {
        var directory = Path.Combine(kbDirectory, "evaluation");
        return Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory, "*.tsv").Order(StringComparer.Ordinal).SelectMany(path => Read(path, findings))]
            : [];
    }

    public static IReadOnlyList<LabelledQuestion> Read(string path, FindingList findings) =>
    [
        .. CsvSource.Read(path, path, findings, "id", "kind", "query", "best").Select(row => new LabelledQuestion(
            row["id"], row["kind"], Unescaped(row["query"]), Text(row["best"]),
            [.. row["also"].Split([',', '|', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(id => id != "-")],
            Text(row["route"]) ?? "any", Text(row["area"]))),
    ];

    /// <summary>A line break is written \n in these files, a backslash \\.</summary>
    private static string Unescaped(string query) => query.Contains('\\', StringComparison.Ordinal)
        ? string.Join('\\', query.Split(@"\\").Select(part => part.Replace(@"\n", "\n", StringComparison.Ordinal)))
        : query;

    private static string? Text(string value) => value is "" or "-" ? null : value;
}

/// <summary>What the product did with a labelled question.</summary>
/// <param name="Ranking">Article ids, best first, with their scores.</param>
/// <param name="Outcome">«answer», «ask» or «admit».</param>
public sealed record Judged(
    LabelledQuestion Question, IReadOnlyList<(string Id, float Score)> Ranking, string Outcome, IReadOnlyList<string> Shown, string Route, string? Area)
{
    /// <summary>It admitted, and named the article nearest to the question.</summary>
    public bool NamedNear { get; init; }
}

/// <summary>The figures of one kind of question, or of all.</summary>
public sealed record Figures(
    string Kind, int Count, double PrecisionAt1, double BestAt1, double SuccessAt3, double ReciprocalRankAt10, int Answerable,
    double Declined, double AskedWhich, int OutOfScope, double Admitted, int Routed, double RoutesRight, int Placed, double AreasRight)
{
    /// <summary>Answers shown (one article or two), and the share of them that are right.</summary>
    public int Shown { get; init; }

    public double ShownRight { get; init; }

    /// <summary>Share of the answerable that got «the FAQ says nothing of it» with a near article.</summary>
    public double NearWhereDue { get; init; }

    public static IReadOnlyList<Figures> Of(IReadOnlyList<Judged> judged) =>
        [.. judged.GroupBy(one => one.Question.Kind).Select(group => Of(group.Key, [.. group])), Of("all", judged)];

    public static Figures Of(string kind, IReadOnlyList<Judged> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        var answerable = judged.Where(one => one.Question.Best is not null).ToList();
        var outside = judged.Where(one => one.Question.Best is null).ToList();
        var routed = judged.Where(one => one.Question.Route != "any").ToList();
        var shown = judged.Where(one => one.Outcome == "answer").ToList();
        var placed = judged.Where(one => one.Question.Area is not null).ToList();
        return new Figures(
            kind,
            judged.Count,
            Share(answerable, one => RightAt(one) == 1),
            Share(answerable, one => one.Ranking.Count > 0 && one.Ranking[0].Id == one.Question.Best),
            Share(answerable, one => RightAt(one) is >= 1 and <= 3),
            answerable.Count == 0 ? 0 : answerable.Average(one => RightAt(one) is >= 1 and <= 10 and var rank ? 1.0 / rank : 0),
            answerable.Count,
            Share(answerable, one => one.Outcome == "admit"),
            Share(answerable, one => one.Outcome == "ask"),
            outside.Count,
            Share(outside, one => one.Outcome == "admit"),
            routed.Count,
            Share(routed, one => one.Route == one.Question.Route),
            placed.Count,
            Share(placed, one => one.Area == one.Question.Area))
        {
            Shown = shown.Count,
            ShownRight = Share(shown, one => one.Shown.Any(one.Question.IsRight)),
            NearWhereDue = Share(answerable, one => one.NamedNear),
        };
    }

    /// <summary>Rank (from 1) of the first right article; 0 where none is ranked.</summary>
    private static int RightAt(Judged one)
    {
        for (var i = 0; i < one.Ranking.Count; i++)
        {
            if (one.Question.IsRight(one.Ranking[i].Id))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static double Share(List<Judged> among, Func<Judged, bool> right) => among.Count == 0 ? 0 : (double)among.Count(right) / among.Count;
}
