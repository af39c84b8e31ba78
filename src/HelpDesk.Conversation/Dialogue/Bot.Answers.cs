using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;
using HelpDesk.Knowledge.Symptoms;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Questions: answer, ask which, admit; and what follows an answer.</content>
public sealed partial class Bot
{
    /// <summary>Questions without an answer after which a person is offered first.</summary>
    private const int ManyMisses = 2;

    /// <summary>Folded characters of a message that leans on the last answer; a longer one stands by itself.</summary>
    private const int LongestFollowUp = 30;

    /// <summary>Characters of a message that a button can say once more.</summary>
    private const int LongestSaid = 200;

    /// <param name="question">What the knowledge base is asked.</param>
    /// <param name="texts">What the person wrote, for the ticket.</param>
    private Turn Ask(DialogueState state, string question, IReadOnlyList<string> texts, Person person)
    {
        var answer = desk.Ask(question);
        if (answer is { Outcome: Outcome.Admit, Outside.Intent: { } intent, Recognition.UnknownCodes.Count: 0 } && Meant(state, intent, person) is { } meant)
        {
            return meant;
        }

        var topic = TopicOf(texts, answer);
        var note = new NoteQuestion(question, answer.Outcome.ToString().ToLowerInvariant(), topic.Symptom, [.. answer.Articles.Select(a => a.Id)], state.Language ?? "ja");
        var turn = answer.Outcome switch
        {
            Outcome.Answer => Answered(state, topic, answer),
            Outcome.Ask when answer.Clarification is { } clarification => Clarify(state, topic, clarification, answer.Candidates),
            Outcome.Ask => Which(state, topic, answer),
            _ => Admitted(state, topic, answer, Addable(state, texts, person)),
        };
        turn = turn.And(note);
        return answer.WasCut ? turn.After(Spoken(state, "cut", null, TextAnalysis.LongestQuestion.ToString(System.Globalization.CultureInfo.InvariantCulture))) : turn;
    }

    /// <summary>What was said in words of its own, but for the bot itself.</summary>
    private Turn? Meant(DialogueState state, string intent, Person person) => intent switch
    {
        "person" => Escalate(state, person, urgent: false),
        "greeting" => Turn.Say(state, Greeting(state, null)),
        "thanks" or "help" => Turn.Say(state, Spoken(state, intent, intent == "help" ? Choices(state, "person") : null)),
        _ => null,
    };

    private Turn Answered(DialogueState state, Topic topic, Answer answer)
    {
        var replies = new List<Reply>();
        if (answer.Articles.Count > 1)
        {
            replies.Add(Spoken(state, "answer.several"));
        }

        replies.AddRange(answer.Articles.Select(article => ArticleReply(state, article)));
        foreach (var row in answer.Recognition.Symptoms.Select(symptom => symptom.Row).OfType<CodeRow>())
        {
            replies.Insert(0, Spoken(state, "answer.listedCode", null, row.Code, row.Meaning, row.Remedy));
        }

        if (answer.Recognition.UnknownCodes.Count > 0)
        {
            replies.Insert(0, Spoken(state, "answer.unknownCode", null, string.Join(", ", answer.Recognition.UnknownCodes)));
        }

        replies.Add(SolvedQuestion(state, topic));
        return Turn.Say(state with { Step = Step.Solved, Topic = topic, Offered = [], Misses = 0 }, replies);
    }

    /// <summary>An article as the bot shows it, for a channel that finds it by itself.</summary>
    /// <param name="language">«ja» or «en».</param>
    public Reply Show(Article article, string language)
    {
        ArgumentNullException.ThrowIfNull(article);
        return ArticleReply(DialogueState.New with { Language = language }, article) with { Language = language };
    }

    private Reply ArticleReply(DialogueState state, Article article)
    {
        var texts = wording.In(state.Language);
        var language = state.Language ?? "ja";
        var (title, body) = (article.TitleIn(language), article.BodyIn(language));
        var note = language == "en" && article.Translation is not null ? texts.Get("answer.unofficial") : null;
        var date = article.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "-";
        var parts = new[] { $"[{article.Id}] {title}", body.PlainText, note, texts.Get("answer.source", article.Source ?? "-", date) };
        return new Reply(
            string.Join("\n\n", parts.Where(part => !string.IsNullOrEmpty(part))),
            new AnswerCard(article.Id, title, new ArticleMarkdown(body.Source.Trim()), article.Source, article.Date, note));
    }

