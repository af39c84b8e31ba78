namespace HelpDesk.Knowledge.Articles;

/// <summary>All that kb/ holds for answering: one immutable state, replaced whole when the folder changes.</summary>
public sealed class KnowledgeBase
{
    private readonly Dictionary<string, Article> byId;

    public KnowledgeBase(
        IReadOnlyList<Article> articles,
        IReadOnlyList<Section>? sections = null,
        IReadOnlyList<GlossaryTerm>? glossary = null,
        IReadOnlyList<OutsideTopic>? outside = null,
        IReadOnlyList<CodeList>? codeLists = null)
    {
        ArgumentNullException.ThrowIfNull(articles);
        Articles = articles;
        Sections = sections ?? [];
        Glossary = glossary ?? [];
        Outside = outside ?? [];
        CodeLists = codeLists ?? [];
        byId = articles.ToDictionary(article => article.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the order of sections.yaml, then by id.</summary>
    public IReadOnlyList<Article> Articles { get; }

    public IReadOnlyList<Section> Sections { get; }

    public IReadOnlyList<GlossaryTerm> Glossary { get; }

    public IReadOnlyList<OutsideTopic> Outside { get; }

    public IReadOnlyList<CodeList> CodeLists { get; }

    /// <summary>The article of an id, upper or lower case; null where there is none.</summary>
    public Article? Find(string id) => byId.GetValueOrDefault(id);

    public IEnumerable<Article> InSection(string sectionId) =>
        Articles.Where(article => string.Equals(article.SectionId, sectionId, StringComparison.Ordinal));

    public CodeList? CodeListOf(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return CodeLists.FirstOrDefault(list => string.Equals(list.Id, article.CodeListId, StringComparison.Ordinal));
    }
}
