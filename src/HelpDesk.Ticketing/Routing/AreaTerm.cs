namespace HelpDesk.Ticketing.Routing;

/// <summary>One thing that a word may mean. Areas are sets of bits, the first row of areas.csv the lowest.</summary>
/// <param name="Sure">The area it means unless other words say otherwise; 0 where it means several alike (静岡).</param>
/// <param name="Possible">Every area that it may lie in.</param>
internal sealed record AreaMeaning(AreaEvidenceKind Kind, uint Sure, uint Possible)
{
    /// <summary>Full name of the prefecture that it is or lies in; null for operators and areas.</summary>
    public string? Prefecture { get; init; }

    /// <summary>Full name of the municipality; null for anything else.</summary>
    public string? Municipality { get; init; }

    /// <summary>The municipalities that a district is part of; null for anything but a district.</summary>
    public IReadOnlyList<string>? DistrictOf { get; init; }

    /// <summary>A district that counts where its municipality is not named.</summary>
    public bool Alone { get; init; }

    /// <summary>The name itself says «this area» (an operator's network, …エリア).</summary>
    public bool Marked { get; init; }

    /// <summary>Counts only where nothing else names an area.</summary>
    public bool Weak { get; init; }

    public string? Note { get; init; }

    public bool IsPlace => Prefecture is not null;

    public uint Effective => Sure != 0 ? Sure : Possible;
}

/// <summary>A word of the finder's dictionary, folded, with what it may mean and what must hold around it.</summary>
internal sealed class AreaTerm(string word)
{
    public string Word { get; } = word;

    /// <summary>Empty for a word that only looks like a place.</summary>
    public List<AreaMeaning> Meanings { get; } = [];

    /// <summary>A place's name without 県, 市 …: persons, companies and wards bear it too.</summary>
    public bool IsBare { get; set; }

    /// <summary>Ends in 市, 区, 町, 村 with one or two characters before, or is an operator's two: other words end in it.</summary>
    public bool NeedsKanjiBefore { get; set; }

    public bool NeedsCapital { get; set; }

    /// <summary>A city without its 市 that is as well a surname or a word: a place only where what follows says so.</summary>
    public bool NeedsPlace { get; set; }

    public bool IsPlaceOrArea => Meanings.Exists(meaning => meaning.Kind != AreaEvidenceKind.Operator);
}
