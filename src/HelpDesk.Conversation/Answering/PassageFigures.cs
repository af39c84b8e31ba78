using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>What was found for one.</summary>
/// <param name="Passage">The passage that fits best; null where none is of it.</param>
/// <param name="Shown">It was taken for the answer.</param>
public sealed record PassageFound(PassageExample Example, string? Passage, bool Shown)
{
    public bool IsRight => Passage is not null && Example.IsAnsweredBy(Passage);
}

/// <summary>How well passages are found.</summary>
/// <param name="First">Of the questions that a passage answers: it fits best.</param>
/// <param name="Shown">… and was shown as the answer.</param>
/// <param name="Wrong">… another passage was shown as the answer.</param>
/// <param name="Admitted">Of the questions that none answers: none was shown as the answer.</param>
public sealed record PassageFigures(int Count, double First, double Shown, double Wrong, double Admitted)
{
    public static IReadOnlyList<PassageFound> Find(AnswerDesk desk, IReadOnlyList<PassageExample> examples)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return Find(desk, examples, desk.Weights.Passages);
    }

    internal static IReadOnlyList<PassageFound> Find(AnswerDesk desk, IReadOnlyList<PassageExample> examples, PassageWeights weights)
    {
        var passages = new Passages(desk, weights);
        return [.. examples.Select(example => passages.Best(desk.KnowledgeBase.Find(example.Article)!, example.Question, example.Language, itself: false) is { } best
            ? new PassageFound(example, best.Text, best.Answers) : new PassageFound(example, null, false))];
    }

    public static PassageFigures Of(IReadOnlyList<PassageFound> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var answerable = found.Where(one => one.Example.Passages.Count > 0).ToList();
        var others = found.Where(one => one.Example.Passages.Count == 0).ToList();
        static double Share(IReadOnlyList<PassageFound> of, Func<PassageFound, bool> which) => of.Count == 0 ? 1 : (double)of.Count(which) / of.Count;
        return new(found.Count, Share(answerable, one => one.IsRight), Share(answerable, one => one.IsRight && one.Shown), Share(answerable, one => !one.IsRight && one.Shown), Share(others, one => !one.Shown));
    }
}
