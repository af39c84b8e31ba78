namespace HelpDesk.Ticketing.Routing;

/// <summary>A supply area and the general transmission and distribution operator that serves it (a row of kb/areas.csv).</summary>
/// <param name="Code">Two digits, as a supply point number begins.</param>
public sealed record Area(string Code, string Name, string NameEn, string Operator, string OperatorEn, string Site)
{
    public string NameIn(string language) => language == "en" && NameEn.Length > 0 ? NameEn : Name;

    public string OperatorIn(string language) => language == "en" && OperatorEn.Length > 0 ? OperatorEn : Operator;
}

/// <summary>What an area was read from, the surest first.</summary>
public enum AreaEvidenceKind
{
    SupplyPointNumber,
    Operator,

    /// <summary>A municipality, or a part of one, that another operator serves than the rest of its prefecture.</summary>
    MunicipalityException,
    Municipality,
    Prefecture,
    AreaName,
}

public enum AreaOutcome
{
    /// <summary>The text names no area.</summary>
    None,

    /// <summary>One area.</summary>
    Decided,

    /// <summary>Several areas fit; the person must be asked which.</summary>
    Ambiguous,
}

/// <summary>What a text says about the area of the supply point.</summary>
/// <param name="Code">The decided area; null unless decided.</param>
/// <param name="Candidates">Codes to ask about where it is ambiguous, in order; empty otherwise.</param>
/// <param name="Evidence">The words that say it, as written (a supply point number masked); null where there are none.</param>
/// <param name="Note">The table's remark on a municipality that two operators share («旧富士川町区域(富士川以西)は中部»): worth showing for a second look.</param>
public sealed record AreaFinding(
    AreaOutcome Outcome,
    string? Code,
    IReadOnlyList<string> Candidates,
    string? Evidence,
    AreaEvidenceKind? Kind,
    string? Note = null)
{
    /// <summary>The place that says it, in all its parts as written; null where an operator, an area or a number does.</summary>
    public string? Place { get; init; }

    public static AreaFinding None { get; } = new(AreaOutcome.None, null, [], null, null);
}
