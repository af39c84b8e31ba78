namespace HelpDesk.Knowledge.Search;

/// <summary>What each field counts in each part of a target; the values and the measurements that chose them stand in weights.yaml.</summary>
public sealed record SearchWeights
{
    /// <summary>Of targets with phrasings, by <see cref="Field"/>: words, runs, kanji, reading, concepts, English.</summary>
    public required IReadOnlyList<float> Article { get; init; }

    /// <summary>The title and question once more.</summary>
    public required IReadOnlyList<float> Question { get; init; }

    /// <summary>The phrasing that fits best.</summary>
    public required IReadOnlyList<float> Phrasing { get; init; }

    /// <summary>All phrasings of a target as one text.</summary>
    public required IReadOnlyList<float> Together { get; init; }

    public required float Synonyms { get; init; }

    /// <summary>The same of targets without phrasings, which have nothing but their text.</summary>
    public required IReadOnlyList<float> PlainArticle { get; init; }

    public required IReadOnlyList<float> PlainQuestion { get; init; }

    public required float PlainSynonyms { get; init; }

    /// <summary>Brings what a plain target scores to the height of what one with phrasings scores for as good a fit.</summary>
    public required float PlainScale { get; init; }

    /// <summary>A target with so many phrasings is scored by them wholly; one with fewer in part.</summary>
    public required float FullyPhrased { get; init; }

    /// <summary>How far a target is scored by its phrasings, 0 to 1.</summary>
    internal float PhrasedShare(int phrasings) => Math.Min(1, phrasings / FullyPhrased);

    internal IReadOnlyList<float> Of(Part part) => part switch
    {
        Part.Article => Article,
        Part.Question => Question,
        Part.Phrasing => Phrasing,
        _ => Together,
    };

    /// <summary>Null for the parts that a plain target is not scored by.</summary>
    internal IReadOnlyList<float>? Plain(Part part) => part switch
    {
        Part.Article => PlainArticle,
        Part.Question => PlainQuestion,
        _ => null,
    };

    /// <summary>A target's score, of what it scores as one with phrasings and as one without.</summary>
    internal float Combined(float phrasedShare, float phrased, float plain) =>
        phrasedShare >= 1 ? phrased : (phrasedShare * phrased) + ((1 - phrasedShare) * PlainScale * plain);

    internal bool Counts(Part part, Field field) => Of(part)[(int)field] > 0 || Plain(part)?[(int)field] > 0;
}
