using HelpDesk.Knowledge.Articles;
using HelpDesk.Search.Extracts;
using HelpDesk.Ticketing.Blocks;
using HelpDesk.Ticketing.Contacts;

namespace HelpDesk.Desk.Search;

/// <summary>An article that was found, and why.</summary>
/// <param name="Text">Of its question or answer; null where neither holds what was asked for (another way to put the question does).</param>
public sealed record FoundArticle(Article Article, Extract Heading, Extract? Text);

/// <summary>A text block that was found, and why; its places are open.</summary>
/// <param name="Whole">As it is copied.</param>
public sealed record FoundBlock(TextBlock Block, Extract Title, Extract Text, string Whole);

/// <summary>Where another company is reached that was found.</summary>
/// <param name="Operator">What it is named in kb/; null for a company that is no operator.</param>
public sealed record FoundContact(Contact Contact, Extract Name, string? Operator);

/// <summary>What the search box finds beside inquiries.</summary>
/// <param name="Recognised">What retailers are answered with: what a screen or code leads to, first of all.</param>
/// <param name="Articles">The others, best first.</param>
/// <param name="Rest">Those that are too many to be shown whole.</param>
public sealed record KnowledgeFound(IReadOnlyList<Article> Recognised, IReadOnlyList<FoundArticle> Articles, IReadOnlyList<Article> Rest, IReadOnlyList<FoundBlock> Blocks, IReadOnlyList<FoundContact> Contacts)
{
    public static KnowledgeFound Nothing { get; } = new([], [], [], [], []);
}
