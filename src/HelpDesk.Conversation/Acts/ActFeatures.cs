using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Acts;

/// <summary>
/// What of a message the acts are read from: runs of one to three letters, words in their base form with the two before and their synonyms, the shape of its
/// digits and its length, each also beside what the bot waits for. Hashed into a fixed number of places, the same in every process. The net, which
/// knows the circumstance by itself, reads fewer: <see cref="NetPlaces"/>.
/// </summary>
internal static class ActFeatures
{
    /// <summary>Places; two features in one place cost little at this size.</summary>
    public const int Places = 1 << 17;

    /// <summary>Places of what <see cref="ActNet"/> reads.</summary>
    public const int NetPlaces = 1 << 15;

    /// <summary>Letters of a message that are read; what a message does is said at its beginning or end.</summary>
    private const int LongestRead = 160;

    private const int LongestRun = 3;

    private const uint HashOfNothing = 2166136261u;

    private const int Slots = 1 << 12;

    /// <summary>Synonyms of a word that count; a word of many meanings has hundreds.</summary>
    private const int MostSynonyms = 12;

    /// <summary>Words met before, by their hash; a race only costs a lookup.</summary>
    private static readonly KnownWord?[] Known = new KnownWord?[Slots];

    /// <summary>Two sets of places, the net's in <paramref name="net"/>, each place once, in no order.</summary>
    public static void Put(string text, Circumstance at, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms, PlaceSet places, PlaceSet net)
    {
        var read = new ReadText(Shortened(text), tokenizer);
        var letters = Letters(read.Folded);
        var waiting = (uint)at.Waiting + 1;
        var standing = (uint)at.Ticket + 11;
        Add(places, 1, waiting);
        Add(places, 2, standing);
        Add(places, 3, (waiting * 31) + standing);
        Add(places, 4, at.ArticleShown ? 1u : 0u);
        AddNet(net, 1, waiting);
        AddNet(net, 2, standing);
        AddNet(net, 4, at.ArticleShown ? 1u : 0u);
        AddNet(net, 5, (((waiting * 31) + standing) * 2) + (at.ArticleShown ? 1u : 0u));
        Span<uint> runs = stackalloc uint[LongestRead + 3];
        runs = letters.Length <= runs.Length ? runs[..letters.Length] : new uint[letters.Length];
        runs.Fill(HashOfNothing);
        for (var length = 1; length <= LongestRun; length++)
        {
            for (var start = 0; start + length <= letters.Length; start++)
            {
                runs[start] = Hashed(runs[start], letters[start + length - 1]);
                var run = Mix(runs[start]);
                Add(places, 10 + (uint)length, run);
                if (length is 2 or 3)
                {
                    Add(places, 20 + (uint)length, (run * 31) + waiting);
                    Add(places, 30 + (uint)length, (run * 31) + standing);
                    AddNet(net, 10 + (uint)length, run);
                }
            }
        }

        Words(read, synonyms, places, net, waiting, standing);
        Shape(read.Folded, letters, places, net, waiting);
    }

    private static void Words(ReadText read, SynonymDictionary? synonyms, PlaceSet places, PlaceSet net, uint waiting, uint standing)
    {
        var (before, beforeThat) = (0u, 0u);
        foreach (var token in read.Tokens)
        {
            if (string.IsNullOrWhiteSpace(token.BaseForm))
            {
                continue;
            }

            var word = Hash(token.BaseForm);
            Add(places, 40, word);
            Add(places, 41, (word * 31) + waiting);
            Add(places, 42, (word * 31) + standing);
            Add(places, 43, (before * 31) + word);
            Add(places, 45, (beforeThat * 31) + word);
            AddNet(net, 40, word);
            AddNet(net, 43, (before * 31) + word);
            (beforeThat, before) = (before, word);
            if (synonyms is not null)
            {
                foreach (var same in Meanings(token.BaseForm, synonyms))
                {
                    Add(places, 44, same);
                    Add(places, 46, (same * 31) + waiting);
                    AddNet(net, 44, same);
                }
            }
        }

        Add(places, 43, before * 31);
        AddNet(net, 43, before * 31);
    }

