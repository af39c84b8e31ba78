namespace HelpDesk.Knowledge.Search;

/// <summary>
/// What each field counts, in articles and in phrasings. Chosen on kb/evaluation/dev.tsv and calibration.tsv by
/// `helpdesk evaluate`; SEARCH's table gave the starting point (words 1, question .35, runs .5, kanji .2).
/// </summary>
public sealed record SearchWeights
{
    /// <summary>By <see cref="Field"/>: words, runs, kanji, reading, concepts, English.</summary>
    public IReadOnlyList<float> Article { get; init; } = [1f, .5f, .2f, .05f, .6f, .5f];

    /// <summary>The title and question once more.</summary>
    public IReadOnlyList<float> Question { get; init; } = [.35f, .15f, 0f, 0f, .2f, .3f];

    public IReadOnlyList<float> Phrasing { get; init; } = [1f, .5f, .2f, .15f, .6f, .8f];

    /// <summary>All phrasings of a target as one text.</summary>
    public IReadOnlyList<float> Together { get; init; } = [.8f, .4f, .2f, .15f, .5f, .5f];

    /// <summary>What the best phrasing's score counts beside the article's own.</summary>
    public float BestPhrasing { get; init; } = 1f;

    public float SecondPhrasing { get; init; } = .4f;

    public float ThirdPhrasing { get; init; } = .2f;

    public float Synonyms { get; init; } = .5f;
}
