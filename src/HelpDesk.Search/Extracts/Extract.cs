using HelpDesk.Search.Asking;

namespace HelpDesk.Search.Extracts;

/// <summary>A stretch of a text; marked where it is what was asked for.</summary>
public readonly record struct ExtractPart(string Text, bool IsMarked);

/// <summary>
/// What of a text shows why it was found, as the person wrote it. Parts are text, never markup: whoever shows them encodes them.
/// </summary>
/// <param name="Marks">Different pieces of the query that were found in the whole text; 0 where none was.</param>
public sealed record Extract(IReadOnlyList<ExtractPart> Parts, int Marks)
{
    /// <inheritdoc cref="Marker.Of"/>
    public static Extract Of(string text, SearchQuery query, int longest) => new Marker(query).Of(text, longest);

    /// <summary>
    /// Whether a short text that is in no index holds all that was asked for and nothing that was left out, as the index would find it; the
    /// order of a phrase aside. Conditions are not looked at.
    /// </summary>
    public static bool Holds(string text, SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Texts.Any(one => !one.IsExcluded) && query.Texts.All(one => HoldsAll(text, query with { Texts = [one with { IsExcluded = false }] }) != one.IsExcluded);
    }

    private static bool HoldsAll(string text, SearchQuery one)
    {
        var marker = new Marker(one);
        return marker.Count(text) is var marks and > 0 && marks == marker.Count(one.Texts[0].Folded);
    }
}
