using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// What each field counts, in articles and in phrasings. Chosen on kb/evaluation/dev.tsv and calibration.tsv by
/// `helpdesk evaluate`; SEARCH's table gave the starting point (words 1, question .35, runs .5, kanji .2).
/// </summary>
public sealed record SearchWeights
{
    /// <summary>
    /// For a knowledge base whose articles carry no phrasings: the mixture measured on a municipal FAQ of 1,786 articles
    /// (words 1, question .35, runs .5, kanji .2, synonyms at .6: nDCG@10 .56).
    /// </summary>
    public static SearchWeights WithoutPhrasings { get; } = new()
    {
        Article = [1f, .5f, .2f, .05f, .6f, .5f],
        Question = [.35f, .15f, 0f, 0f, .2f, .3f],
        Synonyms = .6f,
    };

    /// <summary>The weights that suit a knowledge base: by whether most of its articles carry phrasings.</summary>
    public static SearchWeights For(KnowledgeBase kb)
    {
        ArgumentNullException.ThrowIfNull(kb);
        return kb.Articles.Count(article => article.Phrasings.Count > 0) * 2 > kb.Articles.Count ? new SearchWeights() : WithoutPhrasings;
    }

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
