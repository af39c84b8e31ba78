namespace HelpDesk.Knowledge.Search;

/// <summary>
/// What each field counts, in articles and in phrasings. Chosen on kb/evaluation/dev.tsv and calibration.tsv by
/// `helpdesk evaluate`; SEARCH's table gave the starting point (words 1, question .35, runs .5, kanji .2).
/// </summary>
public sealed record SearchWeights
{
    /// <summary>By <see cref="Field"/>: words, runs, kanji, reading, concepts, English.</summary>
    public IReadOnlyList<float> Article { get; init; } = [0.5f, 0.188f, 0.4f, 0.05f, 1.2f, 0.5f];

    /// <summary>The title and question once more.</summary>
    public IReadOnlyList<float> Question { get; init; } = [0.35f, 0.075f, 0f, 0f, 0.2f, 0.3f];

    public IReadOnlyList<float> Phrasing { get; init; } = [1f, 0.25f, 0.2f, 0.405f, 0.6f, 1.6f];

    /// <summary>All phrasings of a target as one text.</summary>
    public IReadOnlyList<float> Together { get; init; } = [3.2f, 0.2f, 0.2f, 0.6f, 0.5f, 1f];

    /// <summary>What the best phrasing's score counts beside the article's own.</summary>
    public float BestPhrasing { get; init; } = 1.35f;

    public float SecondPhrasing { get; init; } = 0.2f;

    public float ThirdPhrasing { get; init; } = 0.2f;

    public float Synonyms { get; init; } = 0.25f;
}
