using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// How surely the FAQ answers a question, and the first article is the answer: logistic regressions over <see cref="Evidence"/>,
/// one pair with what was learned and one without. Their weights and bounds, and what they were measured at, stand in
/// learned/confidence.yaml. Below the first bound it admits, between the bounds it offers candidates.
/// </summary>
internal readonly record struct Confidence(float Value, bool Admits, bool Answers)
{
    public static Confidence Of(Evidence evidence, ConfidenceWeights weights)
    {
        var figures = evidence.Plain.Concat(evidence.Learned).ToList();
        // Weights of more figures than a folder's models give are as good as none.
        var learned = evidence.Learned.Count > 0 && weights.InFaqLearned.Count <= figures.Count && weights.SureLearned.Count <= figures.Count;
        var (inFaq, sure) = learned ? (weights.InFaqLearned, weights.SureLearned) : (weights.InFaq, weights.Sure);
        var (inside, right) = (Logistic(inFaq, figures), Logistic(sure, figures));
        return new Confidence((float)(inside * right), inside < weights.AdmitBelow, inside >= weights.AnswerFrom && right >= weights.SureFrom);
    }

    public static double Logistic(IReadOnlyList<float> weights, IReadOnlyList<double> figures)
    {
        double sum = 0;
        for (var i = 0; i < weights.Count; i++)
        {
            sum += weights[i] * figures[i];
        }

        return 1 / (1 + Math.Exp(-sum));
    }
}
