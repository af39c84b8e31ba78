using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Evaluation;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Learning;

/// <summary>How decisions came out on questions that neither the model nor the weights had learned from.</summary>
public sealed record TrainingFigures(int Answerable, double First, double ShownRight, double Declined, double Asked, int OutOfScope, double Admitted);

/// <summary>What training made, ready to be written into a kb folder.</summary>
/// <param name="Confidence">The text of learned/confidence.yaml.</param>
public sealed record Trained(LearnedModel Model, string Confidence, TrainingFigures Figures, TrainingFigures WithoutLearning)
{
    /// <summary>With learning, by kind of question.</summary>
    public IReadOnlyList<(string Kind, TrainingFigures Figures)> Kinds { get; init; } = [];

    /// <summary>Whether questions are answered at all, whatever the article.</summary>
    public required LearnedModel Answered { get; init; }

    /// <summary>What lines of mails are; null where the folder has no learned/lines.tsv.</summary>
    public LearnedModel? Lines { get; init; }

    /// <summary>What messages are to be asked back; null where the folder has no kb/clarifying.</summary>
    public TrainedClarifying? Clarifying { get; init; }

    /// <summary>What messages do (<see cref="LoadedDesk.LearnActs"/>); null where the folder has no kb/acts.</summary>
    public ActWeights? Acts { get; init; }

    /// <summary>The text of learned/passages.yaml; null where the folder has no kb/passages.</summary>
    public string? Passages { get; init; }

    public void WriteInto(string kbDirectory)
    {
        Directory.CreateDirectory(Path.Combine(kbDirectory, "learned"));
        File.WriteAllBytes(LearnedFile.PathIn(kbDirectory, LearnedFile.Model), Model.Write());
        File.WriteAllBytes(LearnedFile.PathIn(kbDirectory, LearnedFile.Answered), Answered.Write());
        if (Lines is not null)
        {
            File.WriteAllBytes(LearnedFile.PathIn(kbDirectory, LearnedFile.Lines), Lines.Write());
        }

        if (Clarifying is not null)
        {
            File.WriteAllBytes(LearnedFile.PathIn(kbDirectory, LearnedFile.Vague), Clarifying.Vague.Write());
            File.WriteAllBytes(LearnedFile.PathIn(kbDirectory, LearnedFile.Clarifying), Clarifying.Which.Write());
            File.WriteAllText(Path.Combine(kbDirectory, Clarifier.FileName), Clarifying.Weights);
        }

        if (Acts is not null)
        {
            File.WriteAllBytes(LearnedFile.PathIn(kbDirectory, LearnedFile.Acts), Acts.Write());
        }

        if (Passages is not null)
        {
            File.WriteAllText(Path.Combine(kbDirectory, Weights.PassagesFile), Passages);
        }

        File.WriteAllText(Path.Combine(kbDirectory, "learned", "confidence.yaml"), Confidence);
    }
}

/// <summary>
/// Learns from a kb's phrasings and labelled questions. Every figure of a question comes from a model that has not seen it (eight
/// folds), and the confidence is fitted on those figures; the same folder gives the same bytes.
/// </summary>
public sealed class Training
{
    /// <summary>What has learned from seven eighths is nearly what all is learned from will be: of four folds the confidence was fitted to figures that were worse.</summary>
    private const int Folds = 8;

    /// <summary>
    /// The share of questions that the FAQ answers, below that of the sets that are like life (dev, calibration, heldout, blind: .90): of authors that
    /// nothing was learned from, each in turn, .020 of what it answers is declined so and .955 of what it nearly answers is admitted (at .86: .017 and .947).
    /// </summary>
    private const double ShareAnswered = .82;
    private readonly AnswerDesk desk;
    private readonly List<Case> cases = [];
    private readonly List<Example> phrasings;
    private readonly string digest;
    private readonly IReadOnlyList<ClarifyingExample> clarifying;

