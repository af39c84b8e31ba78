namespace HelpDesk.Search.Asking;

public enum SearchOrder
{
    /// <summary>What fits best first.</summary>
    Best,

    /// <summary>Changed last first.</summary>
    Newest,
}

/// <summary>What can stand before a colon.</summary>
public enum SearchField
{
    State,
    Agent,
    Team,
    Company,
    Person,
    Due,
    Opened,
    Changed,
    Area,
    Tag,
    Symptom,
    Priority,
    Owner,
}

/// <summary>Who asks, and when: what «me» and «today» mean.</summary>
public sealed record Asker(string Name, DateTimeOffset Now);

/// <summary>A piece of text to be found.</summary>
/// <param name="Folded">As the house folds.</param>
/// <param name="IsPhrase">It stood in quotes: exactly so, blanks and signs aside.</param>
/// <param name="IsExcluded">A minus stood before it.</param>
public sealed record SearchText(string Folded, bool IsPhrase = false, bool IsExcluded = false);

public abstract record SearchFilter(SearchField Field, bool IsExcluded);

/// <summary>One of the values, exactly.</summary>
public sealed record KeyFilter(SearchField Field, IReadOnlyList<string> Values, bool IsExcluded) : SearchFilter(Field, IsExcluded);

/// <summary>Nothing stands in the field.</summary>
public sealed record EmptyFilter(SearchField Field, bool IsExcluded) : SearchFilter(Field, IsExcluded);

/// <summary>The field's value begins with it.</summary>
public sealed record BeginningFilter(SearchField Field, string Folded, bool IsExcluded) : SearchFilter(Field, IsExcluded);

/// <summary>The text stands somewhere in the field.</summary>
public sealed record TextFilter(SearchField Field, string Folded, bool IsExcluded) : SearchFilter(Field, IsExcluded);

/// <param name="From">The first instant; null: any.</param>
/// <param name="Until">The first instant that is too late; null: any.</param>
public sealed record TimeFilter(SearchField Field, DateTimeOffset? From, DateTimeOffset? Until, bool IsExcluded) : SearchFilter(Field, IsExcluded);

/// <summary>What a person asked, read. Whatever they typed can be read.</summary>
/// <param name="IsPasted">So long that it is a text rather than words: what is like it is wanted, not what has all of it.</param>
/// <param name="Doubts">Pieces that looked like filters and were none, as they were typed: they are searched as text.</param>
public sealed record SearchQuery(IReadOnlyList<SearchText> Texts, IReadOnlyList<SearchFilter> Filters, bool IsPasted, IReadOnlyList<string> Doubts)
{
    public bool IsEmpty => Filters.Count == 0 && Texts.All(text => text.IsExcluded);
}