    private Reply SolvedQuestion(DialogueState state, Topic topic)
    {
        var texts = wording.In(state.Language);
        var settles = topic.Owner != "helpdesk" && routing.Owner(topic.Owner) is { } owner
            ? texts.Get("answer.settledBy", OwnerName(state, owner.Id, topic.AreaCode)) + "\n\n"
            : "";
        return new Reply(settles + texts.Get("answer.solved"), null, Choices(state, "solved", "unsolved", "person"));
    }

    private Turn Clarify(DialogueState state, Topic topic, Clarification clarification, IReadOnlyList<Answering.Candidate> candidates)
    {
        var options = candidates.Select((candidate, i) => Numbered(i, candidate.LabelIn(state.Language ?? "ja"))).ToList();
        return Turn.Say(
            state with { Step = Step.Clarifying, Clarification = clarification.Id, Offered = [], Topic = topic },
            new Reply(Listed(Text(state, "ask.clarify", clarification.AskIn(state.Language)), options), null, options));
    }

    private Turn Which(DialogueState state, Topic topic, Answer answer)
    {
        var articles = answer.Articles;
        var unclear = answer.Candidates.All(candidate => candidate.Prefix is not null) ? answer.Recognition.Symptoms.FirstOrDefault(symptom => symptom.Articles.Count > 1) : null;
        var options = answer.Candidates.Select((candidate, i) => Numbered(i, candidate.LabelIn(state.Language ?? "ja"))).ToList();
        options.Add(NoneOfThese(state, options.Count));
        var ask = unclear is not null ? Text(state, "ask.prefix", unclear.Shown) : Text(state, "ask.which");
        var card = new CandidatesCard([.. articles.Select(article => new Candidate(article.Id, article.TitleIn(state.Language ?? "ja")))]);
        return Turn.Say(
            state with { Step = Step.Choosing, Topic = topic, Offered = [.. articles.Select(article => article.Id)] },
            new Reply(Listed(ask, options), card, options));
    }

    /// <summary>What the FAQ does not know is often meant for whoever works on the person's ticket.</summary>
    private Choice? Addable(DialogueState state, IReadOnlyList<string> texts, Person person) =>
        texts.Count == 1 && texts[0].Length <= LongestSaid && state.Ticket is { } number && person.Tickets?.FirstOrDefault(own => own.Number == number) is { State: not "closed" }
            ? new Choice(Text(state, "admit.add", number), $"{number} {Text(state, "choices.add-to-ticket")} {texts[0]}")
            : null;

    /// <param name="addable">Says the same once more, to be added to a ticket; null: there is none.</param>
    private Turn Admitted(DialogueState state, Topic topic, Answer answer, Choice? addable)
    {
        var misses = state.Misses + 1;
        var what = answer.Recognition.UnknownCodes.Count > 0
            ? Text(state, "admit.unknownCode", string.Join(", ", answer.Recognition.UnknownCodes))
            : answer.Near is { } near ? NearText(state, near)
            : answer.Outside is { } outside ? Text(state, "admit.outside", outside.TitleIn(state.Language ?? "ja")) : Text(state, "admit.unknown");
        var next = addable is not null ? Text(state, "admit.addable", state.Ticket!) : Text(state, misses >= ManyMisses ? "admit.person" : "admit.next");
        var choices = misses >= ManyMisses ? Choices(state, "person", "restart") : Choices(state, "person");
        if (answer.Near is { Article: var article })
        {
            var language = state.Language ?? "ja";
            choices = [new Choice(article.TitleIn(language), article.QuestionIn(language)), .. choices];
        }

        return Turn.Say(
            state with { Step = Step.Open, Topic = topic, Misses = misses, Offered = [] },
            new Reply(what + "\n\n" + next, null, addable is null ? choices : [addable, .. choices]));
    }

    private string NearText(DialogueState state, NearArticle near)
    {
        var title = near.Article.TitleIn(state.Language ?? "ja");
        return near.Missing.Count > 0 ? Text(state, "admit.near", string.Join(Text(state, "admit.nearJoint"), near.Missing), title) : Text(state, "admit.nearOnly", title);
    }

