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

    /// <summary>
    /// How much the net counts beside the regressions. Macro-F1 of 4,000 examples by eight authors, each read by what was learned of others, the mean of the
    /// eight: .886 without it, .892 by it alone, .898 by both alike.
    /// </summary>
    private const float OfNet = 0.5f;

    /// <summary>Nothing is surer than this, of what the two are weighed by.</summary>
    private const float LeastProbability = 1e-5f;

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

    /// <param name="kept">
    /// What was learned before; used where it is of these examples. Of others its net is used all the same, for that takes long to learn: what
    /// editors add counts by <see cref="ActModel"/> alone until `helpdesk train`.
    /// </param>
    internal static ActReader Of(IReadOnlyList<ActExample> examples, ActWeights? kept, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms) =>
        new(tokenizer, synonyms, examples.Count == 0 ? null : LearnedBefore.Of(DigestOf(examples), digest =>
            new ActModel(kept?.Digest == digest ? kept : Train(examples, kept?.Net, tokenizer, synonyms))), examples);

    /// <summary>Learns; the same examples give the same weights.</summary>
    /// <param name="net">Learned before; null to learn it anew.</param>
    internal static ActWeights Train(IReadOnlyList<ActExample> examples, ActNet? net, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms)
    {
        var read = examples.AsParallel().AsOrdered().Select(example => ReadExample(example, net is null, tokenizer, synonyms)).ToList();
        var learning = net is null ? Task.Run(() => ActNetTrainer.Learn([.. read.Select(one => one.Net)])) : Task.FromResult(net);
        var model = new ActTrainer();
        model.Learn([.. read.Select(one => (one.Places, one.Net.Acts))]);
        return model.Kept(DigestOf(examples), learning.GetAwaiter().GetResult());
    }

    private static (int[] Places, NetExample Net) ReadExample(ActExample example, bool withSentences, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms)
    {
        var (places, net) = PlaceSet.Rent();
        ActFeatures.Put(example.Text, example.At, tokenizer, synonyms, places, net);
        var (all, whole) = (places.All.ToArray(), net.All.ToArray());
        var sentences = new List<int[]>();
        foreach (var sentence in withSentences ? SentencesOf(example.Text) : [])
        {
            (places, net) = PlaceSet.Rent();
            ActFeatures.Put(sentence, example.At, tokenizer, synonyms, places, net);
            sentences.Add(net.All.ToArray());
        }

        return (all, new NetExample(example.At, example.Acts.Aggregate(0u, (bits, act) => bits | (1u << (int)act)), whole, [.. sentences]));
    }

    /// <summary>None where a message is one sentence, or too many.</summary>
    private static string[] SentencesOf(string text) =>
        text.Split(SentenceEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 1 and <= MostSentences } sentences ? sentences : [];

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

        var probabilities = new float[ActModel.Acts.Length];
        Span<float> whole = stackalloc float[ActNet.Senses];
        Look(text, at, model, probabilities, whole);
        if (SentencesOf(text) is { Length: > 0 } sentences)
        {
            LookInto(sentences, at, model, probabilities, whole);
        }
        else
        {
            Weigh(probabilities, whole, whole, at, model);
        }

        return new ActReading(probabilities);
    }

    /// <summary>The sentence that does an act most counts beside the whole.</summary>
    private void LookInto(string[] sentences, Circumstance at, ActModel known, float[] probabilities, ReadOnlySpan<float> whole)
    {
        Span<float> one = stackalloc float[probabilities.Length];
        Span<float> likeliest = stackalloc float[probabilities.Length];
        Span<float> senses = stackalloc float[ActNet.Senses];
        Span<float> most = stackalloc float[ActNet.Senses];
        most.Fill(float.MinValue);
        foreach (var sentence in sentences)
        {
            Look(sentence, at, known, one, senses);
            Raise(most, senses);
            Weigh(one, senses, senses, at, known);
            Raise(likeliest, one);
        }

        Weigh(probabilities, whole, most, at, known);
        for (var act = 0; act < probabilities.Length; act++)
        {
            probabilities[act] += OfSentences * (likeliest[act] - probabilities[act]);
        }
    }

    private void Look(string text, Circumstance at, ActModel known, Span<float> probabilities, Span<float> senses)
    {
        var (places, net) = PlaceSet.Rent();
        ActFeatures.Put(text, at, tokenizer, synonyms, places, net);
        known.Score(places.All, probabilities);
        known.Net.Read(net.All, at, senses);
    }

    /// <summary>What the net says is added to what the regressions say.</summary>
    private static void Weigh(Span<float> probabilities, ReadOnlySpan<float> whole, ReadOnlySpan<float> most, Circumstance at, ActModel known)
    {
        Span<float> odds = stackalloc float[probabilities.Length];
        known.Net.Speak(whole, most, at, odds);
        for (var act = 0; act < odds.Length; act++)
        {
            probabilities[act] = Probability((OddsOf(probabilities[act]) * (1 - OfNet)) + (odds[act] * OfNet));
        }
    }

    private static void Raise(Span<float> most, ReadOnlySpan<float> more)
    {
        for (var i = 0; i < most.Length; i++)
        {
            most[i] = Math.Max(most[i], more[i]);
        }
    }

    private static float Probability(float odds) => 1 / (1 + MathF.Exp(-odds));

    private static float OddsOf(float probability)
    {
        var between = Math.Clamp(probability, LeastProbability, 1 - LeastProbability);
        return MathF.Log(between / (1 - between));
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
