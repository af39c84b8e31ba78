namespace HelpDesk.Knowledge.Search;

/// <summary>Weights of the confidence, in the order of the names that learned/confidence.yaml gives them.</summary>
public sealed record ConfidenceWeights
{
    /// <summary>Figures of search alone.</summary>
    public const int PlainFigures = 11;

    /// <summary>With those of learning.</summary>
    public const int AllFigures = 20;

    /// <summary>… as folders have them that learned before there was a model of what is answered.</summary>
    public const int FormerFigures = 14;

    /// <summary>That the FAQ answers the question, by search alone.</summary>
    public required IReadOnlyList<float> InFaq { get; init; }

    /// <summary>That the first article is the answer, if one is.</summary>
    public required IReadOnlyList<float> Sure { get; init; }

    /// <summary>The same with what was learned.</summary>
    public required IReadOnlyList<float> InFaqLearned { get; init; }

    public required IReadOnlyList<float> SureLearned { get; init; }

    public required float AdmitBelow { get; init; }

    public required float AnswerFrom { get; init; }

    public required float SureFrom { get; init; }

    /// <summary>A sentence alone is a problem of its own from this confidence on.</summary>
    public required float ProblemFrom { get; init; }

    /// <summary>… where its article scores so much of the first for the whole text.</summary>
    public required float SecondFrom { get; init; }

    /// <summary>An article is named beside «not in the FAQ» from this share of the question's telling words on.</summary>
    public required float NearFrom { get; init; }
}
