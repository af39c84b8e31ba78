using System.Runtime.Intrinsics;

namespace HelpDesk.Conversation.Acts;

/// <summary>An example as the net learns from it: its places and those of its sentences, where there are several.</summary>
internal sealed record NetExample(Circumstance At, uint Acts, int[] Whole, int[][] Sentences);

/// <summary>
/// Learns an <see cref="ActNet"/> by AdaGrad. Of every example some of the places, and of the senses some, are left out by chance each time, so that it
/// learns to do without any of them. Half of the senses are learned without the other half and both then speak half as loud, for two
/// that begin otherwise err otherwise. Deterministic: chance comes from a fixed generator.
/// </summary>
internal sealed class ActNetTrainer
{
    private const int Halves = 2;
    private const int Senses = ActNet.Senses / Halves;
    private const int Width = ActNet.Width;
    private const int Lanes = 8;
    private const int Rounds = 12;

    /// <summary>What is kept is the mean of what was known after each round from this one on.</summary>
    private const int AveragedFrom = 4;

    private const float PlacesLeftOut = 0.4f;
    private const float SensesLeftOut = 0.2f;
    private const float FirstSenses = 0.1f;

    private readonly LearnedNumbers senses = new(ActFeatures.NetPlaces * Senses);
    private readonly LearnedNumbers speaks = new(2 * Senses * Width);
    private readonly LearnedNumbers gates = new(ActNet.Circumstances * Senses);
    private readonly LearnedNumbers shifts = new(ActNet.Circumstances * Senses);
    private readonly LearnedNumbers leans = new((ActNet.Circumstances + 1) * Width);
    private readonly ulong[] seen = new ulong[ActFeatures.NetPlaces / 64];

    // Of the example that is learned from.
    private readonly List<int[]> parts = [];
    private readonly List<int> counts = [];
    private readonly int[] circumstance = new int[ActNet.PartsOfOne];
    private readonly float[] gate = new float[Senses];
    private readonly float[] shift = new float[Senses];
    private readonly float[] kept = new float[2 * Senses];
    private readonly float[] active = new float[2 * Senses];
    private readonly int[] from = new int[Senses];
    private readonly float[] odds = new float[Width];
    private readonly float[] wrong = new float[Width];
    private float[] sums = [];
    private float[] read = [];
    private float[] slopes = [];
    private uint random;

    private ActNetTrainer(int half) => random = 54321 + ((uint)half * 7919);

    public static ActNet Learn(IReadOnlyList<NetExample> examples)
    {
        var halves = new ActNetTrainer[Halves];
        Parallel.For(0, Halves, half => halves[half] = LearnHalf(half, examples));
        return Joined(halves);
    }

    private static ActNetTrainer LearnHalf(int half, IReadOnlyList<NetExample> examples)
    {
        var trainer = new ActNetTrainer(half);
        trainer.Begin(examples);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = order.Length - 1; i > 0; i--)
            {
                var j = (int)(trainer.Chance() * (i + 1));
                (order[i], order[j]) = (order[j], order[i]);
            }

            foreach (var index in order)
            {
                trainer.Update(examples[index]);
            }

