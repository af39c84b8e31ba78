using System.ComponentModel;
using HelpDesk.Conversation.Answering;
using HelpDesk.Web.Articles;

namespace HelpDesk.Web.Search;

internal sealed record SymptomJson(string Kind, string Shown, IReadOnlyList<string> Articles);

internal sealed record HitJson(ArticleSummary Article, float Score);

[Description("The desk's answer to a question.")]
internal sealed record SearchJson(
    [property: Description("«answer», «ask» (which of the articles is meant) or «admit» (not in the FAQ).")] string Outcome,
    [property: Description("0 to 1; 1 for a recognised symptom.")] float Confidence,
    [property: Description("The question was longer than 2,000 characters and only its beginning was read.")] bool Cut,
    IReadOnlyList<SymptomJson> Symptoms,
    IReadOnlyList<string> UnknownCodes,
    string? Outside,
    IReadOnlyList<ArticleJson> Articles,
    [property: Description("Who settles the matter: an owner of routing.yaml.")] string Route,
    string? First,
    IReadOnlyList<string> Needs,
    string? Area,
    IReadOnlyList<HitJson> Ranking)
{
    public static SearchJson Of(Answer answer, string language, int limit) => new(
        answer.Outcome.ToString().ToLowerInvariant(),
        answer.Confidence,
        answer.WasCut,
        [.. answer.Recognition.Symptoms.Select(symptom => new SymptomJson(symptom.Kind.ToString().ToLowerInvariant(), symptom.Shown, [.. symptom.Articles.Select(article => article.Id)]))],
        answer.Recognition.UnknownCodes,
        answer.Outside?.TitleIn(language),
        [.. answer.Articles.Select(article => ArticleJson.Of(article, language))],
        answer.Route.OwnerId,
        answer.Route.FirstOwnerId,
        [.. answer.Route.Needs.Select(need => need.NameIn(language))],
        answer.Area.Code,
        [.. answer.Ranking.Where(hit => hit.Article is not null).Take(limit).Select(hit => new HitJson(ArticleSummary.Of(hit.Article!, language), hit.Score))]);
}
