using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Symptoms;

namespace HelpDesk.Conversation.Answering;

/// <summary>One of the articles offered where the desk asks which is meant, and what tells it from the others.</summary>
/// <param name="Prefix">Stands before the message on the screen, and in no other candidate's; null where search found the candidates.</param>
public sealed record Candidate(Article Article, string? Prefix)
{
    /// <summary>What to ask so that this article is the answer: the message as the screen shows it, else the FAQ's own question.</summary>
    public string QuestionIn(string language) =>
        Article.Symptoms.OfType<MessageSymptom>().FirstOrDefault(message => Prefix is not null && message.Prefix == Prefix)?.ToString()
        ?? Article.QuestionIn(language);

    internal static IReadOnlyList<Candidate> Of(Answer answer)
    {
        if (answer.Outcome != Outcome.Ask)
        {
            return [];
        }

        var unclear = answer.Recognition.Symptoms.FirstOrDefault(symptom => symptom.Articles.Count > 1);
        return [.. answer.Articles.Select((article, i) => new Candidate(article, unclear?.Prefixes.ElementAtOrDefault(i) is { Length: > 0 } prefix ? prefix : null))];
    }
}
