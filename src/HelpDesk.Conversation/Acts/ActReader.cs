using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Acts;

/// <summary>How sure each act is of one message.</summary>
public sealed class ActReading
{
    /// <summary>From this probability on an act is taken as meant, beside the likeliest.</summary>
    public const float Sure = 0.5f;

    private readonly float[] probabilities;

    internal ActReading(float[] probabilities)
    {
        this.probabilities = probabilities;
        Likeliest = ActModel.Acts[Array.IndexOf(probabilities, probabilities.Max())];
    }

    /// <summary>Nothing is known of it.</summary>
    public static ActReading Unknown { get; } = new(new float[ActModel.Acts.Length]);

    public DialogueAct Likeliest { get; }

    /// <summary>All that it surely does; the likeliest alone where nothing is sure.</summary>
    public IReadOnlyList<DialogueAct> Acts => [.. ActModel.Acts.Where(Is).DefaultIfEmpty(Likeliest)];

    /// <summary>0 to 1.</summary>
    public float Of(DialogueAct act) => probabilities[(int)act];

    public bool Is(DialogueAct act) => Of(act) >= Sure;
}

/// <summary>
/// Reads what messages do, as learned from the examples of kb/acts. Learned when a kb folder is loaded (a quarter of a second for two
/// thousand examples), so that an editor's new example counts at once. Safe to use from many threads.
/// </summary>
public sealed class ActReader
{
    private readonly JapaneseTokenizer tokenizer;
    private readonly SynonymDictionary? synonyms;
    private readonly AnswerDesk? desk;
    private readonly ActModel? model;

    private ActReader(JapaneseTokenizer tokenizer, SynonymDictionary? synonyms, AnswerDesk? desk, ActModel? model)
    {
        this.tokenizer = tokenizer;
        this.synonyms = synonyms;
        this.desk = desk;
        this.model = model;
    }

    /// <param name="desk">What it would answer tells a question from anything else; null: the words alone.</param>
    public static ActReader Learn(IReadOnlyList<ActExample> examples, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms, AnswerDesk? desk = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(tokenizer);
        var read = examples.AsParallel().AsOrdered().Select(example =>
            (ActFeatures.Of(example.Text, example.At, tokenizer, synonyms, SignalOf(desk?.Ask(example.Text))), example.Acts.Aggregate(0u, (bits, act) => bits | (1u << (int)act)))).ToList();
        return new ActReader(tokenizer, synonyms, desk, read.Count == 0 ? null : ActModel.Learn(read));
    }

    private static AnswerSignal SignalOf(Answer? answer) => answer is null ? default : AnswerSignal.Of(answer);

    /// <param name="answer">What the desk answers to it, where that is known already.</param>
    public ActReading Read(string text, Circumstance at, Answer? answer = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (model is null || string.IsNullOrWhiteSpace(text))
        {
            return ActReading.Unknown;
        }

        var probabilities = new float[ActModel.Acts.Length];
        model.Score(ActFeatures.Of(text, at, tokenizer, synonyms, SignalOf(answer ?? desk?.Ask(text))), probabilities);
        return new ActReading(probabilities);
    }
}
