using HelpDesk.Sources;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;

namespace HelpDesk.Desk.Palette;

/// <summary>Where the palette leads.</summary>
public sealed record PalettePlace(string Label, string Address);

/// <summary>
/// What the palette knows beside the acts that stand in the page, which are the page's own. Ranked in the browser (desk-rank.js).
/// </summary>
/// <param name="Places">Pages and lists that the person may open.</param>
/// <param name="Words">By what else a label is found: its reading in kana, other names, its name in the other language.</param>
/// <param name="Search">What an address of the search begins with; null for who may see no inquiry.</param>
public sealed record PaletteList(IReadOnlyList<PalettePlace> Places, IReadOnlyDictionary<string, IReadOnlyList<string>> Words, string? Search)
{
    /// <summary>Keys of the words: <c>command.KEY</c> says by what the text KEY is found, parted by commas.</summary>
    public const string Prefix = "command.";

    private const string Views = "queue.view.";

    /// <param name="saved">Saved views that the person may see.</param>
    /// <param name="reading">How the name of one is read, in kana.</param>
    public static PaletteList Of(DeskPerson person, TextCatalog texts, IReadOnlyList<SavedView> saved, Func<string, string> reading)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(saved);
        var sees = person.May(DeskRight.SeeInquiries);
        List<PalettePlace> places =
        [
            .. DeskPages.Of(person).Select(page => new PalettePlace(texts.Get(page.Title), page.Address)),
            .. sees ? texts.Keys.Where(key => key.StartsWith(Views, StringComparison.Ordinal)).Select(key => new PalettePlace(texts.Get(key), DeskPages.Queue.Address + "?view=" + key[Views.Length..])) : [],
            .. sees ? saved.Select(view => new PalettePlace(ViewAddress.Name(view, texts), ViewAddress.Of(ViewAddress.Key(view)))) : [],
            .. sees ? [new PalettePlace(texts.Get("checks.title"), "/desk/checks")] : Array.Empty<PalettePlace>(),
            new PalettePlace(texts.Get("passkeys.title"), "/desk/passkeys"),
        ];
        var words = WordsOf(texts);
        foreach (var view in saved)
        {
            words[ViewAddress.Name(view, texts)] = [view.Is.Name, reading(view.Is.Name)];
        }

        return new PaletteList(places, words, sees ? "/desk/search?q=" : null);
    }

    /// <summary>In both languages: hands that type Japanese do so at an English desk, too.</summary>
    private static Dictionary<string, IReadOnlyList<string>> WordsOf(TextCatalog texts)
    {
        TextCatalog[] all = [DeskTexts.For("ja"), DeskTexts.For("en")];
        return texts.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).GroupBy(key => texts.Get(key[Prefix.Length..]), StringComparer.Ordinal).ToDictionary(
            same => same.Key,
            IReadOnlyList<string> (same) =>
            [
                .. same.SelectMany(key => all.SelectMany(one => one.Get(key).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Append(one.Get(key[Prefix.Length..]))))
                    .Where(word => word != same.Key).Distinct(StringComparer.Ordinal),
            ],
            StringComparer.Ordinal);
    }
}
