using System.Diagnostics.Metrics;
using HelpDesk.Conversation.Dialogue;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.Cards;

/// <summary>
/// What cannot be shown costs itself alone: its text is said without a card, or where even that is gone a notice is. It is logged
/// and counted, for somebody has to look at it.
/// </summary>
internal sealed class Unrendered : IDisposable
{
    /// <summary>The instrument's name: how often something was shown without its card, or not at all.</summary>
    public const string Counter = "helpdesk.replies.unrendered";

    private readonly ILogger<Unrendered> log;
    private readonly Meter meter;
    private readonly Counter<long> count;

    public Unrendered(ILogger<Unrendered> log, IMeterFactory? meters = null)
    {
        this.log = log;
        meter = meters?.Create("HelpDesk.Channels") ?? new Meter("HelpDesk.Channels");
        count = meter.CreateCounter<long>(Counter);
    }

    /// <param name="render">Throws, or gives null, where it cannot be shown.</param>
    /// <param name="without">The same as text alone.</param>
    public T Try<T>(string conversation, Reply reply, Func<Reply, T> render, Func<Reply, T> without)
    {
        if (ReferenceEquals(reply, Reply.Unreadable))
        {
            Note(conversation, null);
            return without(Notice(null));
        }

        try
        {
            return render(reply);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Note(conversation, e);
            return without(reply.Text.Length > 0 ? reply with { Card = null } : Notice(reply.Language));
        }
    }

    /// <summary>In the place of what cannot be read.</summary>
    public static Reply Notice(string? language) => new(CardTexts.In(language).Get("unrendered"), null, null, language);

    public void Note(string conversation, Exception? why)
    {
        count.Add(1);
        log.LogError(why, "Something in conversation {Conversation} cannot be shown as it should be; its text is shown, or a notice", conversation);
    }

    public void Dispose() => meter.Dispose();
}
