using System.Collections.Concurrent;

namespace HelpDesk.Storage.Outbox;

/// <summary>Wakes whoever waits for something to be said in a conversation (a socket, a sender). Only a hint: who wakes reads the database.</summary>
public sealed class ConversationSignals
{
    /// <summary>Not a channel: signalled as one, without a conversation, where tickets have changed.</summary>
    public const string TicketChanges = "ticket-changes";

    private readonly ConcurrentDictionary<(string Channel, string Conversation), ConcurrentDictionary<Action, byte>> listeners = [];

    /// <summary>Something was said in a conversation of a channel, or (both empty) anywhere; for senders that serve all conversations of a channel.</summary>
    public event Action<string, string>? Said;

    /// <summary>Until the result is disposed, the callback runs at every signal; it must return at once.</summary>
    public IDisposable Listen(string channel, string conversation, Action wake)
    {
        var key = (channel, conversation);
        while (true)
        {
            var all = listeners.GetOrAdd(key, _ => []);
            lock (all)
            {
                if (listeners.TryGetValue(key, out var current) && ReferenceEquals(current, all))
                {
                    all[wake] = 0;
                    return new Listening(this, key, all, wake);
                }
            }
        }
    }

    public void Raise(string channel, string conversation)
    {
        if (listeners.TryGetValue((channel, conversation), out var all))
        {
            Wake(all);
        }

        Said?.Invoke(channel, conversation);
    }

    /// <summary>Another process has changed the database: everybody looks.</summary>
    public void RaiseAll()
    {
        foreach (var all in listeners.Values)
        {
            Wake(all);
        }

        Said?.Invoke("", "");
    }

    private static void Wake(ConcurrentDictionary<Action, byte> all)
    {
        foreach (var wake in all.Keys)
        {
            wake();
        }
    }

    private sealed class Listening(
        ConversationSignals signals, (string, string) key, ConcurrentDictionary<Action, byte> all, Action wake) : IDisposable
    {
        public void Dispose()
        {
            lock (all)
            {
                all.TryRemove(wake, out _);
                if (all.IsEmpty)
                {
                    signals.listeners.TryRemove(new KeyValuePair<(string Channel, string Conversation), ConcurrentDictionary<Action, byte>>(key, all));
                }
            }
        }
    }
}