    private Training(AnswerDesk desk, IReadOnlyList<LabelledQuestion> questions, IReadOnlyList<ClarifyingExample> clarifying)
    {
        (this.desk, this.clarifying) = (desk, clarifying);
        phrasings = [.. Phrasings(desk.KnowledgeBase).Select(one => new Example(TextPieces.Of(new ReadText(one.Text, desk.Tokenizer)), one.Class))];
        digest = DigestOf(desk.KnowledgeBase, questions);
        foreach (var question in questions.Where(question => desk.Recognize(question.Query) is var said && (said.IsEmpty || AnswerDesk.SaysOnlyWhatAbout(said))))
        {
            var read = new ReadText(question.Query, desk.Tokenizer);
            cases.Add(new Case(
                question, read, new Example(TextPieces.Of(read), question.Best ?? LearnedModel.Outside),
                new Example(desk.Finder.PiecesOf(read), AnsweredClass(desk.KnowledgeBase, question))));
        }
    }

    /// <param name="lines">Lines around the matter of mails, their kind in <see cref="LabelledQuestion.Kind"/>; may be empty.</param>
    /// <param name="clarifying">Messages of which it is known what is to be asked back; may be empty.</param>
    public static Trained Run(
        AnswerDesk desk, IReadOnlyList<LabelledQuestion> questions, IReadOnlyList<LabelledQuestion> lines, IReadOnlyList<ClarifyingExample> clarifying)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(clarifying);
        var training = new Training(desk, questions, clarifying);
        return training.Run() with { Lines = lines.Count == 0 ? null : training.LinesModel(lines) };
    }

    /// <summary>Phrasings and short questions are the matter; the few lines around it count as often as they are common.</summary>
    private LearnedModel LinesModel(IReadOnlyList<LabelledQuestion> lines)
    {
        const int Common = 4;
        var around = lines.Select(line => new Example(TextPieces.Of(new ReadText(line.Query, desk.Tokenizer)), line.Kind)).ToList();
        var matter = phrasings.Concat(cases.Where(one => one.Question.Query.Length < 40).Select(one => one.Example)).Select(example => example with { Class = Matter.Class });
        return SoftmaxTrainer.Train([.. matter, .. Enumerable.Repeat(around, Common).SelectMany(all => all)], digest);
    }

    /// <summary>
    /// Of what is answered the section, of what is not the kind: questions on other systems and on how a screen is worked have no more in
    /// common than those of two sections, and one boundary around all that is answered is crude. As many classes cost what two cost.
    /// </summary>
    private static string AnsweredClass(KnowledgeBase kb, LabelledQuestion question) => question.Best is { } best
        ? LearnedModel.Answered + kb.Find(best)?.SectionId
        : LearnedModel.Outside + question.Kind;

    /// <summary>Of everything that is learned from: another digest means that the model is stale.</summary>
    public static string DigestOf(KnowledgeBase kb, IReadOnlyList<LabelledQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(kb);
        ArgumentNullException.ThrowIfNull(questions);
        var all = Phrasings(kb).Select(one => one.Class + "\t" + one.Text).Concat(questions.Select(question => question.Best + "\t" + AnsweredClass(kb, question) + "\t" + question.Query));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all))))[..32];
    }

    /// <summary>What was learned of questions back is of other examples, options or words than there are now; so it is where nothing was.</summary>
    public static bool IsStale(AnswerDesk desk, IReadOnlyList<ClarifyingExample> clarifying)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(clarifying);
        return clarifying.Count > 0 && desk.Clarifier?.Digest != ClarifyingTraining.DigestOf(desk.Clarifications, clarifying);
    }

    private static IEnumerable<(string Text, string Class)> Phrasings(KnowledgeBase kb) =>
        kb.Articles.SelectMany(article => new[] { article.Title, article.Question }.Concat(article.Phrasings)
            .Concat(article.Translation is { } t ? [t.Title, t.Question, .. t.Phrasings] : []).Distinct(StringComparer.Ordinal).Select(text => (text, article.Id)))
        .Concat(kb.Outside.SelectMany(topic => topic.Phrasings.Append(topic.Title).Append(topic.TitleEn).Select(text => (text, topic.Id))));

    private Trained Run()
    {
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, fold =>
        {
            var (model, answered) = Learn([.. cases.Where((_, i) => i % Folds != fold)]);
            var (finder, plain) = (desk.Finder.With(model, answered), desk.Finder.With(null, null));
            for (var i = fold; i < cases.Count; i += Folds)
            {
                cases[i].Learned = finder.Find(cases[i].Read);
                cases[i].Plain = plain.Find(cases[i].Read);
            }
        });

        var weights = Fit(cases);
        var measured = new List<(Case Case, Confidence Learned, Confidence Plain)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var others = Fit([.. cases.Where((_, i) => i % Folds != fold)]) with { AdmitBelow = weights.AdmitBelow };
            measured.AddRange(cases.Where((_, i) => i % Folds == fold).Select(one => (one, Of(one.Learned!, others), Of(one.Plain!, others))));
        }

        var byLearning = Figures([.. measured.Select(one => (one.Case.Question, one.Case.Learned!, one.Learned))]);
        var bySearch = Figures([.. measured.Select(one => (one.Case.Question, one.Case.Plain!, one.Plain))]);
        var (whole, answers) = Learn(cases);
        return new Trained(whole, Written(weights, byLearning, bySearch), byLearning, bySearch)
        {
            Answered = answers,
            Clarifying = clarifying.Count == 0 ? null : Clarify(desk.Finder.With(whole, answers), weights),
            Kinds = [.. measured.GroupBy(one => one.Case.Question.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => (kind.Key, Figures([.. kind.Select(one => (one.Case.Question, one.Case.Learned!, one.Learned))])))],
        };
    }

    /// <summary>Labelled questions as they were found by what had not learned from them; the examples are learned from by nothing else.</summary>
    private TrainedClarifying Clarify(Finder finder, ConfidenceWeights weights)
    {
        (Found, double) Look(Found found) => (found, found.Evidence is null ? 0 : Of(found, weights).Value);
        return new ClarifyingTraining(
            desk, clarifying, Phrasings(desk.KnowledgeBase).Select(one => one.Text), read => Look(finder.Find(read)), [.. cases.Select(one => Look(one.Learned!))]).Run();
    }

    /// <summary>The model of classes and that of what is answered, which phrasings teach nothing: people's questions alone have what stands around a matter.</summary>
    private (LearnedModel Classes, LearnedModel Answered) Learn(IReadOnlyList<Case> from) =>
        (SoftmaxTrainer.Train([.. phrasings, .. from.Select(one => one.Example)], digest), SoftmaxTrainer.Train([.. from.Select(one => one.Asked)], digest));

    private static Confidence Of(Found found, ConfidenceWeights weights) => found.Evidence is { } evidence ? Confidence.Of(evidence, weights) : new Confidence(0, true, false);

    private ConfidenceWeights Fit(IReadOnlyList<Case> cases)
    {
        static bool Right(Case one, Found found) => found.First is { } first && one.Question.IsRight(first.Id);
        static IReadOnlyList<double> All(Evidence evidence) => [.. evidence.Plain, .. evidence.Learned];
        var known = cases.Where(one => one.Learned!.Evidence is { Learned.Count: > 0 }).ToList();
        var found = cases.Where(one => one.Plain!.Evidence is not null).ToList();
        return desk.Weights.Confidence with
        {
            InFaq = AsOften([.. found.Select(one => (one.Plain!.Evidence!.Plain, one.Question.Best is not null))]),
            Sure = LogisticFit.Fit([.. found.Where(one => one.Question.Best is not null).Select(one => (one.Plain!.Evidence!.Plain, Right(one, one.Plain)))]),
            InFaqLearned = AsOften([.. known.Select(one => (All(one.Learned!.Evidence!), one.Question.Best is not null))]),
            SureLearned = LogisticFit.Fit([.. known.Where(one => one.Question.Best is not null).Select(one => (All(one.Learned!.Evidence!), Right(one, one.Learned!)))]),
        };
    }

    /// <summary>Fitted, and moved to how often questions are answered.</summary>
    private static float[] AsOften(IReadOnlyList<(IReadOnlyList<double> Figures, bool Is)> examples)
    {
        var weights = LogisticFit.Fit(examples);
        var answered = examples.Count(example => example.Is);
        if (answered > 0 && answered < examples.Count)
        {
            weights[0] += (float)Math.Log(ShareAnswered / (1 - ShareAnswered) * (examples.Count - answered) / answered);
        }

        return weights;
    }

    private static TrainingFigures Figures(IReadOnlyList<(LabelledQuestion Question, Found Found, Confidence Confidence)> all)
    {
        var answerable = all.Where(one => one.Question.Best is not null).ToList();
        var outside = all.Where(one => one.Question.Best is null).ToList();
        var shown = answerable.Where(one => one.Confidence is { Admits: false, Answers: true }).ToList();
        static double Share<T>(IReadOnlyCollection<T> of, Func<T, bool> which) => of.Count == 0 ? 0 : (double)of.Count(which) / of.Count;
        return new TrainingFigures(
            answerable.Count,
            Share(answerable, one => one.Found.First is { } first && one.Question.IsRight(first.Id)),
            Share(shown, one => one.Question.IsRight(one.Found.First!.Id)),
            Share(answerable, one => one.Confidence.Admits),
            Share(answerable, one => one.Confidence is { Admits: false, Answers: false }),
            outside.Count,
            Share(outside, one => one.Confidence.Admits));
    }

    private static string Written(ConfidenceWeights weights, TrainingFigures learned, TrainingFigures plain)
    {
        static string List(IReadOnlyList<float> numbers) => "[" + string.Join(", ", numbers.Select(number => number.ToString("0.####", CultureInfo.InvariantCulture))) + "]";
        static string Line(TrainingFigures f) => string.Create(CultureInfo.InvariantCulture,
            $"{f.Answerable} answerable: right first {f.First:.000}, right among shown {f.ShownRight:.000}, declined {f.Declined:.000}, asked {f.Asked:.000}; {f.OutOfScope} out of scope: admitted {f.Admitted:.000}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Made by `helpdesk train`: when an answer is sure. Logistic regressions; the figures, in this order, are
            # {string.Join(", ", Evidence.PlainNames)};
            # with learning also {string.Join(", ", Evidence.LearnedNames)}.
            # Measured on questions that neither model nor weights had learned from ({Folds} folds), and that no symptom decides:
            # with learning     {Line(learned)}
            # by search alone   {Line(plain)}
            in_faq: {List(weights.InFaq)}
            sure: {List(weights.Sure)}
            in_faq_learned: {List(weights.InFaqLearned)}
            sure_learned: {List(weights.SureLearned)}
            # Below this it admits; from the next two on it answers, between them it asks which.
            admit_below: {weights.AdmitBelow}
            answer_from: {weights.AnswerFrom}
            sure_from: {weights.SureFrom}
            # A sentence of a longer text is a problem of its own from the first on, where its article scores the second share of the
            # whole text's first: 32 of 47 texts with two problems are given both articles, and 39 of 3,094 with one.
            problem_from: {weights.ProblemFrom}
            second_from: {weights.SecondFrom}
            # The nearest article is named where the FAQ does not answer: share of the question's telling words that it holds.
            near_from: {weights.NearFrom}

            """);
    }

    private sealed record Case(LabelledQuestion Question, ReadText Read, Example Example, Example Asked)
    {
        public Found? Learned { get; set; }

        public Found? Plain { get; set; }
    }
}
