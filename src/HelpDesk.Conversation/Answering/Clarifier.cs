using System.Globalization;
using HelpDesk.Knowledge.Search;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// Which question back a message calls for, where it says too little for one article: learned of kb/clarifying are whether it does, and of what it
/// speaks; a logistic regression weighs both against how sure the best article is. Immutable.
/// </summary>
internal sealed class Clarifier(ClarifierModels models, IReadOnlyList<float> weights, float asksFrom)
{
    /// <summary>What was fitted by training, and the bound, with what they were measured at.</summary>
    public const string FileName = "learned/clarifying.yaml";

    public static readonly IReadOnlyList<string> Names = ["constant", "vague", "which", "confidence", "length"];

    /// <summary>A folder that was learned for the first time asks from here on: as often rightly as not.</summary>
    public const float UsualBound = .5f;

    public string Digest => models.Which.Digest;

    public float AsksFrom => asksFrom;

    /// <summary>Null where the folder has none, or, with findings, where it cannot be used.</summary>
    public static Clarifier? Read(string kbDirectory, FindingList findings)
    {
        var path = Path.Combine(kbDirectory, FileName);
        if (LearnedFile.Read(kbDirectory, LearnedFile.Vague, findings) is not { } vague || LearnedFile.Read(kbDirectory, LearnedFile.Clarifying, findings) is not { } which || !File.Exists(path)
            || SourceFile.Read(path, "kb/" + FileName, findings) is not { } text || YamlMap.Parse(text, "kb/" + FileName, findings) is not { } root)
        {
            return null;
        }

        var weights = root.Texts("asks").Select(number => Number(number.Value, number.Place, "asks", findings)).ToArray();
        var from = Number(root.Required("asks_from"), root.PlaceOfKey("asks_from"), "asks_from", findings);
        if (weights.Length != Names.Count)
        {
            findings.Error(root.PlaceOfKey("asks"), "KB091", "asks", Names.Count.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        root.RejectUnknownKeys();
        return new Clarifier(new ClarifierModels(vague, which), weights, from);
    }

    /// <summary>The id of the clarification; null where none is to be asked.</summary>
    /// <param name="pieces">Of the text with «この供給地点» for supply point numbers.</param>
    /// <param name="confidence">Of the best article, 0 to 1; 0 where there is none.</param>
    public string? For(HashSet<ulong> pieces, double confidence)
    {
        var (id, figures) = models.Look(pieces, confidence);
        return Confidence.Logistic(weights, figures) >= asksFrom ? id : null;
    }

    private static float Number(string? text, Place place, string key, FindingList findings)
    {
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number))
        {
            return number;
        }

        if (text is not null)
        {
            findings.Error(place, "KB090", key, text);
        }

        return 1;
    }
}

/// <param name="Vague">Of two classes: <see cref="LearnedModel.Outside"/> where a message tells, <see cref="SaysLittle"/> where it does not, whatever it speaks of.</param>
/// <param name="Which">Its classes are the ids of clarifications.</param>
internal sealed record ClarifierModels(LearnedModel Vague, LearnedModel Which)
{
    public const string SaysLittle = "?";

    private readonly int vagueAt = Vague.Classes.ToList().IndexOf(SaysLittle);

    /// <summary>The likeliest clarification, and the figures by <see cref="Clarifier.Names"/> that say whether it is to be asked.</summary>
    public (string Id, IReadOnlyList<double> Figures) Look(HashSet<ulong> pieces, double confidence)
    {
        var likely = Which.Likelihoods(pieces);
        var best = 0;
        for (var i = 1; i < likely.Length; i++)
        {
            best = likely[i] > likely[best] ? i : best;
        }

        var vague = vagueAt < 0 ? 0 : Vague.Likelihoods(pieces)[vagueAt];
        return (Which.Classes[best], [1, Logit(vague), Logit(likely[best]), Logit(confidence), Math.Log(1 + pieces.Count)]);
    }

    private static double Logit(double likelihood) => Math.Log((likelihood + .005) / (1 - likelihood + .005));
}
