using System.ComponentModel;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Symptoms;
using HelpDesk.Web.Articles;

namespace HelpDesk.Web.Search;

internal sealed record CodeRowJson(string Code, string Meaning, string Remedy);

internal sealed record SymptomJson(
    string Kind,
    string Shown,
    IReadOnlyList<string> Articles,
    [property: Description("The row of a code list, where it holds the code.")] CodeRowJson? Row,
    [property: Description("Where a code that the list does not hold is explained, and whom to ask.")] string? Note)
{
    public static SymptomJson Of(RecognizedSymptom symptom, string language) => new(
        symptom.Kind.ToString().ToLowerInvariant(),
        symptom.Shown,
        [.. symptom.Articles.Select(article => article.Id)],
        symptom.Row is { } row ? new CodeRowJson(row.Code, row.Meaning, row.Remedy) : null,
        symptom.NoteIn(language));
}

[Description("One of what there is to choose from, and the question that chooses it.")]
internal sealed record CandidateJson(
    [property: Description("The article that it leads to; null where an option leads to several.")] string? Id,
    string? Prefix,
    [property: Description("What a person reads and chooses.")] string Label,
    string Question);

[Description("Where the FAQ does not answer: the article of the same matter, and the question's words that it says nothing of.")]
internal sealed record NearJson(ArticleSummary Article, IReadOnlyList<string> Missing);

internal sealed record HitJson(ArticleSummary Article, float Score);

[Description("The desk's answer to a question.")]
internal sealed record SearchJson(
    [property: Description("«answer», «ask» (which of the articles is meant) or «admit» (not in the FAQ).")] string Outcome,
    [property: Description("0 to 1; 1 for a recognised symptom.")] float Confidence,
    [property: Description("The question was longer than 2,000 characters and only its beginning was read.")] bool Cut,
    IReadOnlyList<SymptomJson> Symptoms,
    IReadOnlyList<string> UnknownCodes,
    string? Outside,
    NearJson? Near,
    IReadOnlyList<ArticleJson> Articles,
    [property: Description("Where the outcome is «ask» by a rule of clarifications.yaml: what is asked back.")] string? Asked,
    [property: Description("Where the outcome is «ask»: what tells the articles apart.")] IReadOnlyList<CandidateJson> Candidates,
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
        [.. answer.Recognition.Symptoms.Select(symptom => SymptomJson.Of(symptom, language))],
        answer.Recognition.UnknownCodes,
        answer.Outside?.TitleIn(language),
        answer.Near is { } near ? new NearJson(ArticleSummary.Of(near.Article, language), near.Missing) : null,
        [.. answer.Articles.Select(article => ArticleJson.Of(article, language))],
        answer.Clarification?.AskIn(language),
        [.. answer.Candidates.Select(candidate => new CandidateJson(candidate.Article?.Id, candidate.Prefix, candidate.LabelIn(language), candidate.QuestionIn(language)))],
        answer.Route.OwnerId,
        answer.Route.FirstOwnerId,
        [.. answer.Route.Needs.Select(need => need.NameIn(language))],
        answer.Area.Code,
        [.. answer.Ranking.Where(hit => hit.Article is not null).Take(limit).Select(hit => new HitJson(ArticleSummary.Of(hit.Article!, language), hit.Score))]);
}
