namespace HelpDesk.Knowledge.Language;

/// <summary>The sections of ipadic.bin as spans, for the time of one call.</summary>
internal readonly ref struct IpadicView
{
    /// <summary>Numbers of units, by frequency; 0 = in no word.</summary>
    public readonly ReadOnlySpan<ushort> Codes;

    /// <summary>Double array over unit numbers.</summary>
    public readonly ReadOnlySpan<TrieCell> Trie;
    public readonly ReadOnlySpan<WordCost> Words;

    /// <summary>Two per word: pool id of the base form (-1: as the surface) and of the reading (-1: none).</summary>
    public readonly ReadOnlySpan<int> Features;

    /// <summary>Strings with their length before them.</summary>
    public readonly ReadOnlySpan<char> Pool;

    /// <summary>Cost of [left id of a word][right id of the word before].</summary>
    public readonly ReadOnlySpan<short> Connections;
    public readonly ReadOnlySpan<byte> ClassOfUnit;
    public readonly ReadOnlySpan<CharacterClass> Classes;

    public IpadicView(MappedDictionary file)
    {
        Codes = file.Section<ushort>(1);
        Trie = file.Section<TrieCell>(2);
        Words = file.Section<WordCost>(3);
        Features = file.Section<int>(4);
        Pool = file.Section<char>(5);
        Connections = file.Section<short>(6);
        ClassOfUnit = file.Section<byte>(7);
        Classes = file.Section<CharacterClass>(8);
    }

    /// <summary>Word count, right ids, left ids, character classes.</summary>
    public static ReadOnlySpan<int> Dimensions(MappedDictionary file) => file.Section<int>(0);

    public static string PartsOfSpeech(MappedDictionary file) => new(file.Section<char>(9));

    public string PooledString(int id) => new(Pool.Slice(id + 1, Pool[id]));

    /// <summary>Half a surrogate pair belongs, as in kuromoji.js, to class 0 (DEFAULT).</summary>
    public int ClassOf(char unit) => char.IsHighSurrogate(unit) ? 0 : ClassOfUnit[unit];
}

/// <param name="Base">Where the children start; negative: a token range and no children.</param>
/// <param name="Check">The parent's cell.</param>
internal readonly record struct TrieCell(int Base, int Check)
{
    /// <summary>Set in a base under which cell 0 is the token range of the word that ends here.</summary>
    public const int WordEnds = 1 << 30;
}

/// <summary>What Viterbi needs of a word.</summary>
internal readonly record struct WordCost(ushort Left, ushort Right, short Cost, ushort PartOfSpeech);

/// <param name="Invoke">1: try unknown words even where the dictionary has one.</param>
/// <param name="Group">1: an unknown word takes the whole run of the class, else one character.</param>
internal readonly record struct CharacterClass(int Invoke, int Group, int FirstWord, int WordCount);
