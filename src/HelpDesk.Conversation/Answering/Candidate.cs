using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Symptoms;

namespace HelpDesk.Conversation.Answering;

/// <summary>One of what is offered where the desk asks which is meant, and what tells it from the others.</summary>
/// <param name="Article">The article that it leads to; null where an option of a clarification leads to several or to none.</param>
/// <param name="Prefix">Stands before the message on the screen, and in no other candidate's; null where no message tells them apart.</param>
/// <param name="Option">What a clarification offers; null where recognition or search found the candidates.</param>
public sealed record Candidate(Article? Article, string? Prefix, ClarifyingOption? Option = null)
{
    /// <summary>What a person reads and chooses: an option's own words, the prefix, else the FAQ's own question.</summary>
    public string LabelIn(string language) => Option?.LabelIn(language) ?? Prefix ?? Article!.QuestionIn(language);

    /// <summary>What to ask so that this is the answer: the option's question, the message as the screen shows it, else the FAQ's own question.</summary>
    public string QuestionIn(string language) =>
        Option?.Question
        ?? Article!.Symptoms.OfType<MessageSymptom>().FirstOrDefault(message => Prefix is not null && message.Prefix == Prefix)?.ToString()
        ?? Article.QuestionIn(language);

    internal static IReadOnlyList<Candidate> Of(Recognition recognition, IReadOnlyList<Article> articles)
    {
        var unclear = recognition.Symptoms.FirstOrDefault(symptom => symptom.Articles.Count > 1);
        return [.. articles.Select((article, i) => new Candidate(article, unclear?.Prefixes.ElementAtOrDefault(i) is { Length: > 0 } prefix ? prefix : null))];
    }
}