    private Turn? Solved(DialogueState state, string text, Person person)
    {
        if (intents.Means(text, "solved") || intents.Means(text, "yes"))
        {
            return Turn.Say(state with { Step = Step.Open, Misses = 0 }, Spoken(state, "solved")).And(new NoteSolved(true));
        }

        if (intents.Means(text, "unsolved") || intents.Means(text, "no"))
        {
            var told = intents.IsOnly(text, "unsolved") || intents.IsOnly(text, "no") ? state : Tried(state, text);
            return Escalate(told, person, urgent: false).And(new NoteSolved(false));
        }

        return null;
    }

    private static DialogueState Tried(DialogueState state, string text) =>
        state.Topic is { } topic ? state with { Topic = topic with { Texts = [.. topic.Texts, text] } } : state;

    private Turn? Chosen(DialogueState state, string text, Person person)
    {
        var choice = ChoiceIn(text, state.Offered.Count + 1) ?? MatchingOffer(state, text);
        if (choice == state.Offered.Count || intents.Means(text, "none-of-these") || intents.Means(text, "no"))
        {
            return Turn.Say(state with { Step = Step.Open, Offered = [], Misses = state.Misses + 1 }, Spoken(state, "ask.none", Choices(state, "person")));
        }

        if (choice is not { } index || desk.KnowledgeBase.Find(state.Offered[index]) is not { } article)
        {
            return null;
        }

        var route = routing.Decide(article.InquiryType, state.Topic?.Text ?? text);
        var topic = (state.Topic ?? TopicOf([text], null)) with
        {
            Articles = [article.Id], InquiryType = route.InquiryTypeId, Owner = route.OwnerId, FirstOwner = route.FirstOwnerId,
        };
        return Turn.Say(state with { Step = Step.Solved, Offered = [], Topic = topic, Misses = 0 }, ArticleReply(state, article), SolvedQuestion(state, topic));
    }

    /// <summary>The candidate whose title, question or prefix the person wrote out.</summary>
    private int? MatchingOffer(DialogueState state, string text)
    {
        var key = Intents.Key(text);
        if (key.Length < 2)
        {
            return null;
        }

        var hits = state.Offered.Select((id, i) => (article: desk.KnowledgeBase.Find(id), i)).Where(o => o.article is not null && Names(o.article, key)).ToList();
        return hits.Count == 1 ? hits[0].i : null;
    }

    private static bool Names(Article article, string key) =>
        Intents.Key(article.Id) == key || Intents.Key(article.Title) == key || Intents.Key(article.Question) == key
        || Intents.Key(article.TitleIn("en")) == key || Intents.Key(article.QuestionIn("en")) == key
        || article.Symptoms.OfType<MessageSymptom>().Any(symptom => symptom.Prefix is { Length: > 0 } prefix && key.StartsWith(Intents.Key(prefix), StringComparison.Ordinal));

    private Turn? Clarified(DialogueState state, string text, Person person)
    {
        if (desk.Clarifications.Find(state.Clarification) is not { } rule)
        {
            return null;
        }

        var key = Intents.Key(text);
        var index = ChoiceIn(text, rule.Options.Count)
            ?? rule.Options.ToList().FindIndex(option => Intents.Key(option.Label) == key || Intents.Key(option.LabelEn) == key);
        // Whoever reads the ticket has not seen the numbers.
        return index < 0 ? null : Ask(state with { Step = Step.Open, Clarification = null }, rule.Options[index].Question, [.. state.Topic?.Texts ?? [], rule.Options[index].Label], person);
    }

