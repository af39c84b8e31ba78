namespace HelpDesk.Conversation.Acts;

/// <summary>
/// One logistic regression for each act over the same features, learned by AdaGrad with L2. Deterministic: the order of the
/// examples is shuffled by a fixed generator.
/// </summary>
internal sealed class ActModel
{
    public static readonly DialogueAct[] Acts = Enum.GetValues<DialogueAct>();

    private const int Rounds = 14;
    private const float Step = 0.35f;
    private const float Shrink = 2e-4f;

    /// <summary>By place, the weights of all acts beside each other, so that a message reads memory in one pass.</summary>
    private readonly float[] weights = new float[ActFeatures.Places * Width];

    private const int Width = 24;

    private readonly float[] bias = new float[Width];

    public static ActModel Learn(IReadOnlyList<(int[] Places, uint Acts)> examples)
    {
        var model = new ActModel();
        var squares = new float[model.weights.Length];
        var biasSquares = new float[Width];
        Array.Fill(model.bias, -2);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = 12345u;
        var scores = new float[Width];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = order.Length - 1; i > 0; i--)
            {
                random = (random * 1664525u) + 1013904223u;
                var j = (int)((random >> 8) % (uint)(i + 1));
                (order[i], order[j]) = (order[j], order[i]);
            }

            foreach (var index in order)
            {
                model.Update(examples[index].Places, examples[index].Acts, scores, squares, biasSquares);
            }
        }

        return model;
    }

    /// <summary>The probability of each act.</summary>
    public void Score(int[] places, Span<float> probabilities)
    {
        Span<float> sums = stackalloc float[Width];
        Sum(places, sums);
        for (var act = 0; act < Acts.Length; act++)
        {
            probabilities[act] = 1 / (1 + MathF.Exp(-sums[act]));
        }
    }

    private void Sum(int[] places, Span<float> sums)
    {
        sums.Clear();
        var scale = Scale(places);
        foreach (var place in places)
        {
            var row = weights.AsSpan(place * Width, Width);
            for (var act = 0; act < Width; act++)
            {
                sums[act] += row[act];
            }
        }

        for (var act = 0; act < Width; act++)
        {
            sums[act] = bias[act] + (sums[act] * scale);
        }
    }

    private void Update(int[] places, uint right, float[] scores, float[] squares, float[] biasSquares)
    {
        Sum(places, scores);
        var scale = Scale(places);
        Span<float> gradients = stackalloc float[Width];
        for (var act = 0; act < Acts.Length; act++)
        {
            gradients[act] = (1 / (1 + MathF.Exp(-scores[act]))) - ((right >> act) & 1);
            biasSquares[act] += gradients[act] * gradients[act];
            bias[act] -= Step * gradients[act] / (MathF.Sqrt(biasSquares[act]) + 1e-3f);
        }

        foreach (var place in places)
        {
            var row = weights.AsSpan(place * Width, Width);
            var square = squares.AsSpan(place * Width, Width);
            for (var act = 0; act < Acts.Length; act++)
            {
                var gradient = (gradients[act] * scale) + (Shrink * row[act]);
                square[act] += gradient * gradient;
                row[act] -= Step * gradient / (MathF.Sqrt(square[act]) + 1e-3f);
            }
        }
    }

    private static float Scale(int[] places) => 4 / MathF.Sqrt(Math.Max(1, places.Length));
}
