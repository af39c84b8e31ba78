using System.Buffers;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// What is learned from whether a question is answered at all: the <see cref="TextPieces"/>, words with their neighbours, and pairs of telling
/// words wherever they stand («password» is answered, «how many» too, both together are not).
/// </summary>
public static class AskedPieces
{
    /// <summary>Folded characters whose words are looked at, as for <see cref="TextPieces"/>.</summary>
    private const int MostCharacters = 400;

    private const int MostPaired = 20;

    /// <summary>Folded characters that a clause says something with.</summary>
    private const int ShortestClause = 4;

    /// <summary>Words with their neighbours, and pairs, as most questions have them.</summary>
    private const int OthersOfAWord = 5;

    private const string Start = "\u0002";
    private const string End = "\u0003";

    [ThreadStatic]
    private static HashSet<ulong>? othersOfThread;

    private static readonly SearchValues<char> Ends = SearchValues.Create("。、?!,");

    /// <summary>Pieces of the whole text.</summary>
    /// <param name="isGeneric">A word, in its dictionary form, says that somebody asks, not what about.</param>
    public static HashSet<ulong> Of(ReadText text, Func<string, bool> isGeneric)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(isGeneric);
        return Of(text.Folded, text.Tokens, isGeneric);
    }

    /// <summary>Those that are not of <see cref="TextPieces"/>, for whoever has these at hand; the set is this thread's, and holds until it is asked again.</summary>
    /// <inheritdoc cref="Of(ReadText, Func{string, bool})"/>
    public static HashSet<ulong> Others(ReadText text, Func<string, bool> isGeneric)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(isGeneric);
        var others = othersOfThread ??= new HashSet<ulong>(OthersOfAWord * MostPaired);
        others.Clear();
        return AddTo(others, text.Tokens, isGeneric);
    }

    /// <summary>Pieces of each clause; empty where there is only one, which is the whole.</summary>
    /// <inheritdoc cref="Of(ReadText, Func{string, bool})"/>
    public static IReadOnlyList<HashSet<ulong>> OfClauses(ReadText text, Func<string, bool> isGeneric)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(isGeneric);
        var folded = text.Folded.AsSpan();
        if (!folded.ContainsAny(Ends))
        {
            return [];
        }

        var stretches = new List<Range>();
        for (var from = 0; from < folded.Length && from < MostCharacters;)
        {
            var length = folded[from..].IndexOfAny(Ends);
            var to = length < 0 ? folded.Length : from + length;
            if (folded[from..to].Trim().Length >= ShortestClause)
            {
                stretches.Add(from..to);
            }

            from = to + 1;
        }

        if (stretches.Count < 2)
        {
            return [];
        }

        var clauses = new List<HashSet<ulong>>(stretches.Count);
        var tokens = text.Tokens;
        var token = 0;
        foreach (var stretch in stretches)
        {
            // With the sign that ends the clause before.
            while (token < tokens.Length && tokens[token].Start < stretch.Start.Value - 1)
            {
                token++;
            }

            var first = token;
            while (token < tokens.Length && tokens[token].Start < stretch.End.Value)
            {
                token++;
            }

            clauses.Add(Of(folded[stretch], tokens[first..token], isGeneric));
        }

        return clauses;
    }

    private static HashSet<ulong> Of(ReadOnlySpan<char> folded, ReadOnlySpan<Token> tokens, Func<string, bool> isGeneric) =>
        AddTo(TextPieces.Of(folded, tokens), tokens, isGeneric);

    private static HashSet<ulong> AddTo(HashSet<ulong> pieces, ReadOnlySpan<Token> tokens, Func<string, bool> isGeneric)
    {
        var telling = new List<string>(MostPaired);
        var (before, last) = (Start, Start);
        foreach (var token in tokens)
        {
            if (token.Kind == PartOfSpeech.Symbol)
            {
                continue;
            }

            if (token.Start - tokens[0].Start >= MostCharacters)
            {
                break;
            }

            var word = token.BaseForm;
            pieces.Add(Hash("w", word));
            pieces.Add(Hash("b", last, word));
            pieces.Add(Hash("t", before, last, word));
            (before, last) = (last, word);
            if (telling.Count < MostPaired && TextAnalysis.IsContent(token) && !isGeneric(word) && !telling.Contains(word))
            {
                telling.Add(word);
            }
        }

        pieces.Add(Hash("b", last, End));
        pieces.Add(Hash("t", before, last, End));
        for (var i = 0; i < telling.Count; i++)
        {
            for (var j = i + 1; j < telling.Count; j++)
            {
                var (one, other) = string.CompareOrdinal(telling[i], telling[j]) < 0 ? (telling[i], telling[j]) : (telling[j], telling[i]);
                pieces.Add(Hash("p", one, other));
            }
        }

        return pieces;
    }

    private static ulong Hash(params ReadOnlySpan<string> words)
    {
        var hash = 14695981039346656037UL;
        foreach (var word in words)
        {
            foreach (var c in word)
            {
                hash = (hash ^ c) * 1099511628211UL;
            }

            hash = (hash ^ char.MaxValue) * 1099511628211UL;
        }

        return TextPieces.Mixed(hash);
    }
}
