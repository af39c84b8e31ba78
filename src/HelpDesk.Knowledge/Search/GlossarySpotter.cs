using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Search;

/// <summary>Finds glossary terms in folded text, whichever variant is written, longest first.</summary>
internal sealed class GlossarySpotter
{
    private const int ShortestReading = 4;

    private readonly Dictionary<char, List<(string Form, int[] Terms)>> byFirst = [];
    private readonly Dictionary<char, List<(string Form, int[] Terms)>> readings = [];

    public GlossarySpotter(IReadOnlyList<GlossaryTerm> glossary)
    {
        var forms = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        var kana = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        for (var i = 0; i < glossary.Count; i++)
        {
            foreach (var form in glossary[i].Variants.Append(glossary[i].Term).Append(glossary[i].English))
            {
                Put(forms, TextFolding.Fold(form).Replace(" ", "", StringComparison.Ordinal), i);
            }

            if (glossary[i].Reading.Length >= ShortestReading)
            {
                Put(kana, Kana.Key(glossary[i].Reading), i);
            }
        }

        Group(forms, byFirst);
        Group(kana, readings);
    }

    /// <param name="folded">Folded text without spaces.</param>
    public void Spot(string folded, Action<int, float> found) => Spot(folded, byFirst, found);

    /// <param name="readingKey">The text's reading, as <see cref="Kana.Key"/> gives it.</param>
    public void SpotReading(string readingKey, Action<int, float> found) => Spot(readingKey, readings, found);

    private static void Spot(string text, Dictionary<char, List<(string Form, int[] Terms)>> index, Action<int, float> found)
    {
        for (var i = 0; i < text.Length;)
        {
            var step = 1;
            if (index.TryGetValue(text[i], out var forms))
            {
                foreach (var (form, terms) in forms)
                {
                    if (text.AsSpan(i).StartsWith(form, StringComparison.Ordinal) && AtBoundary(text, i, form))
                    {
                        foreach (var term in terms)
                        {
                            found(term, 1f / terms.Length);
                        }

                        step = form.Length;
                        break;
                    }
                }
            }

            i += step;
        }
    }

    /// <summary>«IE» must not be found in «client»: a form of Latin letters needs something else on both sides.</summary>
    private static bool AtBoundary(string text, int start, string form)
    {
        static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c);
        var end = start + form.Length;
        return form.Length > 8 || ((!IsLatin(form[0]) || start == 0 || !IsLatin(text[start - 1]))
            && (!IsLatin(form[^1]) || end == text.Length || !IsLatin(text[end])));
    }

    private static void Put(Dictionary<string, HashSet<int>> forms, string form, int term)
    {
        if (form.Length > 0)
        {
            (forms.TryGetValue(form, out var terms) ? terms : forms[form] = []).Add(term);
        }
    }

    private static void Group(Dictionary<string, HashSet<int>> forms, Dictionary<char, List<(string Form, int[] Terms)>> into)
    {
        foreach (var group in forms.GroupBy(form => form.Key[0]))
        {
            into[group.Key] = [.. group.OrderByDescending(form => form.Key.Length).Select(form => (form.Key, form.Value.ToArray()))];
        }
    }
}
