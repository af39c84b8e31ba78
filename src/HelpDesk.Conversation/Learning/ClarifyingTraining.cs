using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Learning;

/// <summary>How questions back came out on messages that were not learned from.</summary>
/// <param name="Right">Share of the vague ones that are asked back, by the right clarification.</param>
/// <param name="Wrong">… by another.</param>
/// <param name="Needless">Share of the telling ones that are asked back.</param>
/// <param name="NeedlessLabelled">Share of the labelled questions that are.</param>
public sealed record ClarifyingFigures(int Vague, double Right, double Wrong, int Telling, double Needless, int Labelled, double NeedlessLabelled);

/// <param name="Weights">The text of learned/clarifying.yaml.</param>
public sealed record TrainedClarifying(LearnedModel Vague, LearnedModel Which, string Weights, ClarifyingFigures Figures);

/// <summary>
/// Learns which question back a message asks for: from kb/clarifying, beside which the phrasings and labelled questions of the folder say what is
/// telling. Every figure comes from a model that has not seen the message (four folds); the same folder gives the same bytes.
/// </summary>
internal sealed class ClarifyingTraining
{
    private const int Folds = 4;

    /// <summary>Few examples stand beside many questions that tell: each counts so often.</summary>
    private const int Common = 3;

    private static readonly float[] Bounds = [.3f, .4f, .5f, .6f, .7f];

    private readonly List<Message> messages;
    private readonly List<Example> always;
    private readonly string digest;
    private readonly float asksFrom;

    /// <param name="phrasings">Of articles and outside topics: they tell, but what is an example is none of them.</param>
    /// <param name="questions">Labelled questions as they are found by what has not learned from them, with the confidence of the best article.</param>
    public ClarifyingTraining(
        AnswerDesk desk, IReadOnlyList<ClarifyingExample> examples, IEnumerable<string> phrasings, Func<ReadText, (Found Found, double Confidence)> find,
        IReadOnlyList<(Found Found, double Confidence)> questions)
    {
        digest = DigestOf(desk.Clarifications, examples);
        asksFrom = desk.Clarifier?.AsksFrom ?? Clarifier.UsualBound;
        messages = [];
        foreach (var example in examples.Where(example => desk.Recognize(example.Text).IsEmpty))
        {
            var (found, confidence) = find(new ReadText(example.Text, desk.Tokenizer));
            messages.Add(new Message(found.Pieces, example.Clarification ?? LearnedModel.Outside, confidence, false));
        }

        messages.AddRange(questions.Select(question => new Message(question.Found.Pieces, LearnedModel.Outside, question.Confidence, true)));
        var vague = examples.Where(example => example.Clarification is not null).Select(example => Sayings.KeyOf(example.Text)).ToHashSet(StringComparer.Ordinal);
        always =
        [
            .. phrasings.Where(text => !vague.Contains(Sayings.KeyOf(text))).Select(text => Of(desk, text, LearnedModel.Outside)),
            .. desk.Clarifications.All.SelectMany(one => one.Options.Select(option => Of(desk, option.Question, LearnedModel.Outside))),
            .. desk.Clarifications.All.SelectMany(one => one.Whole.Order(StringComparer.Ordinal).Select(word => Of(desk, word, one.Id))),
        ];
    }

    /// <summary>Of what is learned from beside phrasings and labelled questions.</summary>
    public static string DigestOf(Clarifications clarifications, IReadOnlyList<ClarifyingExample> examples)
    {
        var all = examples.Select(example => example.Clarification + "\t" + example.Text).Concat(clarifications.All.SelectMany(one =>
            one.Options.Select(option => option.Question).Concat(one.Whole.Order(StringComparer.Ordinal)).Select(text => one.Id + "\t" + text)));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all))))[..32];
    }

    public TrainedClarifying Run()
    {
        for (var fold = 0; fold < Folds; fold++)
        {
            var models = Learn(messages.Where((_, i) => i % Folds != fold));
            for (var i = fold; i < messages.Count; i += Folds)
            {
                (messages[i].Id, messages[i].Figures) = models.Look(messages[i].Pieces, messages[i].Confidence);
            }
        }

        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = Fit(messages.Where((_, i) => i % Folds != fold));
            for (var i = fold; i < messages.Count; i += Folds)
            {
                messages[i].Sure = Confidence.Logistic(weights, messages[i].Figures);
            }
        }

        var learned = Learn(messages);
        return new TrainedClarifying(learned.Vague, learned.Which, Written(Fit(messages)), FiguresAt(asksFrom));
    }

    private static Example Of(AnswerDesk desk, string text, string of) => new(TextPieces.Of(new ReadText(AnswerDesk.WithPointsNamed(text), desk.Tokenizer)), of);

    private ClarifierModels Learn(IEnumerable<Message> from)
    {
        var all = always.Concat(from.SelectMany(message => Enumerable.Repeat(new Example(message.Pieces, message.Class), message.IsLabelled ? 1 : Common))).ToList();
        return new ClarifierModels(
            SoftmaxTrainer.Train([.. all.Select(one => one.Class == LearnedModel.Outside ? one : one with { Class = ClarifierModels.SaysLittle })], digest),
            SoftmaxTrainer.Train([.. all.Where(one => one.Class != LearnedModel.Outside)], digest));
    }

    private static float[] Fit(IEnumerable<Message> from) => LogisticFit.Fit([.. from.Select(message => (message.Figures, message.IsVague && message.Id == message.Class))]);

    private ClarifyingFigures FiguresAt(float bound)
    {
        static double Share(IReadOnlyCollection<Message> of, Func<Message, bool> which) => of.Count == 0 ? 0 : (double)of.Count(which) / of.Count;
        var vague = messages.Where(message => message.IsVague).ToList();
        var telling = messages.Where(message => message is { IsVague: false, IsLabelled: false }).ToList();
        var labelled = messages.Where(message => message.IsLabelled).ToList();
        bool Asked(Message message) => message.Sure >= bound;
        return new ClarifyingFigures(
            vague.Count, Share(vague, message => Asked(message) && message.Id == message.Class), Share(vague, message => Asked(message) && message.Id != message.Class),
            telling.Count, Share(telling, Asked), labelled.Count, Share(labelled, Asked));
    }

    private string Written(IReadOnlyList<float> weights)
    {
        var numbers = string.Join(", ", weights.Select(number => number.ToString("0.####", CultureInfo.InvariantCulture)));
        var table = string.Join("\n", Bounds.Select(bound => FiguresAt(bound) is var f ? string.Create(CultureInfo.InvariantCulture,
            $"#   {bound:0.0}   {f.Vague} vague: asked rightly {f.Right:.000}, wrongly {f.Wrong:.000}; {f.Telling} telling: asked {f.Needless:.000}; {f.Labelled} labelled questions: asked {f.NeedlessLabelled:.0000}") : ""));
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Made by `helpdesk train`: when a message that no symptom decides is asked back by a clarification. Logistic regression; the figures are
            # {string.Join(", ", Clarifier.Names)}: how likely it says too little, how likely it speaks of that clarification's matter, how sure the best article is, and how
            # many pieces it has.
            # Measured on messages that neither model nor weights had learned from ({Folds} folds), at several bounds:
            {table}
            asks: [{numbers}]
            # From this on it asks back.
            asks_from: {asksFrom}

            """);
    }

    private sealed record Message(HashSet<ulong> Pieces, string Class, double Confidence, bool IsLabelled)
    {
        public bool IsVague => Class != LearnedModel.Outside;

        public string? Id { get; set; }

        public IReadOnlyList<double> Figures { get; set; } = [];

        public double Sure { get; set; }
    }
}
