namespace HelpDesk.Conversation.Learning;

/// <summary>Logistic regression held near nought (L2), by Newton's steps; the first figure is the constant and is not held. Deterministic.</summary>
internal static class LogisticFit
{
    private const int Steps = 25;
    private const double Hold = 1;

    public static float[] Fit(IReadOnlyList<(IReadOnlyList<double> Figures, bool Is)> examples)
    {
        var count = examples[0].Figures.Count;
        var weights = new double[count];
        for (var step = 0; step < Steps; step++)
        {
            var slope = new double[count];
            var bend = new double[count, count];
            for (var i = 0; i < count; i++)
            {
                bend[i, i] = i == 0 ? 1e-6 : Hold;
                slope[i] = i == 0 ? 0 : -Hold * weights[i];
            }

            foreach (var (figures, yes) in examples)
            {
                double sum = 0;
                for (var i = 0; i < count; i++)
                {
                    sum += weights[i] * figures[i];
                }

                var likely = 1 / (1 + Math.Exp(-sum));
                for (var i = 0; i < count; i++)
                {
                    slope[i] += ((yes ? 1 : 0) - likely) * figures[i];
                    for (var j = 0; j < count; j++)
                    {
                        bend[i, j] += likely * (1 - likely) * figures[i] * figures[j];
                    }
                }
            }

            var change = Solve(bend, slope);
            for (var i = 0; i < count; i++)
            {
                weights[i] += change[i];
            }
        }

        return Array.ConvertAll(weights, weight => (float)weight);
    }

    /// <summary>Gauss's elimination; the matrix is symmetric and positive, so that no pivots are needed.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var count = right.Length;
        for (var i = 0; i < count; i++)
        {
            for (var row = i + 1; row < count; row++)
            {
                var factor = matrix[row, i] / matrix[i, i];
                for (var column = i; column < count; column++)
                {
                    matrix[row, column] -= factor * matrix[i, column];
                }

                right[row] -= factor * right[i];
            }
        }

        for (var i = count - 1; i >= 0; i--)
        {
            for (var column = i + 1; column < count; column++)
            {
                right[i] -= matrix[i, column] * right[column];
            }

            right[i] /= matrix[i, i];
        }

        return right;
    }
}
