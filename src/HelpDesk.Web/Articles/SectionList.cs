using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Web.Articles;

/// <summary>A headed list of articles: a section, or the part of a section that has a heading of its own.</summary>
public sealed record SectionList(string Heading, IReadOnlyList<Article> Articles)
{
    /// <summary>The knowledge base in its sections; what belongs to none comes last.</summary>
    public static IReadOnlyList<SectionList> Of(KnowledgeBase kb, string language, string otherHeading)
    {
        ArgumentNullException.ThrowIfNull(kb);
        var lists = kb.Sections.SelectMany(section => kb.InSection(section.Id)
            .GroupBy(article => section.Parts.LastOrDefault(part => string.CompareOrdinal(part.From, article.Id) <= 0))
            .Select(group => new SectionList(group.Key?.NameIn(language) ?? section.NameIn(language), [.. group]))).ToList();
        var listed = kb.Sections.Select(section => section.Id).ToHashSet(StringComparer.Ordinal);
        var others = kb.Articles.Where(article => !listed.Contains(article.SectionId)).ToList();
        if (others.Count > 0)
        {
            lists.Add(new SectionList(otherHeading, others));
        }

        return lists;
    }
}
