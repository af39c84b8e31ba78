using System.Runtime.Intrinsics;

namespace HelpDesk.Conversation.Acts;

/// <summary>Numbers that are learned by AdaGrad: each by steps that become smaller the more it was moved.</summary>
internal sealed class LearnedNumbers(int count)
{
    private const float Step = 0.05f;
    private const float Shrink = 1e-4f;
    private const float Least = 1e-3f;

    private readonly float[] squares = new float[count];
    private readonly float[] sum = new float[count];

    public float[] Now { get; } = new float[count];

    public void Fill(Func<float> chance)
    {
        for (var i = 0; i < Now.Length; i++)
        {
            Now[i] = chance();
        }
    }

    public void Learn(int at, float slope)
    {
        squares[at] += slope * slope;
        Now[at] -= Step * slope / (MathF.Sqrt(squares[at]) + Least);
    }

    /// <summary>Eight beside each other, which shrink.</summary>
    public void Learn(int at, Vector256<float> slope)
    {
        ref var now = ref Now[at];
        ref var square = ref squares[at];
        var value = Vector256.LoadUnsafe(ref now);
        slope += value * Shrink;
        var squared = Vector256.LoadUnsafe(ref square) + (slope * slope);
        squared.StoreUnsafe(ref square);
        (value - (slope * Step / (Vector256.Sqrt(squared) + Vector256.Create(Least)))).StoreUnsafe(ref now);
    }

    public void Remember()
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += Now[i];
        }
    }

    public float[] Mean(int times) => [.. sum.Select(one => one / times)];
}
