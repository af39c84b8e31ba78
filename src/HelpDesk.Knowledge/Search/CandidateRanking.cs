namespace HelpDesk.Knowledge.Search;

/// <summary>Scores single targets from their stored features.</summary>
internal sealed class CandidateRanking(StoredFeatures features, PartStatistics statistics, SearchWeights weights, float[] phrasedShares, int terms)
{
    [ThreadStatic]
    private static short[]? slotsOfThread;

    /// <summary>Scores candidates (target numbers), each into the same place of <paramref name="scores"/>.</summary>
    public void Score(ReadOnlySpan<AskedTerm> question, ReadOnlySpan<int> candidates, Span<float> scores)
    {
        if (slotsOfThread is null || slotsOfThread.Length < terms)
        {
            slotsOfThread = new short[terms];
        }

        var slots = slotsOfThread;
        var rarities = new float[StoredFeatures.PartCount * question.Length];
        for (var i = 0; i < question.Length; i++)
        {
            slots[question[i].Number] = (short)(i + 1);
            for (var part = (Part)0; (int)part < StoredFeatures.PartCount; part++)
            {
                rarities[((int)part * question.Length) + i] = statistics.Rarity(part, question[i].Number) * question[i].Weight;
            }
        }

        for (var i = 0; i < candidates.Length; i++)
        {
            scores[i] = Score(question, candidates[i], slots, rarities);
        }

        foreach (var term in question)
        {
            slots[term.Number] = 0;
        }
    }

    private float Score(ReadOnlySpan<AskedTerm> question, int target, short[] slots, float[] rarities)
    {
        Span<float> lengths = stackalloc float[TextFeatures.FieldCount];
        var reader = features.Read(target);
        float whole = 0, plain = 0, best = 0;
        while (reader.NextText(lengths))
        {
            var part = reader.Part;
            var (own, plainly) = (weights.Of(part), weights.Plain(part));
            for (var i = 0; i < lengths.Length; i++)
            {
                lengths[i] = statistics.LengthPart(part, (Field)i, lengths[i]);
            }

            float text = 0;
            while (reader.NextTerm(out var term, out var times))
            {
                if (slots[term] is var slot and > 0)
                {
                    var field = (int)question[slot - 1].Field;
                    var adds = rarities[((int)part * question.Length) + slot - 1] * times / (times + lengths[field]);
                    text += own[field] * adds;
                    plain += plainly is null ? 0 : plainly[field] * adds;
                }
            }

            if (part == Part.Phrasing)
            {
                best = Math.Max(best, text);
            }
            else
            {
                whole += text;
            }
        }

        return weights.Combined(phrasedShares[target], whole + best, plain);
    }
}
