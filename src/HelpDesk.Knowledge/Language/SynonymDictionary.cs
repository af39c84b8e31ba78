namespace HelpDesk.Knowledge.Language;

/// <summary>Sudachi's synonyms: words of the same group as a word, looked up in the mapped file by binary search.</summary>
public sealed class SynonymDictionary : IDisposable
{
    private const int Slots = 1 << 12;

    private readonly MappedDictionary file;

    /// <summary>Words looked up before, by their hash: few are asked about, and those again and again. A race only costs a lookup.</summary>
    private readonly Known?[] known = new Known?[Slots];

    private SynonymDictionary(MappedDictionary file) => this.file = file;

    /// <exception cref="DictionaryException">The dictionary is missing or damaged.</exception>
    public static SynonymDictionary Load(string directory) =>
        new(DictionaryFiles.Open(directory, DictionaryFiles.Synonyms, DictionaryKind.Synonyms));

    /// <summary>The other words of every group the (folded) word leads to; empty where it leads to none.</summary>
    public IReadOnlyList<string> Lookup(ReadOnlySpan<char> word)
    {
        ref var slot = ref known[string.GetHashCode(word) & (Slots - 1)];
        if (slot is { } seen && word.SequenceEqual(seen.Word))
        {
            return seen.Synonyms;
        }

        var found = LookUp(word);
        slot = new Known(word.ToString(), found);
        return found;
    }

    public void Dispose() => file.Dispose();

    private List<string> LookUp(ReadOnlySpan<char> word)
    {
        file.AddReference();
        try
        {
            var view = new View(file);
            var at = view.Find(word);
            if (at < 0)
            {
                return [];
            }

            var synonyms = new List<string>();
            foreach (var group in view.Groups[view.GroupStarts[at]..view.GroupStarts[at + 1]])
            {
                foreach (var member in view.Members[view.MemberStarts[group]..view.MemberStarts[group + 1]])
                {
                    if (member != at)
                    {
                        synonyms.Add(view.Word(member).ToString());
                    }
                }
            }

            return synonyms;
        }
        finally
        {
            file.Release();
        }
    }

    private sealed record Known(string Word, IReadOnlyList<string> Synonyms);

    private readonly ref struct View(MappedDictionary file)
    {
        private readonly ReadOnlySpan<int> wordStarts = file.Section<int>(0);
        private readonly ReadOnlySpan<char> letters = file.Section<char>(1);

        public ReadOnlySpan<int> GroupStarts { get; } = file.Section<int>(2);

        public ReadOnlySpan<int> Groups { get; } = file.Section<int>(3);

        public ReadOnlySpan<int> MemberStarts { get; } = file.Section<int>(4);

        public ReadOnlySpan<int> Members { get; } = file.Section<int>(5);

        public ReadOnlySpan<char> Word(int id) => letters[wordStarts[id]..wordStarts[id + 1]];

        public int Find(ReadOnlySpan<char> word)
        {
            int low = 0, high = wordStarts.Length - 2;
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var order = Word(middle).SequenceCompareTo(word);
                if (order == 0)
                {
                    return middle;
                }

                (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
            }

            return -1;
        }
    }
}
