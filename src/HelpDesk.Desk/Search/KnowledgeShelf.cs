using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Search.Asking;
using HelpDesk.Search.Index;
using HelpDesk.Ticketing.Blocks;

namespace HelpDesk.Desk.Search;

/// <summary>
/// Articles and text blocks of one loaded knowledge base, found as inquiries are: by any part of a word, phrases, what is left out.
/// In both languages, by whatever they say. In memory; made when it is first asked.
/// </summary>
internal sealed class KnowledgeShelf : IDisposable
{
    private const string ArticleRoom = "articles";
    private const string BlockRoom = "blocks";

    private readonly TextIndex index = TextIndex.InMemory();
    private readonly IReadOnlyList<Article> articles;
    private readonly IReadOnlyList<TextBlock> blocks;

    public KnowledgeShelf(LoadedDesk knowledge)
    {
        Knowledge = knowledge;
        (articles, blocks) = (knowledge.Desk?.KnowledgeBase.Articles ?? [], knowledge.Blocks);
        for (var i = 0; i < articles.Count; i++)
        {
            index.Put(Of(i, articles[i]));
        }

        for (var i = 0; i < blocks.Count; i++)
        {
            index.Put(new SearchDocument { Id = articles.Count + i, Subject = blocks[i].Title, Texts = [blocks[i].Title, blocks[i].TitleEn, blocks[i].Text, blocks[i].TextEn], Room = BlockRoom });
        }

        index.Refresh();
    }

    /// <summary>Of which it was made.</summary>
    public LoadedDesk Knowledge { get; }

    /// <summary>All of them, best first.</summary>
    public IReadOnlyList<Article> Articles(SearchQuery query) =>
        [.. index.Search(query, new SearchRights([ArticleRoom]), SearchOrder.Best, 0, Math.Max(1, articles.Count)).Ids.Select(id => articles[(int)id])];

    public IReadOnlyList<TextBlock> Blocks(SearchQuery query, int most) =>
        [.. index.Search(query, new SearchRights([BlockRoom]), SearchOrder.Best, 0, most).Ids.Select(id => blocks[(int)id - articles.Count])];

    public void Dispose() => index.Dispose();

    private static SearchDocument Of(long id, Article article) => new()
    {
        Id = id,
        Subject = article.Title,
        Texts =
        [
            article.HeadingIn("ja"), article.Question, article.Body.PlainText, .. article.Phrasings, .. article.Symptoms.Select(symptom => symptom.ToString()!),
            .. article.Translation is { } english ? (string[])[english.Title, english.Question, english.Body.PlainText, .. english.Phrasings] : [],
        ],
        Room = ArticleRoom,
    };
}
