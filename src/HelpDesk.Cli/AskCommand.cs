using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Cli;

/// <summary>`helpdesk ask "…"`: the answer with source, date, related articles, who settles it, and how it was found.</summary>
internal static class AskCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(TextCatalog texts)
    {
        var question = new Argument<string>("question") { Description = texts.Get("ask.question") };
        var kb = CliTexts.KbOption(texts);
        var settings = SettingsCommand.Option(texts);
        var json = new Option<bool>("--json") { Description = texts.Get("options.json") };
        var command = new Command("ask", texts.Get("ask.about")) { question, kb, json, settings };
        command.SetAction(parsed =>
        {
            var text = parsed.GetValue(question)!;
            text = text == "-" ? Console.In.ReadToEnd() : text;
            if (string.IsNullOrWhiteSpace(text))
            {
                Console.Error.WriteLine(texts.Get("errors.empty"));
                return KnowledgeCommand.Failed;
            }

            return KnowledgeCommand.Run(parsed.GetValue(kb), parsed.GetValue(settings), texts, (loaded, desk, _) =>
            {
                var answer = desk.Ask(text);
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(JsonSerializer.Serialize(ToJson(answer, loaded, texts.Language), Json));
                }
                else
                {
                    Write(answer, loaded, desk, texts);
                }

                return 0;
            });
        });
        return command;
    }

    private static void Write(Answer answer, LoadedDesk loaded, AnswerDesk desk, TextCatalog texts)
    {
        var to = Console.Out;
        if (answer.WasCut)
        {
            to.WriteLine(texts.Get("ask.cut", TextAnalysis.LongestQuestion.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var code in answer.Recognition.UnknownCodes)
        {
            to.WriteLine(texts.Get("ask.unknownCode", code));
        }

        to.WriteLine(texts.Get("ask.outcome." + answer.Outcome.ToString().ToLowerInvariant()));
        if (answer.Near is { } near)
        {
            to.WriteLine(near.Missing.Count > 0
                ? texts.Get("ask.near", string.Join(texts.Get("ask.nearJoint"), near.Missing), near.Article.HeadingIn(texts.Language))
                : texts.Get("ask.nearOnly", near.Article.HeadingIn(texts.Language)));
        }
        else if (answer.Outside is { } topic && answer.Outcome == Outcome.Admit)
        {
            to.WriteLine(texts.Get("ask.outside", topic.TitleIn(texts.Language)));
        }

        if (answer.Outcome == Outcome.Answer)
        {
            foreach (var article in answer.Articles)
            {
                WriteArticle(article, desk, texts);
            }
        }

        if (answer.Clarification is { } clarification)
        {
            to.WriteLine(clarification.AskIn(texts.Language));
        }

        WriteCandidates(answer.Candidates, texts);

        foreach (var symptom in answer.Recognition.Symptoms)
        {
            to.WriteLine(texts.Get("ask.foundBySymptom", symptom.Shown));
            if (symptom.Row is { } row)
            {
                to.WriteLine(texts.Get("ask.listedCode", row.Code, row.Meaning, row.Remedy));
            }

            if (symptom.NoteIn(texts.Language) is { } note)
            {
                to.WriteLine(note);
            }
        }

        if (answer is { Recognition.Symptoms.Count: 0, Clarification: null } && answer.Outcome != Outcome.Admit)
        {
            to.WriteLine(texts.Get("ask.foundBySearch", answer.Confidence.ToString("0.00", CultureInfo.InvariantCulture)));
        }

        WriteRoute(answer, loaded, texts);
    }

    /// <summary>What there is to choose from, and the command that chooses it.</summary>
    private static void WriteCandidates(IReadOnlyList<Candidate> candidates, TextCatalog texts)
    {
        var to = Console.Out;
        foreach (var (candidate, number) in candidates.Select((candidate, i) => (candidate, i + 1)))
        {
            to.WriteLine();
            var name = candidate is { Option: null, Article: { } article } ? article.HeadingIn(texts.Language) : candidate.LabelIn(texts.Language);
            to.WriteLine(texts.Get("ask.option", number.ToString(CultureInfo.InvariantCulture), name));
            if (candidate.Prefix is { } prefix)
            {
                to.WriteLine(texts.Get("ask.candidatePrefix", prefix));
            }

            to.WriteLine(texts.Get("ask.choose", candidate.QuestionIn(texts.Language).Replace("'", "'\\''", StringComparison.Ordinal)));
        }

        if (candidates.Count > 0)
        {
            to.WriteLine();
            to.WriteLine(texts.Get("ask.noneFits"));
        }
    }

    private static void WriteArticle(Article article, AnswerDesk desk, TextCatalog texts)
    {
        var to = Console.Out;
        to.WriteLine();
        to.WriteLine(article.HeadingIn(texts.Language));
        to.WriteLine();
        to.WriteLine(article.BodyIn(texts.Language).PlainText);
        to.WriteLine();
        if (texts.Language == "en" && article.Translation is not null)
        {
            to.WriteLine(texts.Get("ask.unofficial"));
        }

        to.WriteLine(texts.Get("ask.source", article.Source ?? "-", article.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-"));
        foreach (var related in article.Related.Select(desk.KnowledgeBase.Find).OfType<Article>())
        {
            to.WriteLine(texts.Get("ask.related", related.HeadingIn(texts.Language)));
        }
    }

    private static void WriteRoute(Answer answer, LoadedDesk loaded, TextCatalog texts)
    {
        if (loaded.Routing.Owner(answer.Route.OwnerId) is not { } owner)
        {
            return;
        }

        if (answer.Route.FirstOwnerId is { } firstId && loaded.Routing.Owner(firstId) is { } first)
        {
            Console.Out.WriteLine(texts.Get("ask.first", first.NameIn(texts.Language), first.AdviceIn(texts.Language)));
        }

        Console.Out.WriteLine(texts.Get("ask.owner", owner.NameIn(texts.Language), owner.AdviceIn(texts.Language)));
        if (answer.Route.OwnerId == RoutingRules.Operator)
        {
            var area = answer.Area.Code is { } code ? loaded.Areas.ByCode(code) : null;
            Console.Out.WriteLine(area is not null
                ? texts.Get("ask.area", area.NameIn(texts.Language), area.OperatorIn(texts.Language))
                : texts.Get("ask.noArea"));
        }

        if (answer.Route.Needs.Count > 0)
        {
            Console.Out.WriteLine(texts.Get("ask.needs"));
            foreach (var need in answer.Route.Needs)
            {
                Console.Out.WriteLine(texts.Get("ask.need", need.NameIn(texts.Language)));
            }
        }
    }

    private static object ToJson(Answer answer, LoadedDesk loaded, string language) => new
    {
        outcome = answer.Outcome.ToString().ToLowerInvariant(),
        confidence = answer.Confidence,
        cut = answer.WasCut,
        symptoms = answer.Recognition.Symptoms.Select(symptom => new { kind = symptom.Kind.ToString().ToLowerInvariant(), shown = symptom.Shown, articles = symptom.Articles.Select(article => article.Id), row = symptom.Row, note = symptom.NoteIn(language) }),
        unknownCodes = answer.Recognition.UnknownCodes,
        outside = answer.Outside?.Id,
        near = answer.Near is { } near ? new { id = near.Article.Id, title = near.Article.TitleIn(language), missing = near.Missing } : null,
        articles = answer.Articles.Select(article => new { id = article.Id, title = article.Title, question = article.Question, body = article.Body.Source, source = article.Source, date = article.Date, related = article.Related }),
        asked = answer.Clarification?.AskIn(language),
        candidates = answer.Candidates.Select(candidate => new { id = candidate.Article?.Id, prefix = candidate.Prefix, label = candidate.LabelIn(language), question = candidate.QuestionIn(language) }),
        route = answer.Route.OwnerId,
        first = answer.Route.FirstOwnerId,
        needs = answer.Route.Needs.Select(need => need.Id),
        area = answer.Area.Code,
        @operator = answer.Area.Code is { } code ? loaded.Areas.ByCode(code)?.Operator : null,
        ranking = answer.Ranking.Take(10).Select(hit => new { id = hit.Id, score = hit.Score }),
    };
}
