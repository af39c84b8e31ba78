using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// How surely the first article answers the question. Calibrated on kb/evaluation/calibration.tsv: the bounds are where
/// admitting, asking and answering cost least there.
/// </summary>
internal readonly record struct Confidence(float Value, bool Admits, bool Answers)
{
    /// <summary>An outside topic must lead the first article by this factor to be believed.</summary>
    private const float OutsideLead = 1.0f;

    /// <summary>Below this score of the first article the question is not about the FAQ.</summary>
    private const float LeastScore = 6f;

    /// <summary>Below this score the share of known words must be good.</summary>
    private const float WeakScore = 14f;
    private const float LeastKnown = .5f;

    /// <summary>The second article must stay below this share of the first for an answer.</summary>
    private const float SureShare = .93f;

    public static Confidence Of(TextFeatures question, IReadOnlyList<Hit> found, IReadOnlyList<Hit> ranking, SearchIndex index)
    {
        var first = ranking[0].Score;
        var second = ranking.Count > 1 ? ranking[1].Score : 0;
        var outside = found.FirstOrDefault(hit => hit.Outside is not null).Score;
        var known = index.KnownShare(question);
        var admits = outside > first * OutsideLead || first < LeastScore || (first < WeakScore && known < LeastKnown);
        var value = first <= 0 ? 0 : Math.Clamp((first - Math.Max(second, outside)) / first * (.5f + (.5f * known)), 0, 1);
        return new Confidence(value, admits, second < first * SureShare);
    }
}
