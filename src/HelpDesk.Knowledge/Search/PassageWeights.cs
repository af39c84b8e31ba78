namespace HelpDesk.Knowledge.Search;

/// <summary>What chooses among the passages of an article, as «passages» of learned/weights.yaml holds it.</summary>
public sealed record PassageWeights
{
    /// <summary>Figures of one passage beside a question.</summary>
    public static readonly IReadOnlyList<string> Figures =
        ["words", "runs", "kanji", "reading", "concepts", "english", "synonyms", "said_else", "type_met", "type_lacking", "first", "like_answered", "like_all_answered"];

    /// <summary>Figures of the passage that was chosen: whether it answers.</summary>
    public static readonly IReadOnlyList<string> AnswerFigures = ["constant", "held", "score", "ahead", "type_met", "type_lacking", "most_telling_missing", "like_answered", "like_all_answered", "like_unanswered", "like_all_unanswered"];

    /// <summary>As many there were before questions were remembered: files of then still hold.</summary>
    internal const int FiguresBefore = 11;

    internal const int AnswerFiguresBefore = 7;

    /// <summary>Of the examples that were learned from; null where nothing was learned.</summary>
    public string? Digest { get; init; }

    /// <summary>In the order of <see cref="Figures"/>: the passage with the highest sum is meant.</summary>
    public required IReadOnlyList<float> Choose { get; init; }

    /// <summary>In the order of <see cref="AnswerFigures"/>: a logistic regression.</summary>
    public required IReadOnlyList<float> Answers { get; init; }

    /// <summary>From this likelihood on the passage is shown as what answers.</summary>
    public required float AnswersFrom { get; init; }

    /// <summary>Kinds of answer that a question about a passage asks for (when, who, may one …).</summary>
    public required AnswerTypes Types { get; init; }

    /// <summary>A line that matches points to the one below it.</summary>
    public required LinearPattern PointsOn { get; init; }

    /// <summary>A line that matches says what it is about in the one above it.</summary>
    public required LinearPattern PointsBack { get; init; }
}
