using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Symptoms;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// What the desk has answered during one turn, on the thread that decides it: a message, its sentences and what was said before are asked about
/// by several who do not know of each other, and a desk answers the same text the same. It ends with the turn, so that it holds nobody's words.
/// </summary>
internal sealed class DeskMemory : IDisposable
{
    [ThreadStatic]
    private static DeskMemory? ofThread;

    private readonly AnswerDesk desk;
    private readonly DeskMemory? before;

    private DeskMemory(AnswerDesk desk)
    {
        this.desk = desk;
        before = ofThread;
        ofThread = this;
    }

    public Dictionary<string, Answer> Answers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Recognition> Recognised { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Article?> Sure { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Found> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages as passages are looked for.</summary>
    public Dictionary<string, Passages.Asked> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>Begins a turn on this thread.</summary>
    /// <returns>To be disposed of where the turn ends.</returns>
    public static DeskMemory Begin(AnswerDesk desk) => new(desk);

    /// <summary>That of the turn that this thread decides; null where it decides none, or asks another desk.</summary>
    public static DeskMemory? Of(AnswerDesk desk) => ofThread is { } memory && ReferenceEquals(memory.desk, desk) ? memory : null;

    public void Dispose() => ofThread = before;
}

internal static class Remembering
{
    /// <summary>What stands under a text; worked out where nothing does.</summary>
    /// <param name="memory">Null: nothing is remembered.</param>
    public static T Get<T, TIn>(Dictionary<string, T>? memory, string text, TIn given, Func<TIn, T> work)
    {
        if (memory is null)
        {
            return work(given);
        }

        if (!memory.TryGetValue(text, out var known))
        {
            memory[text] = known = work(given);
        }

        return known;
    }
}