    /// <summary>Hashes of a word's synonyms and of itself.</summary>
    private static uint[] Meanings(string word, SynonymDictionary synonyms)
    {
        ref var slot = ref Known[string.GetHashCode(word, StringComparison.Ordinal) & (Known.Length - 1)];
        if (slot is { } seen && seen.Synonyms == synonyms && seen.Word == word)
        {
            return seen.Hashes;
        }

        uint[] hashes = [.. synonyms.Lookup(word).Take(MostSynonyms).Append(word).Select(same => Hash(same))];
        slot = new KnownWord(synonyms, word, hashes);
        return hashes;
    }

    private static void Shape(string folded, string letters, PlaceSet places, PlaceSet net, uint waiting)
    {
        var length = letters.Length switch { <= 4 => 1u, <= 8 => 2u, <= 14 => 3u, <= 22 => 4u, <= 40 => 5u, _ => 6u };
        Add(places, 50, length);
        Add(places, 51, (length * 31) + waiting);
        AddNet(net, 51, (length * 31) + waiting);
        var digits = folded.Count(char.IsAsciiDigit) switch { 0 => 0u, 1 => 1u, <= 4 => 2u, 5 => 3u, <= 11 => 4u, <= 20 => 5u, <= 23 => 6u, _ => 7u };
        Add(places, 52, digits);
        Add(places, 53, (digits * 31) + waiting);
        AddNet(net, 53, (digits * 31) + waiting);
        var signs = (folded.Contains('?', StringComparison.Ordinal) ? 1u : 0u) + (folded.Contains('@', StringComparison.Ordinal) ? 2u : 0u) + (folded.Contains('!', StringComparison.Ordinal) ? 4u : 0u);
        Add(places, 54, signs);
        Add(places, 55, (signs * 31) + waiting);
        AddNet(net, 55, (signs * 31) + waiting);
        if (letters.Length <= 14)
        {
            Add(places, 56, Hash(letters));
            Add(places, 57, (Hash(letters) * 31) + waiting);
            AddNet(net, 57, (Hash(letters) * 31) + waiting);
        }
    }

    /// <summary>The beginning and the end of a long message.</summary>
    private static string Shortened(string text)
    {
        if (text.Length <= LongestRead)
        {
            return text;
        }

        return text[..(LongestRead / 2)] + "\n" + text[^(LongestRead / 2)..];
    }

    /// <summary>Katakana as hiragana, digits alike, between a sign for its beginning and one for its end.</summary>
    private static string Letters(string folded) => string.Create(folded.Length + 2, folded, static (letters, text) =>
    {
        letters[0] = '^';
        for (var i = 0; i < text.Length; i++)
        {
            letters[i + 1] = text[i] switch
            {
                >= 'ァ' and <= 'ヶ' => (char)(text[i] - 0x60),
                >= '0' and <= '9' => '0',
                _ => text[i],
            };
        }

        letters[^1] = '$';
    });

    private static void Add(PlaceSet places, uint kind, uint value) => places.Add((int)(Mix((kind * 0x9E3779B1u) ^ value) % Places));

    private static void AddNet(PlaceSet net, uint kind, uint value) => net.Add((int)(Mix((kind * 0x9E3779B1u) ^ value) % NetPlaces));

    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = HashOfNothing;
        foreach (var c in text)
        {
            hash = Hashed(hash, c);
        }

        return Mix(hash);
    }

    private static uint Hashed(uint before, char letter) => (before ^ letter) * 16777619u;

    private static uint Mix(uint value)
    {
        value ^= value >> 16;
        value *= 0x85EBCA6Bu;
        value ^= value >> 13;
        value *= 0xC2B2AE35u;
        return value ^ (value >> 16);
    }

    private sealed record KnownWord(SynonymDictionary Synonyms, string Word, uint[] Hashes);
}
