using System.Security.Cryptography;
using System.Text;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Acts;

/// <summary>How sure each act is of one message.</summary>
public sealed class ActReading
{
    /// <summary>
    /// From this probability on an act is taken as meant, beside the likeliest. Macro-F1 of 15,532 examples by fourteen authors, each author's read by what was learned
    /// of the others, at .35, .40, .45, .50 and .55: .862, .860, .859, .857 and .855; of 603 by one more author, learned from by nobody, .933 at .45.
    /// </summary>
    public const float Sure = 0.45f;

    private readonly float[] probabilities;

    internal ActReading(float[] probabilities)
    {
        this.probabilities = probabilities;
        var first = 0;
        for (var act = 1; act < probabilities.Length; act++)
        {
            first = probabilities[act] > probabilities[first] ? act : first;
        }

        Likeliest = ActModel.Acts[first];
        for (var act = 0; act < probabilities.Length; act++)
        {
            OfNext = act == first ? OfNext : Math.Max(OfNext, probabilities[act]);
        }
    }

    /// <summary>Nothing is known of it.</summary>
    public static ActReading Unknown { get; } = new(new float[ActModel.Acts.Length]);

    public DialogueAct Likeliest { get; }

    /// <summary>How likely the second is.</summary>
    public float OfNext { get; }

    /// <summary>All that it surely does; the likeliest alone where nothing is sure.</summary>
    public IReadOnlyList<DialogueAct> Acts => [.. ActModel.Acts.Where(Is).DefaultIfEmpty(Likeliest)];

    /// <summary>0 to 1.</summary>
    public float Of(DialogueAct act) => probabilities[(int)act];

    public bool Is(DialogueAct act) => Of(act) >= Sure;
}

/// <summary>
/// Reads what messages do, as learned from the examples of kb/acts. What `helpdesk train` kept is used where it is of the same examples;
/// else they are learned when they are first asked for, so that an editor's new example counts at once. Safe to use from many threads.
/// </summary>
public sealed class ActReader
{
    /// <summary>
    /// How much the sentence that does an act most counts beside the whole message («わかりました。それはいつまで»). Of 0 to .5 in tenths the best: macro-F1
    /// of 8,119 examples, cross-validated, .831 without and .834 with it; of 500 others .911 and .919.
    /// </summary>
    private const float OfSentences = 0.5f;

    private const int MostSentences = 5;

    private static readonly char[] SentenceEnds = ['。', '!', '！', '?', '？', '\n'];

    private readonly JapaneseTokenizer tokenizer;
    private readonly SynonymDictionary? synonyms;
    private readonly ActModel? model;

    /// <summary>Words of all examples, read when they are first asked for.</summary>
    private readonly Lazy<HashSet<string>> words;

    private ActReader(JapaneseTokenizer tokenizer, SynonymDictionary? synonyms, ActModel? model, IReadOnlyList<ActExample> examples)
    {
        this.tokenizer = tokenizer;
        this.synonyms = synonyms;
        this.model = model;
        words = new Lazy<HashSet<string>>(() => [.. examples.SelectMany(example => WordsOf(example.Text))]);
    }

    /// <summary>Whether any word of a text stands in an example. Where none does, nothing was learned of it but by its letters.</summary>
    public bool KnowsAWord(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return WordsOf(text).Any(words.Value.Contains);
    }

    private List<string> WordsOf(string text)
    {
        var found = new List<string>();
        foreach (var token in new ReadText(text, tokenizer).Tokens)
        {
            if (token.Kind != PartOfSpeech.Symbol)
            {
                found.Add(token.BaseForm);
            }
        }

        return found;
    }

    public static ActReader Learn(IReadOnlyList<ActExample> examples, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(tokenizer);
        return Of(examples, null, tokenizer, synonyms);
    }

    /// <param name="kept">What was learned before; used where it is of these examples.</param>
    internal static ActReader Of(IReadOnlyList<ActExample> examples, ActWeights? kept, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms) =>
        new(tokenizer, synonyms, examples.Count == 0 ? null : LearnedBefore.Of(DigestOf(examples), digest =>
            new ActModel(kept?.Digest == digest ? kept : Train(examples, tokenizer, synonyms))), examples);

    /// <summary>Learns; the same examples give the same weights.</summary>
    internal static ActWeights Train(IReadOnlyList<ActExample> examples, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms) =>
        ActTrainer.Learn([.. examples.AsParallel().AsOrdered().Select(example =>
            (ActFeatures.Of(example.Text, example.At, tokenizer, synonyms), example.Acts.Aggregate(0u, (bits, act) => bits | (1u << (int)act))))], DigestOf(examples));

    /// <summary>Of everything that is learned from: another digest means that what was kept is stale.</summary>
    internal static string DigestOf(IReadOnlyList<ActExample> examples)
    {
        var rows = string.Join('\n', examples.Select(example => $"{example.Text}\t{example.At}\t{string.Join('+', example.Acts)}"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(rows)))[..32];
    }

    public ActReading Read(string text, Circumstance at)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (model is null || string.IsNullOrWhiteSpace(text))
        {
            return ActReading.Unknown;
        }

        var probabilities = Probabilities(text, at, model);
        var sentences = text.Split(SentenceEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sentences.Length is > 1 and <= MostSentences)
        {
            var most = new float[probabilities.Length];
            foreach (var sentence in sentences)
            {
                var one = Probabilities(sentence, at, model);
                for (var act = 0; act < most.Length; act++)
                {
                    most[act] = Math.Max(most[act], one[act]);
                }
            }

            for (var act = 0; act < most.Length; act++)
            {
                probabilities[act] += OfSentences * (most[act] - probabilities[act]);
            }
        }

        return new ActReading(probabilities);
    }

    private float[] Probabilities(string text, Circumstance at, ActModel known)
    {
        var probabilities = new float[ActModel.Acts.Length];
        var places = PlaceSet.Rent();
        ActFeatures.Put(text, at, tokenizer, synonyms, places);
        known.Score(places.All, probabilities);
        return probabilities;
    }
}

/// <summary>The last model that was learned in this process: a folder that is read again with the same examples learns nothing anew.</summary>
internal static class LearnedBefore
{
    private static readonly Lock Gate = new();
    private static (string Digest, ActModel Model)? last;

    /// <param name="learn">Called where the examples are others than before.</param>
    public static ActModel Of(string digest, Func<string, ActModel> learn)
    {
        lock (Gate)
        {
            if (last is not { } known || known.Digest != digest)
            {
                last = known = (digest, learn(digest));
            }

            return known.Model;
        }
    }
}
