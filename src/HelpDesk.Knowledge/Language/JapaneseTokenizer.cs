using System.Runtime.InteropServices;

namespace HelpDesk.Knowledge.Language;

/// <summary>
/// Splits Japanese text into words by the cheapest path through IPADIC (Viterbi, as MeCab and kuromoji.js do).
/// Thread-safe; a text of any length takes linear time.
/// </summary>
public sealed class JapaneseTokenizer : IDisposable
{
    /// <summary>An unknown word longer than this is cut (UTF-16 units), so that a megabyte of one letter stays linear.</summary>
    private const int LongestUnknown = 48;

    /// <summary>Lattices are closed at this length even without a space, so that memory stays bounded.</summary>
    private const int LongestLattice = 2048;

    private const int PageBits = 6;

    private readonly MappedDictionary file;
    private readonly PartOfSpeech[] kinds;
    private readonly int rights;

    /// <summary>Strings of the pool seen before, in pages: few of its 1.4 million ever are.</summary>
    private readonly string?[]?[] pooled;

    private JapaneseTokenizer(MappedDictionary file)
    {
        this.file = file;
        kinds = [.. IpadicView.PartsOfSpeech(file).Split('\n').Select(PartsOfSpeech.FromIpadic)];
        rights = IpadicView.Dimensions(file)[1];
        pooled = new string?[]?[(new IpadicView(file).Pool.Length >> PageBits) + 1];
    }

    /// <exception cref="DictionaryException">The dictionary is missing or damaged.</exception>
    public static JapaneseTokenizer Load(string directory) =>
        new(DictionaryFiles.Open(directory, DictionaryFiles.Ipadic, DictionaryKind.Ipadic));

    /// <summary>Appends the words of the text, white space left out, to a list.</summary>
    public void Tokenize(ReadOnlySpan<char> text, List<Token> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        file.AddReference();
        try
        {
            var view = new IpadicView(file);
            var lattice = Lattice.Rent();
            for (var start = 0; start < text.Length;)
            {
                if (char.IsWhiteSpace(text[start]))
                {
                    start++;
                    continue;
                }

                var length = SegmentLength(text[start..]);
                TokenizeSegment(view, lattice, text.Slice(start, length), start, into);
                start += length;
            }
        }
        finally
        {
            file.Release();
        }
    }

    public void Dispose() => file.Dispose();

    private static int SegmentLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < LongestLattice && !char.IsWhiteSpace(text[length]))
        {
            // As kuromoji.js: a clause's words do not depend on the clause before it.
            if (text[length++] is '、' or '。')
            {
                return length;
            }
        }

        // A cut between two halves of a character would make two tokens of it.
        return length == LongestLattice && CharacterLength(text, length - 1) == 2 ? length - 1 : length;
    }

    private static int CharacterLength(ReadOnlySpan<char> text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    private void TokenizeSegment(in IpadicView view, Lattice lattice, ReadOnlySpan<char> text, int offset, List<Token> into)
    {
        lattice.Reset(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (lattice.FirstEndingAt(at) < 0)
            {
                continue;
            }

            var known = AddKnown(view, lattice, text, at);
            AddUnknown(view, lattice, text, at, known);
        }

        var last = lattice.Best(text.Length, 0, view.Connections, rights);
        var from = into.Count;
        for (var node = last; node > 0; node = lattice.Nodes[node].Previous)
        {
            into.Add(TokenOf(view, lattice.Nodes[node], text, offset));
        }

        CollectionsMarshal.AsSpan(into)[from..].Reverse();
    }

    private bool AddKnown(in IpadicView view, Lattice lattice, ReadOnlySpan<char> text, int at)
    {
        var found = false;
        var cell = 0;
        for (var end = at; end < text.Length; end++)
        {
            var code = view.Codes[text[end]];
            if (code == 0 || view.Trie[cell].Base < 0)
            {
                break;
            }

            var child = (view.Trie[cell].Base & ~TrieCell.WordEnds) + code;
            if (child >= view.Trie.Length || view.Trie[child].Check != cell)
            {
                break;
            }

            cell = child;
            var value = view.Trie[cell].Base;
            if (value >= 0 && (value & TrieCell.WordEnds) != 0)
            {
                value = view.Trie[value & ~TrieCell.WordEnds].Base;
            }

            if (value < 0)
            {
                found = true;
                var range = -value - 1;
                for (var word = range >> 8; word < (range >> 8) + (range & 0xff); word++)
                {
                    lattice.Add(view, word, at, end + 1, true, rights);
                }
            }
        }

        return found;
    }

    private void AddUnknown(in IpadicView view, Lattice lattice, ReadOnlySpan<char> text, int at, bool known)
    {
        var kind = view.ClassOf(text[at]);
        var group = view.Classes[kind];
        if (known && group.Invoke == 0)
        {
            return;
        }

        var length = CharacterLength(text, at);
        while (group.Group == 1 && at + length < text.Length && view.ClassOf(text[at + length]) == kind
            && length + CharacterLength(text, at + length) <= LongestUnknown)
        {
            length += CharacterLength(text, at + length);
        }

        for (var word = group.FirstWord; word < group.FirstWord + group.WordCount; word++)
        {
            lattice.Add(view, word, at, at + length, false, rights);
        }
    }

    private Token TokenOf(in IpadicView view, in LatticeNode node, ReadOnlySpan<char> text, int offset)
    {
        var surface = text[node.Start..node.End];
        var word = view.Words[node.Word];
        var baseId = node.Known ? view.Features[node.Word * 2] : -1;
        var readingId = node.Known ? view.Features[(node.Word * 2) + 1] : -1;
        var baseForm = baseId >= 0 ? Pooled(view, baseId) : Surfaces.Get(surface);
        var reading = readingId >= 0 ? Pooled(view, readingId) : Kana.IsKana(surface) ? Kana.ToKatakana(surface.ToString()) : "";
        return new Token(offset + node.Start, surface.Length, kinds[word.PartOfSpeech], baseForm, reading, node.Known);
    }

    /// <summary>A race only makes a string or a page twice.</summary>
    private string Pooled(in IpadicView view, int id)
    {
        var page = pooled[id >> PageBits] ??= new string?[1 << PageBits];
        return page[id & ((1 << PageBits) - 1)] ??= view.PooledString(id);
    }
}

/// <summary>Strings of words seen before, so that the same word is one string; bounded, and a race only costs a copy.</summary>
internal static class Surfaces
{
    private static readonly string?[] Seen = new string?[1 << 14];

    public static string Get(ReadOnlySpan<char> surface)
    {
        var slot = string.GetHashCode(surface) & (Seen.Length - 1);
        if (Seen[slot] is { } seen && surface.SequenceEqual(seen))
        {
            return seen;
        }

        var fresh = surface.ToString();
        Seen[slot] = fresh;
        return fresh;
    }
}

/// <summary>Strings of one and two letters seen before; bounded, and a race only costs a copy.</summary>
internal static class ShortWords
{
    private const int Slots = 1 << 13;

    private static readonly string?[] Ones = new string?[Slots];
    private static readonly string?[] Twos = new string?[Slots];

    public static string Of(char only)
    {
        ref var seen = ref Ones[only % Slots];
        return seen is { } word && word[0] == only ? word : seen = only.ToString();
    }

    public static string Of(char first, char second)
    {
        ref var seen = ref Twos[((first * 127) + second) % Slots];
        return seen is { } word && word[0] == first && word[1] == second ? word : seen = string.Concat([first, second]);
    }
}
