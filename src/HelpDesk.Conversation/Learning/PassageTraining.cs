using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Learning;

/// <summary>
/// Learns which passage of a shown article answers a question about it (a softmax over the article's passages) and whether it does (a logistic regression),
/// from kb/passages. No question counts among those that are remembered of its article. Deterministic.
/// </summary>
public static class PassageTraining
{
    private const int Folds = 5;
    private const int Steps = 300;
    private const double Pace = 3;

    /// <summary>Holds the weights near nought: a question more or less then moves them little.</summary>
    private const double Hold = 0.003;

    /// <returns>The text of learned/passages.yaml, and how it was measured; null where there are no examples.</returns>
    public static (string Text, PassageFigures Figures)? Run(AnswerDesk desk, IReadOnlyList<PassageExample> examples)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(examples);
        var known = examples.Where(example => desk.KnowledgeBase.Find(example.Article) is not null).ToList();
        if (known.Count < Folds)
        {
            return null;
        }

        var figures = PassageFigures.Of([.. Enumerable.Range(0, Folds).SelectMany(fold =>
            PassageFigures.Find(desk, [.. known.Where((_, i) => i % Folds == fold)], Fit(desk, [.. known.Where((_, i) => i % Folds != fold)])))]);
        return (Written(Fit(desk, known), figures, DigestOf(examples)), figures);
    }

    /// <summary>Of everything that is learned from: another digest means that the weights are stale.</summary>
    public static string DigestOf(IReadOnlyList<PassageExample> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', examples.Select(one => string.Join('\t', one.Article, one.Language, one.Question, string.Join('|', one.Passages)))))))[..32];
    }

    private static PassageWeights Fit(AnswerDesk desk, IReadOnlyList<PassageExample> examples)
    {
        var plain = new Passages(desk);
        var looked = examples.Select(example => (Example: example, plain.Look(desk.KnowledgeBase.Find(example.Article)!, example).Lines)).Where(one => one.Lines.Count > 0).ToList();
        var chosen = desk.Weights.Passages with { Choose = Choose([.. looked.Select(one => (Rows: one.Lines.Select(line => line.Figures).ToArray(), Right: one.Lines.Select(line => one.Example.IsAnsweredBy(line.Text)).ToArray())).Where(one => one.Right.Any(right => right))]) };
        var passages = new Passages(desk, chosen);
        var answers = examples.Select(example =>
        {
            var (lines, figures) = passages.Look(desk.KnowledgeBase.Find(example.Article)!, example);
            return lines.MaxBy(line => line.Score) is { } best ? ((IReadOnlyList<double>)[.. figures(best).Select(figure => (double)figure)], example.IsAnsweredBy(best.Text)) : default;
        }).Where(one => one.Item1 is not null).ToList();
        return chosen with { Answers = LogisticFit.Fit(answers) };
    }

    /// <summary>Ascends the likelihood of the right passages; where several are right, of any of them.</summary>
    private static float[] Choose(IReadOnlyList<(float[][] Rows, bool[] Right)> examples)
    {
        var weights = new double[PassageWeights.Figures.Count];
        for (var step = 0; step < Steps; step++)
        {
            var slope = Array.ConvertAll(weights, weight => -Hold * weight);
            foreach (var (rows, right) in examples)
            {
                var scores = Array.ConvertAll(rows, row => Sum(row, weights));
                var most = scores.Max();
                var likely = Array.ConvertAll(scores, score => Math.Exp(score - most));
                var (all, ofRight) = (likely.Sum(), likely.Where((_, i) => right[i]).Sum());
                for (var i = 0; i < rows.Length; i++)
                {
                    var share = ((right[i] ? likely[i] / ofRight : 0) - (likely[i] / all)) / examples.Count;
                    for (var k = 0; k < slope.Length; k++)
                    {
                        slope[k] += share * rows[i][k];
                    }
                }
            }

            for (var k = 0; k < weights.Length; k++)
            {
                weights[k] += Pace * slope[k];
            }
        }

        return Array.ConvertAll(weights, weight => (float)weight);
    }

    private static double Sum(float[] figures, double[] weights)
    {
        double sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += figures[i] * weights[i];
        }

        return sum;
    }

    private static string Written(PassageWeights weights, PassageFigures figures, string digest)
    {
        static string List(IReadOnlyList<float> numbers) => "[" + string.Join(", ", numbers.Select(number => number.ToString("0.####", CultureInfo.InvariantCulture))) + "]";
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Made by `helpdesk train` from passages/*.tsv: which passage of a shown article answers a question about it, and whether it does. The figures of a passage are
            # {string.Join(", ", PassageWeights.Figures)};
            # of the one that was chosen
            # {string.Join(", ", PassageWeights.AnswerFigures)}.
            # Measured on {figures.Count} questions, none of which was learned from or remembered ({Folds} folds): the right passage first in {figures.First:.000} of those that one answers,
            # shown as the answer in {figures.Shown:.000}, another in {figures.Wrong:.000}; of those that none answers none was shown in {figures.Admitted:.000}.
            digest: {digest}
            choose: {List(weights.Choose)}
            answers: {List(weights.Answers)}

            """);
    }
}
