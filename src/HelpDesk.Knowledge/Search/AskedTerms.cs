namespace HelpDesk.Knowledge.Search;

/// <summary>A question's terms that something searched in has.</summary>
internal readonly record struct AskedTerm(int Number, Field Field, float Weight);

/// <summary>The rarity of terms and the lengths of texts, as BM25 counts them, for each part by itself.</summary>
internal sealed class PartStatistics
{
    public const float K1 = 1.2f;

    private readonly StoredFeatures features;
    private readonly float[][] averages;

    public PartStatistics(StoredFeatures features)
    {
        this.features = features;
        averages = [.. Enum.GetValues<Part>().Select(part => Enum.GetValues<Field>().Select(field => (float)features.AverageLength(part, field)).ToArray())];
    }

    /// <summary>Rarity of a term that n of N texts have, ln(1 + (N − n + .5) / (n + .5)), times (k1 + 1).</summary>
    public float Rarity(Part part, int term)
    {
        var n = features.DocumentCount(part, term);
        return n == 0 ? 0 : MathF.Log(1 + ((features.Texts(part) - n + .5f) / (n + .5f))) * (K1 + 1);
    }

    /// <summary>The length's share in the denominator.</summary>
    public float LengthPart(Part part, Field field, float length)
    {
        var b = part is Part.Article or Part.Question ? .75f : .5f;
        return K1 * (1 - b + (b * length / averages[(int)part][(int)field]));
    }
}
