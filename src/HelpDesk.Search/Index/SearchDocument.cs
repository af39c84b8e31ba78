using HelpDesk.Search.Asking;

namespace HelpDesk.Search.Index;

/// <summary>What is found, by what, and by whom. Of the document itself the index gives back the id alone.</summary>
public sealed record SearchDocument
{
    public required long Id { get; init; }

    /// <summary>Weighs more than the rest.</summary>
    public required string Subject { get; init; }

    /// <summary>Messages and whatever else it is found by; no phrase goes from one to the next.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Who may see it: what <see cref="SearchRights"/> names.</summary>
    public string Room { get; init; } = "";

    /// <summary>Values of fields that are asked for exactly or by their beginning.</summary>
    public IReadOnlyDictionary<SearchField, IReadOnlyList<string>> Keys { get; init; } = new Dictionary<SearchField, IReadOnlyList<string>>();

    /// <summary>Who asked: what they are found by (names, address), and which of them are the same.</summary>
    public Party? Person { get; init; }

    /// <inheritdoc cref="Person"/>
    public Party? Company { get; init; }

    public DateTimeOffset Opened { get; init; }

    public DateTimeOffset Changed { get; init; }

    /// <summary>Null: nothing is due.</summary>
    public DateTimeOffset? Due { get; init; }
}

/// <summary>A person or a company behind documents.</summary>
/// <param name="Key">The same for all documents of the same.</param>
/// <param name="Texts">What they are found by.</param>
public sealed record Party(string Key, IReadOnlyList<string> Texts);

/// <summary>What somebody may see; it is part of each query, so that totals are right, too.</summary>
/// <param name="Rooms">Null: all.</param>
public sealed record SearchRights(IReadOnlyList<string>? Rooms);

/// <summary>Found documents, and how many there are in all.</summary>
public sealed record SearchHits(IReadOnlyList<long> Ids, int Total);

/// <summary>A person or company that was found.</summary>
/// <param name="Newest">The document of theirs that changed last.</param>
/// <param name="Documents">How many documents of theirs were found, up to the number that was looked at.</param>
public sealed record PartyHit(string Key, long Newest, int Documents);
