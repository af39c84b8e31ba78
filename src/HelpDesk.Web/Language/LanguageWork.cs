using System.Diagnostics.Metrics;
using System.Threading.Channels;
using HelpDesk.Language;
using HelpDesk.Language.Guard;
using HelpDesk.Storage;
using HelpDesk.Storage.Learning;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Web.Language;

/// <summary>
/// Looks at texts by the language service, one after another, out of the turn and after its commit. What does not fit into the
/// queue, and what a stop of the program finds in it, is let go: a question then stays without its text, an inquiry without hints.
/// </summary>
internal sealed class LanguageWork : BackgroundService, IAftermath
{
    /// <summary>Turns that may wait.</summary>
    public const int MostWaiting = 1_000;

    /// <summary>Of one turn, while the service or the database is away.</summary>
    private const int MostTries = 5;

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    private readonly Channel<TurnAftermath> waiting = Channel.CreateBounded<TurnAftermath>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly GuardedLanguage service;
    private readonly LanguageOptions options;
    private readonly Database database;
    private readonly TimeProvider time;
    private readonly ILogger<LanguageWork> log;
    private readonly Counter<long> settled;

    public LanguageWork(GuardedLanguage service, LanguageOptions options, Database database, TimeProvider time, ILogger<LanguageWork> log, IMeterFactory meters)
    {
        (this.service, this.options, this.database, this.time, this.log) = (service, options, database, time, log);
        settled = meters.Create("HelpDesk.Language").CreateCounter<long>("helpdesk.language.turns", description: "Turns looked at by the language service, by what came of it: done, dropped, given-up.");
    }

    public bool WithholdsQuestions => options.Has(LanguageUses.PersonalData);

    public void Accepted(TurnAftermath aftermath)
    {
        if (!waiting.Writer.TryWrite(aftermath))
        {
            Count("dropped");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var turn in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await SettleAsync(new LanguageJob(turn, service, options), stoppingToken);
        }
    }

    private async Task SettleAsync(LanguageJob job, CancellationToken stopping)
    {
        for (var tries = 1; tries <= MostTries; tries++)
        {
            try
            {
                if (await job.AskAsync(stopping))
                {
                    await KeepAsync(job, stopping);
                    Count("done");
                    return;
                }
            }
            catch (DatabaseException e)
            {
                log.LogWarning(e, "What the language service said could not be written; tried again");
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                // One turn must not end the look at all others.
                log.LogError(e, "A look at texts failed");
                break;
            }

            await Task.Delay(service.Wait > Breath ? service.Wait : Breath, time, stopping);
        }

        Count("given-up");
    }

    private async Task KeepAsync(LanguageJob job, CancellationToken stopping)
    {
        var turn = job.Turn;
        if (turn.Questions.Count > 0 && (WithholdsQuestions || options.Has(LanguageUses.Language)))
        {
            await new QuestionTexts(database).KeepAsync(turn.Channel, turn.Conversation, turn.At, job.Questions, stopping);
        }

        foreach (var (number, hint) in job.Hints)
        {
            await new InquiryHints(database, time).KeepAsync(number, hint, stopping);
        }
    }

    private void Count(string outcome) => settled.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
