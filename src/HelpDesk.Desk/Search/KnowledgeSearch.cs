using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Search.Asking;
using HelpDesk.Search.Extracts;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Blocks;
using HelpDesk.Ticketing.Calendar;

namespace HelpDesk.Desk.Search;

/// <summary>What the desk's search box finds beside inquiries: articles, text blocks, contacts. A short list of each.</summary>
public sealed class KnowledgeSearch(DeskOptions options, DeskContacts contacts, TimeProvider time) : IDisposable
{
    private const int MostArticles = 5;
    private const int MostBlocks = 3;
    private const int MostContacts = 5;
    private const int ExtractLength = 160;

    private readonly Lock gate = new();
    private KnowledgeShelf? shelf;

    /// <param name="typed">As it was typed or pasted: screens and codes are recognised in it.</param>
    /// <param name="query">What the box read in it.</param>
    /// <param name="viewer">Who asks; only agents read contacts and text blocks.</param>
    public async Task<KnowledgeFound> FindAsync(string typed, SearchQuery query, Viewer viewer, string language, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(viewer);
        if (typed.Length == 0 || !viewer.IsAgent)
        {
            return KnowledgeFound.Nothing;
        }

        var knowledge = options.Knowledge();
        var answer = knowledge.Desk?.Ask(typed);
        IReadOnlyList<Article> recognised = answer is not null && (answer.Outcome == Outcome.Answer || answer.Recognition.Symptoms.Count > 0) ? answer.Articles : [];

        // Conditions speak of inquiries: whoever writes one wants nothing else.
        if (query.Filters.Count > 0 || query.IsEmpty)
        {
            return KnowledgeFound.Nothing with { Recognised = recognised };
        }

        // Of a pasted text the recognition knows more than words that it shares with articles.
        var (written, blocks) = query.IsPasted ? ([], []) : Search(knowledge, query);
        IReadOnlyList<Article> meant = answer is { Outcome: Outcome.Ask } ? answer.Articles : [];
        var others = written.Except(recognised).ToList();
        var shown = others.Take(MostArticles).Union(meant.Except(recognised)).ToList();
        return new KnowledgeFound(
            recognised, [.. shown.Select(article => Shown(article, query, language))], [.. others.Except(shown)], [.. blocks.Select(block => Shown(block, query, language))],
            query.IsPasted ? [] : await ContactsAsync(knowledge, query, language, cancellation));
    }

    public void Dispose() => shelf?.Dispose();

    /// <summary>One at a time: it takes less than a millisecond, and a knowledge base that was replaced takes its shelf with it.</summary>
    private (IReadOnlyList<Article> Articles, IReadOnlyList<TextBlock> Blocks) Search(LoadedDesk knowledge, SearchQuery query)
    {
        lock (gate)
        {
            if (shelf?.Knowledge != knowledge)
            {
                shelf?.Dispose();
                shelf = new KnowledgeShelf(knowledge);
            }

            return (shelf.Articles(query), shelf.Blocks(query, MostBlocks));
        }
    }

    private async Task<IReadOnlyList<FoundContact>> ContactsAsync(LoadedDesk knowledge, SearchQuery query, string language, CancellationToken cancellation)
    {
        var book = await contacts.ReadAsync(cancellation);
        return
        [
            .. book.On(BusinessCalendar.DateOf(time.GetUtcNow())).Select(one => (Contact: one, Area: one.IsOperator ? knowledge.Areas.ByCode(one.Code) : null))
                .Where(one => Extract.Holds(string.Join('\n', new[] { one.Contact.Name, one.Contact.Code, one.Contact.Mail, one.Contact.Phone, one.Area?.Operator, one.Area?.OperatorEn, one.Area?.Name }.OfType<string>()), query))
                .Take(MostContacts).Select(one => new FoundContact(one.Contact, Extract.Of(one.Contact.Name, query, int.MaxValue), one.Area?.OperatorIn(language))),
        ];
    }

    private static FoundArticle Shown(Article article, SearchQuery query, string language)
    {
        var text = ((string[])[article.QuestionIn(language), article.BodyIn(language).PlainText]).Select(one => Extract.Of(one, query, ExtractLength)).MaxBy(one => one.Marks)!;
        return new FoundArticle(article, Extract.Of(article.HeadingIn(language), query, int.MaxValue), text.Marks > 0 ? text : null);
    }

    private static FoundBlock Shown(TextBlock block, SearchQuery query, string language) =>
        new(block, Extract.Of(block.TitleIn(language), query, int.MaxValue), Extract.Of(block.TextIn(language), query, ExtractLength), block.TextIn(language));
}
