using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// How surely the FAQ answers a question, and the first article is the answer: two logistic regressions over five
/// figures, fitted on the questions of kb/evaluation that no symptom decides. Below the first bound it admits: in five-fold
/// cross-validation 1.4 % of the answerable and 92 % of what is out of scope. Between the bounds it offers candidates.
/// </summary>
internal readonly record struct Confidence(float Value, bool Admits, bool Answers)
{
    private const double AdmitBound = .65;
    private const double InFaqBound = .8;
    private const double SureBound = .8;

    /// <summary>Weights of: constant, outside/first, known share, score, second/first, score per word.</summary>
    private static readonly double[] InFaq = [2.718, -6.500, .739, 2.337, -.368, 1.138];
    private static readonly double[] Sure = [2.808, -.470, 2.735, 1.133, -4.425, .500];

    private const double ScoreUnit = 100;
    private const double ScorePerWordUnit = 20;
    private const double MostOutside = 3;

    public static Confidence Of(TextFeatures question, IReadOnlyList<Hit> found, IReadOnlyList<Hit> ranking, SearchIndex index)
    {
        if (ranking.Count == 0 || ranking[0].Score <= 0)
        {
            return new Confidence(0, true, false);
        }

        double first = ranking[0].Score;
        var second = ranking.Count > 1 ? ranking[1].Score : 0;
        var outside = found.FirstOrDefault(hit => hit.Outside is not null).Score;
        ReadOnlySpan<double> figures =
        [
            1, Math.Min(MostOutside, outside / first), index.KnownShare(question), Math.Log(1 + (first / ScoreUnit)), second / first,
            Math.Log(1 + (first / Math.Max(1, question.ContentWords.Count) / ScorePerWordUnit)),
        ];
        var inFaq = Logistic(InFaq, figures);
        var sure = Logistic(Sure, figures);
        return new Confidence((float)(inFaq * sure), inFaq < AdmitBound, inFaq >= InFaqBound && sure >= SureBound);
    }

    private static double Logistic(double[] weights, ReadOnlySpan<double> figures)
    {
        double sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * figures[i];
        }

        return 1 / (1 + Math.Exp(-sum));
    }
}
