using System.Text;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Search;

/// <summary>The pieces of a text that are learned from: up to three neighbouring characters as they are written, two or three of the reading.</summary>
public static class TextPieces
{
    private const int Longest = 3;

    private const int ShortestCode = 4;

    /// <summary>Folded characters of a text that are looked at.</summary>
    private const int MostCharacters = 400;

    /// <summary>As many as a character begins, of both kinds.</summary>
    private const int PiecesOfACharacter = 5;

    public static HashSet<ulong> Of(ReadText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text.Folded, text.Tokens);
    }

    /// <summary>Those of a stretch of a folded text.</summary>
    internal static HashSet<ulong> Of(ReadOnlySpan<char> folded, ReadOnlySpan<Token> tokens)
    {
        var pieces = new HashSet<ulong>(PiecesOfACharacter * Math.Min(MostCharacters, folded.Length));
        var written = new StringBuilder("\u0002", Math.Min(MostCharacters, folded.Length) + 2);
        var digits = 0;
        foreach (var c in folded)
        {
            // Long numbers are codes and supply points: recognition knows them, and their pieces would be learned by heart.
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits == ShortestCode)
            {
                written.Length -= ShortestCode - 1;
            }

            if (char.IsLetterOrDigit(c) && digits < ShortestCode && written.Length < MostCharacters)
            {
                written.Append(c);
            }
        }

        Add(pieces, written.Append('\u0003').ToString(), 1, 1);
        var reading = new StringBuilder();
        foreach (var token in tokens)
        {
            if (reading.Length < MostCharacters)
            {
                reading.Append(token.Reading);
            }
        }

        Add(pieces, Kana.Key(reading.ToString()), 2, 2);
        return pieces;
    }

    private static void Add(HashSet<ulong> pieces, string text, int shortest, ulong kind)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var hash = (14695981039346656037UL ^ kind) * 1099511628211UL;
            for (var length = 1; length <= Longest && start + length <= text.Length; length++)
            {
                hash = (hash ^ text[start + length - 1]) * 1099511628211UL;
                if (length >= shortest)
                {
                    pieces.Add(Mixed(hash));
                }
            }
        }
    }

    /// <summary>Every bit of a piece's number depends on all of its letters: tables are looked into by some of them.</summary>
    internal static ulong Mixed(ulong hash)
    {
        var mixed = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15UL;
        return mixed ^ (mixed >> 29);
    }
}
