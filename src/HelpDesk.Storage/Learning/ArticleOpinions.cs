using HelpDesk.Storage.Model;

namespace HelpDesk.Storage.Learning;

/// <summary>What readers of an article's page say of it: noted like a question that the article answered, so that what did not help is among the gaps.</summary>
public sealed class ArticleOpinions(Database database, TimeProvider time)
{
    /// <summary>The channel of what is said on pages: no conversation, and nobody's name.</summary>
    public const string Channel = "pages";

    /// <param name="question">The article's own.</param>
    /// <exception cref="DatabaseException">It cannot be written now.</exception>
    public Task AddAsync(string article, string question, string language, bool helped, CancellationToken cancellation) => database.AskAsync(async context =>
    {
        context.Questions.Add(new QuestionRow
        {
            Channel = Channel, Conversation = "", At = time.GetUtcNow(), MaskedText = question, Outcome = "answer", Articles = [article], Language = language, Solved = helped,
        });
        return await context.SaveChangesAsync(cancellation);
    });
}
