namespace HelpDesk.Storage.Turns;

/// <summary>Who is being answered, and where: of one speaker and of one conversation one message at a time.</summary>
internal sealed class Speakers
{
    private readonly Lock gate = new();
    private readonly HashSet<(string Channel, string Conversation, string Person)> keys = [];
    private TaskCompletionSource freed = NewSignal();

    /// <summary>Completes when somebody is released after this was asked for.</summary>
    public Task Freed
    {
        get
        {
            lock (gate)
            {
                return freed.Task;
            }
        }
    }

    /// <summary>False, and nothing is changed, where the speaker or the conversation is there already.</summary>
    public bool TryAdd(AcceptedMessage message)
    {
        var (place, person) = KeysOf(message);
        lock (gate)
        {
            return !keys.Contains(place) && !keys.Contains(person) && keys.Add(place) & keys.Add(person);
        }
    }

    /// <summary>Both keys, whichever of them is there already.</summary>
    public void Add(AcceptedMessage message)
    {
        var (place, person) = KeysOf(message);
        lock (gate)
        {
            keys.Add(place);
            keys.Add(person);
        }
    }

    public bool Holds(AcceptedMessage message)
    {
        var (place, person) = KeysOf(message);
        lock (gate)
        {
            return keys.Contains(place) || keys.Contains(person);
        }
    }

    public void Release(IEnumerable<AcceptedMessage> messages)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            foreach (var message in messages)
            {
                var (place, person) = KeysOf(message);
                keys.Remove(place);
                keys.Remove(person);
            }

            (signal, freed) = (freed, NewSignal());
        }

        signal.TrySetResult();
    }

    private static ((string, string, string) Place, (string, string, string) Person) KeysOf(AcceptedMessage m) =>
        ((m.Channel, m.Conversation, ""), (m.Channel, "", m.Person));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