            if (round >= AveragedFrom)
            {
                trainer.Remember();
            }
        }

        return trainer;
    }

    private void Begin(IReadOnlyList<NetExample> examples)
    {
        senses.Fill(() => ((Chance() * 2) - 1) * FirstSenses);
        speaks.Fill(() => ((Chance() * 2) - 1) / MathF.Sqrt(2 * Senses));
        leans.Now.AsSpan(ActNet.Circumstances * Width, ActModel.Acts.Length).Fill(-2);
        foreach (var place in examples.SelectMany(example => example.Sentences.Append(example.Whole)).SelectMany(places => places))
        {
            seen[place >> 6] |= 1UL << (place & 63);
        }
    }

    private float Chance()
    {
        random = (random * 1664525u) + 1013904223u;
        return (random >> 8) * (1f / (1 << 24));
    }

    private void Update(NetExample example)
    {
        parts.Clear();
        counts.Clear();
        LeaveOut(example.Whole);
        foreach (var sentence in example.Sentences)
        {
            LeaveOut(sentence);
        }

        ActNet.PartsOf(example.At, circumstance);
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = Chance() >= SensesLeftOut ? 1 / (1 - SensesLeftOut) : 0;
        }

        Read();
        Speak();
        Learn(example.Acts);
    }

    private void LeaveOut(int[] places)
    {
        var (some, count) = (new int[places.Length], 0);
        foreach (var place in places)
        {
            some[count] = place;
            count += Chance() >= PlacesLeftOut ? 1 : 0;
        }

        parts.Add(some);
        counts.Add(count);
    }

    private void Read()
    {
        if (sums.Length < parts.Count * Senses)
        {
            (sums, read, slopes) = (new float[parts.Count * Senses], new float[parts.Count * Senses], new float[parts.Count * Senses]);
        }

        for (var sense = 0; sense < Senses; sense++)
        {
            (gate[sense], shift[sense]) = (1, 0);
            foreach (var part in circumstance)
            {
                gate[sense] += gates.Now[(part * Senses) + sense];
                shift[sense] += shifts.Now[(part * Senses) + sense];
            }
        }

        for (var part = 0; part < parts.Count; part++)
        {
            var scale = ActNet.Scale(counts[part]);
            for (var sense = 0; sense < Senses; sense += Lanes)
            {
                var sum = Vector256<float>.Zero;
                foreach (var place in parts[part].AsSpan(0, counts[part]))
                {
                    sum += Vector256.LoadUnsafe(ref senses.Now[(place * Senses) + sense]);
                }

                sum *= scale;
                sum.StoreUnsafe(ref sums[(part * Senses) + sense]);
                ((sum * Vector256.LoadUnsafe(ref gate[sense])) + Vector256.LoadUnsafe(ref shift[sense])).StoreUnsafe(ref read[(part * Senses) + sense]);
            }
        }
    }

    private void Speak()
    {
        for (var sense = 0; sense < Senses; sense++)
        {
            var most = Math.Min(1, parts.Count - 1);
            for (var part = 2; part < parts.Count; part++)
            {
                most = read[(part * Senses) + sense] > read[(most * Senses) + sense] ? part : most;
            }

            from[sense] = most;
            active[sense] = Math.Max(0, read[sense]) * kept[sense];
            active[Senses + sense] = Math.Max(0, read[(most * Senses) + sense]) * kept[Senses + sense];
        }

        leans.Now.AsSpan(ActNet.Circumstances * Width, Width).CopyTo(odds);
        foreach (var part in circumstance)
        {
            AddTimes(1, ref leans.Now[part * Width]);
        }

        for (var sense = 0; sense < active.Length; sense++)
        {
            if (active[sense] != 0)
            {
                AddTimes(active[sense], ref speaks.Now[sense * Width]);
            }
        }
    }

    private void AddTimes(float times, ref float what)
    {
        for (nuint act = 0; act < Width; act += Lanes)
        {
            (Vector256.LoadUnsafe(ref odds[0], act) + (Vector256.LoadUnsafe(ref what, act) * times)).StoreUnsafe(ref odds[0], act);
        }
    }

    private void Learn(uint right)
    {
        for (var act = 0; act < ActModel.Acts.Length; act++)
        {
            wrong[act] = (1 / (1 + MathF.Exp(-odds[act]))) - ((right >> act) & 1);
            leans.Learn((ActNet.Circumstances * Width) + act, wrong[act]);
            foreach (var part in circumstance)
            {
                leans.Learn((part * Width) + act, wrong[act]);
            }
        }

        Array.Clear(slopes);
        for (var sense = 0; sense < active.Length; sense++)
        {
            if (active[sense] != 0)
            {
                var slope = LearnWhatSpeaks(sense) * kept[sense];
                slopes[sense < Senses ? sense : (from[sense - Senses] * Senses) + sense - Senses] += slope;
            }
        }

        LearnCircumstance();
        for (var part = 0; part < parts.Count; part++)
        {
            LearnSenses(part);
        }
    }

    /// <returns>How much less of the sense there should have been.</returns>
    private float LearnWhatSpeaks(int sense)
    {
        var all = Vector256<float>.Zero;
        for (var act = 0; act < Width; act += Lanes)
        {
            var error = Vector256.LoadUnsafe(ref wrong[act]);
            all += error * Vector256.LoadUnsafe(ref speaks.Now[(sense * Width) + act]);
            speaks.Learn((sense * Width) + act, error * active[sense]);
        }

        return Vector128.Sum(all.GetLower() + all.GetUpper());
    }

    private void LearnCircumstance()
    {
        for (var sense = 0; sense < Senses; sense++)
        {
            var (ofShift, ofGate) = (0f, 0f);
            for (var part = 0; part < parts.Count; part++)
            {
                ofShift += slopes[(part * Senses) + sense];
                ofGate += slopes[(part * Senses) + sense] * sums[(part * Senses) + sense];
            }

            if (ofShift != 0)
            {
                foreach (var part in circumstance)
                {
                    shifts.Learn((part * Senses) + sense, ofShift);
                    gates.Learn((part * Senses) + sense, ofGate);
                }
            }
        }
    }

    private void LearnSenses(int part)
    {
        var scale = ActNet.Scale(counts[part]);
        for (var sense = 0; sense < Senses; sense += Lanes)
        {
            var slope = Vector256.LoadUnsafe(ref slopes[(part * Senses) + sense]) * Vector256.LoadUnsafe(ref gate[sense]) * scale;
            if (Vector256.EqualsAll(slope, Vector256<float>.Zero))
            {
                continue;
            }

            foreach (var place in parts[part].AsSpan(0, counts[part]))
            {
                senses.Learn((place * Senses) + sense, slope);
            }
        }
    }

    private void Remember()
    {
        foreach (var one in (LearnedNumbers[])[senses, speaks, gates, shifts, leans])
        {
            one.Remember();
        }
    }

    /// <summary>The largest number of a sense is 127 of its units; of a place that was never seen nothing is known.</summary>
    private static ActNet Joined(ActNetTrainer[] halves)
    {
        var all = Beside(halves, half => half.senses, Senses);
        var seen = halves[0].seen;
        var units = new float[ActNet.Senses];
        for (var i = 0; i < all.Length; i++)
        {
            var place = i / ActNet.Senses;
            all[i] = ((seen[place >> 6] >> (place & 63)) & 1) == 0 ? 0 : all[i];
            units[i % ActNet.Senses] = Math.Max(units[i % ActNet.Senses], Math.Abs(all[i]) / sbyte.MaxValue);
        }

        var numbers = new sbyte[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            numbers[i] = units[i % ActNet.Senses] == 0 ? (sbyte)0 : (sbyte)MathF.Round(all[i] / units[i % ActNet.Senses]);
        }

        // By sense of the whole, then of the sentences: so they stand in each half, too.
        var speaks = Beside(halves, half => half.speaks, Senses * Width);
        var leans = halves.Select(half => half.leans.Mean(Rounds - AveragedFrom)).ToArray();
        return new ActNet(
            units, numbers, Beside(halves, half => half.gates, Senses), Beside(halves, half => half.shifts, Senses), [.. speaks.Select(one => one / Halves)],
            [.. leans[0].Select((_, i) => leans.Average(half => half[i]))]);
    }

    /// <summary>So many numbers of the first half, as many of the second, and so on.</summary>
    private static float[] Beside(ActNetTrainer[] halves, Func<ActNetTrainer, LearnedNumbers> which, int width)
    {
        var means = halves.Select(half => which(half).Mean(Rounds - AveragedFrom)).ToArray();
        var beside = new float[means.Sum(mean => mean.Length)];
        for (var from = 0; from < means[0].Length; from += width)
        {
            for (var half = 0; half < means.Length; half++)
            {
                means[half].AsSpan(from, width).CopyTo(beside.AsSpan((from * means.Length) + (half * width)));
            }
        }

        return beside;
    }
}
