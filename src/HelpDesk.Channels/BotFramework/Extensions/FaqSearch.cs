using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Channels.BotFramework.Extensions;

/// <summary>Articles for the message box: the same search as everywhere, in this process, in the language of the client.</summary>
internal sealed class FaqSearch(TeamsKnowledge knowledge, ArticleLinks links)
{
    public const string Command = "search";

    private const int LongestPreview = 120;

    /// <summary>By article and language. Articles never change, and go with the kb that holds them; to make a card takes longer than to search.</summary>
    private readonly ConditionalWeakTable<Article, ConcurrentDictionary<string, SearchHit>> made = [];

    public InvokeResponse Answer(FaqQuery asked)
    {
        var language = IncomingMessages.LanguageOf(asked.Locale) ?? "ja";
        if (asked.CommandId != Command)
        {
            return InvokeResponse.NotImplemented;
        }

        var found = Find(asked.Text).Skip(asked.Skip).Take(asked.Count).ToList();
        return found.Count == 0 && asked.Skip == 0
            ? SearchAnswer.Notice(TeamsTexts.In(language).Get("search.nothing", asked.Text))
            : SearchAnswer.Results([.. found.Select(article => made.GetOrCreateValue(article).GetOrAdd(language, _ => Hit(article, language)))]);
    }

    /// <summary>Before anything is typed, the FAQ from its beginning. Then the likeliest first, unsure ones too: a person reads a list and chooses.</summary>
    private IEnumerable<Article> Find(string text)
    {
        var desk = knowledge.Desk();
        if (text.Length == 0)
        {
            return desk.KnowledgeBase.Articles;
        }

        var answer = desk.Ask(CleanText.Of(text));
        return answer.Articles.Concat(answer.Ranking.Select(hit => hit.Article).OfType<Article>()).DistinctBy(article => article.Id);
    }

    private SearchHit Hit(Article article, string language)
    {
        var card = new ReplyCard(knowledge.Bot().Show(article, language), CardStyle.ExecuteWithSubmitFallback, links.In(language)).Build();
        var text = article.BodyIn(language).PlainText.ReplaceLineEndings(" ");
        return new(JsonSerializer.SerializeToElement(card, ActivityJson.Options), article.HeadingIn(language), Preview(text));
    }

    private static string Preview(string text) =>
        text.Length <= LongestPreview ? text : text[..(char.IsHighSurrogate(text[LongestPreview - 1]) ? LongestPreview - 1 : LongestPreview)] + "…";
}