    /// <summary>What leans on the last answer: again, still not working, and short questions that begin with «that».</summary>
    private Turn? FollowUp(DialogueState state, string text)
    {
        if (state.Topic is not { Articles.Count: > 0 } topic)
        {
            return null;
        }

        if (intents.Means(text, "again"))
        {
            return Again(state);
        }

        if (intents.Means(text, "who-settles"))
        {
            var settles = OwnerName(state, OwnerOf(topic), topic.AreaCode);
            return Turn.Say(state, topic.FirstOwner is { } first
                ? Spoken(state, "followUp.whoAfter", Choices(state, "person"), OwnerName(state, first, topic.AreaCode), settles)
                : Spoken(state, "followUp.who", Choices(state, "person"), settles));
        }

        if (Intents.Key(text).Length > LongestFollowUp || !intents.Begins(text, "leaning") || desk.KnowledgeBase.Find(topic.Articles[0]) is not { } last)
        {
            return null;
        }

        // Asked in the light of the last answer; another article must be sure, else the same answer stands, honestly.
        var answer = desk.Ask(last.Title + " " + text);
        if (answer.Outcome == Outcome.Answer && answer.Articles[0].Id != last.Id)
        {
            return Answered(state, TopicOf([.. topic.Texts, text], answer), answer).And(new NoteQuestion(text, "answer", null, [answer.Articles[0].Id], state.Language ?? "ja"));
        }

        return Turn.Say(
            Tried(state, text) with { Step = Step.Solved },
            Spoken(state, "followUp.nothingMore", Choices(state, "again", "person"), last.TitleIn(state.Language ?? "ja")))
            .And(new NoteQuestion(text, "admit", null, [], state.Language ?? "ja"));
    }

    /// <summary>An article asked for by its id: shown, and whatever the bot waits for goes on being waited for.</summary>
    private Turn? ArticleAsked(DialogueState state, string text)
    {
        if (ArticleSaying.IdIn(text) is not { Length: > 0 } id
            || desk.KnowledgeBase.Articles.FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.OrdinalIgnoreCase)) is not { } article)
        {
            return null;
        }

        if (state.IsBusy)
        {
            return Turn.Say(state, ArticleReply(state, article));
        }

        var route = routing.Decide(article.InquiryType, state.Topic?.Text ?? article.Title);
        var topic = (state.Topic ?? TopicOf([article.Title], null)) with
        {
            Articles = [.. (state.Topic?.Articles ?? []).Append(article.Id).Distinct(StringComparer.Ordinal)],
            InquiryType = route.InquiryTypeId, Owner = route.OwnerId, FirstOwner = route.FirstOwnerId,
        };
        return Turn.Say(state with { Step = Step.Solved, Topic = topic, Misses = 0 }, ArticleReply(state, article), SolvedQuestion(state, topic));
    }

    /// <summary>The last answers once more, in the language now spoken.</summary>
    private Turn? Again(DialogueState state)
    {
        var articles = state.Topic?.Articles.Select(desk.KnowledgeBase.Find).OfType<Article>().ToList() ?? [];
        return articles.Count == 0
            ? null
            : Turn.Say(state with { Step = Step.Solved }, [.. articles.Select(article => ArticleReply(state, article)), SolvedQuestion(state, state.Topic!)]);
    }

    private static Topic TopicOf(IReadOnlyList<string> texts, Answer? answer) => new(
        texts,
        answer?.Outcome == Outcome.Answer ? [.. answer.Articles.Select(article => article.Id)] : [],
        answer?.Route.InquiryTypeId,
        answer?.Route.OwnerId ?? "helpdesk",
        answer?.Route.FirstOwnerId,
        answer?.Area.Code,
        answer?.Recognition.Symptoms.FirstOrDefault()?.Shown ?? answer?.Recognition.UnknownCodes.FirstOrDefault());

    private string Text(DialogueState state, string key, params ReadOnlySpan<string> arguments) => wording.In(state.Language).Get(key, arguments);

    private static string Listed(string ask, IReadOnlyList<Choice> options) =>
        ask + "\n\n" + Reply.Numbered(options);

    private static Choice Numbered(int index, string label) => new(label, (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private Choice NoneOfThese(DialogueState state, int index) => Numbered(index, Text(state, "choices.none"));

    /// <summary>«2», «２番», «②», «2つ目»: 0-based; null where the text is no such choice.</summary>
    private static int? ChoiceIn(string text, int count)
    {
        var key = Intents.Key(text);
        return key.Length is > 0 and <= 5 && char.IsAsciiDigit(key[0]) && (key.Length == 1 || !char.IsAsciiDigit(key[1])) && key[0] - '1' is var index && index >= 0 && index < count
            ? index
            : null;
    }
}
