namespace HelpDesk.Knowledge.Symptoms;

/// <summary>
/// The pairs of neighbouring letters of a message: an upper bound of how well any part of a text can agree with it. Of n
/// letters that agree, with e errors between them, at least n − e − 1 neighbours stand together in both, each such pair being
/// one of both texts; and n − e is <see cref="MessageText.BestPart"/>'s score.
/// </summary>
internal sealed class LetterPairs
{
    /// <summary>Pairs are told apart by so many numbers; two that share one only raise the bound.</summary>
    public const int Numbers = 1024;

    private readonly (ushort Number, ushort Times)[] pairs;

    public LetterPairs(string message)
    {
        Span<ushort> counts = stackalloc ushort[Numbers];
        Count(message, counts);
        var found = new List<(ushort, ushort)>();
        for (var number = 0; number < Numbers; number++)
        {
            if (counts[number] > 0)
            {
                found.Add(((ushort)number, counts[number]));
            }
        }

        pairs = [.. found];
    }

    /// <param name="counts"><see cref="Numbers"/> of them; what they held is lost.</param>
    public static void Count(string text, Span<ushort> counts)
    {
        counts.Clear();
        for (var i = 1; i < text.Length; i++)
        {
            counts[NumberOf(text[i - 1], text[i])]++;
        }
    }

    /// <summary>At least the best score that a text of these pairs can reach.</summary>
    public int MostScore(ReadOnlySpan<ushort> counts)
    {
        var shared = 1;
        foreach (var (number, times) in pairs)
        {
            shared += Math.Min(times, counts[number]);
        }

        return shared;
    }

    private static int NumberOf(char first, char second) => ((first * 31) + (second * 7)) % Numbers;
}
