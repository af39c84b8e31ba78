using HelpDesk.Language;
using HelpDesk.Language.Guard;
using HelpDesk.Storage.Learning;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Web.Language;

/// <summary>What the service is asked about one turn; what it has answered is not asked again.</summary>
internal sealed class LanguageJob(TurnAftermath turn, GuardedLanguage service, LanguageOptions options)
{
    /// <summary>Below it the language that we found ourselves stays.</summary>
    private const double SureOfLanguage = .8;

    private readonly Dictionary<(string Use, string Text), object?> answered = [];

    public TurnAftermath Turn => turn;

    public IReadOnlyList<MaskedQuestion> Questions { get; private set; } = [];

    public IReadOnlyList<(string Ticket, InquiryHint Hint)> Hints { get; private set; } = [];

    /// <summary>False where the service is away: then it is to be asked again later.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellation)
    {
        try
        {
            var (questions, hints) = (new List<MaskedQuestion>(), new List<(string, InquiryHint)>());
            foreach (var question in turn.Questions)
            {
                var language = await LanguageAsync(question.Text, cancellation);
                var masked = options.Has(LanguageUses.PersonalData) ? await OnceAsync(LanguageUses.PersonalData, question.Text, () => service.MaskAsync(question.Text, language ?? question.Language, cancellation)) : null;
                questions.Add(new MaskedQuestion(masked, language));
            }

            foreach (var inquiry in options.Has(LanguageUses.KeyPhrases) || options.Has(LanguageUses.Sentiment) ? turn.Opened : [])
            {
                if (await HintAsync(inquiry, cancellation) is { } hint)
                {
                    hints.Add((inquiry.Number, hint));
                }
            }

            (Questions, Hints) = (questions, hints);
            return true;
        }
        catch (AwayException)
        {
            return false;
        }
    }

    /// <summary>Null: as we found it ourselves.</summary>
    private async Task<string?> LanguageAsync(string text, CancellationToken cancellation) =>
        options.Has(LanguageUses.Language) && await OnceAsync(LanguageUses.Language, text, () => service.LanguageAsync(text, cancellation)) is { Confidence: >= SureOfLanguage, Code: "ja" or "en" } found ? found.Code : null;

    private async Task<InquiryHint?> HintAsync(OpenedInquiry inquiry, CancellationToken cancellation)
    {
        var language = await LanguageAsync(inquiry.Text, cancellation) ?? inquiry.Language;
        var phrases = options.Has(LanguageUses.KeyPhrases) ? await OnceAsync(LanguageUses.KeyPhrases, inquiry.Text, () => service.KeyPhrasesAsync(inquiry.Text, language, cancellation)) : null;
        var mood = options.Has(LanguageUses.Sentiment) ? await OnceAsync(LanguageUses.Sentiment, inquiry.Text, () => service.SentimentAsync(inquiry.Text, language, cancellation)) : null;
        return phrases is null && mood is null ? null : new InquiryHint(phrases?.Phrases ?? [], mood?.Label, mood?.Negative ?? 0);
    }

    /// <summary>Null where the service does not take the text, or nothing may be sent any more today.</summary>
    private async Task<T?> OnceAsync<T>(string use, string text, Func<Task<LanguageAnswer<T>>> ask)
        where T : class
    {
        if (answered.TryGetValue((use, text), out var before))
        {
            return (T?)before;
        }

        var answer = await ask();
        if (answer.Failure == LanguageFailure.Away)
        {
            throw new AwayException();
        }

        answered[(use, text)] = answer.Value;
        return answer.Value;
    }

    private sealed class AwayException() : Exception("The language service is away.");
}
