using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Learning;

/// <summary>A question's text once all masks have gone over it.</summary>
/// <param name="Text">Null: it is not kept.</param>
/// <param name="Language">Null: as it was noted.</param>
public sealed record MaskedQuestion(string? Text, string? Language);

/// <summary>Puts texts to questions that were noted without (<see cref="Turns.IAftermath.WithholdsQuestions"/>).</summary>
public sealed class QuestionTexts(Database database)
{
    /// <summary>What was forgotten meanwhile stays forgotten.</summary>
    /// <param name="at">When the turn was committed.</param>
    /// <param name="questions">Of the turn, in the order in which they were noted.</param>
    /// <exception cref="DatabaseException">It cannot be written now.</exception>
    public Task KeepAsync(string channel, string conversation, DateTimeOffset at, IReadOnlyList<MaskedQuestion> questions, CancellationToken cancellation) => database.AskAsync(async context =>
    {
        var ids = await context.Questions.Where(row => row.Channel == channel && row.Conversation == conversation && row.At == at)
            .OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellation);
        foreach (var (id, question) in ids.Zip(questions))
        {
            if (question.Text is { } text)
            {
                await context.Questions.Where(row => row.Id == id && row.MaskedText == "").ExecuteUpdateAsync(set => set.SetProperty(row => row.MaskedText, text), cancellation);
            }

            if (question.Language is { } language)
            {
                await context.Questions.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Language, language), cancellation);
            }
        }

        return ids.Count;
    });
}
