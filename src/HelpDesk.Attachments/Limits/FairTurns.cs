namespace HelpDesk.Attachments.Limits;

/// <summary>
/// Who may have an image worked on next. People take turns, one image of each at a time and one after another around the circle
/// of those who wait, so that who sends many waits for their own. What waits is bounded, for each and for all.
/// </summary>
internal sealed class FairTurns(int atOnce) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);

    /// <summary>Those who wait and have none in work, the next first.</summary>
    private readonly LinkedList<Person> circle = [];

    private int working;
    private int waiting;

    /// <summary>A turn until it is disposed of; null where this person, or all together, have too many waiting already.</summary>
    /// <exception cref="OperationCanceledException">It was not waited for any longer.</exception>
    public async Task<IDisposable?> TakeAsync(string person, CancellationToken stop)
    {
        var wish = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
        Person of;
        lock (gate)
        {
            of = people.TryGetValue(person, out var known) ? known : new Person(person);
            if (of.Count >= AttachmentLimits.MostImagesOfPerson || waiting >= AttachmentLimits.MostImagesWaiting)
            {
                return null;
            }

            people[person] = of;
            of.Waiting.AddLast(wish);
            waiting++;
            Enter(of);
            Next();
        }

        await using var _ = stop.Register(() => GiveUp(of, wish, stop));
        return await wish.Task;
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var wish in people.Values.SelectMany(person => person.Waiting))
            {
                wish.TrySetCanceled();
            }
        }
    }

    private void GiveUp(Person of, TaskCompletionSource<IDisposable> wish, CancellationToken stop)
    {
        lock (gate)
        {
            if (of.Waiting.Remove(wish))
            {
                waiting--;
                Leave(of);
                wish.TrySetCanceled(stop);
            }
        }
    }

    private void Done(Person of)
    {
        lock (gate)
        {
            (of.IsWorking, working) = (false, working - 1);
            Enter(of);
            Leave(of);
            Next();
        }
    }

    private void Enter(Person of)
    {
        if (!of.IsWorking && of.Waiting.Count > 0 && of.Place.List is null)
        {
            circle.AddLast(of.Place);
        }
    }

    private void Leave(Person of)
    {
        if (of.Waiting.Count > 0)
        {
            return;
        }

        if (of.Place.List is not null)
        {
            circle.Remove(of.Place);
        }

        if (!of.IsWorking)
        {
            people.Remove(of.Name);
        }
    }

    private void Next()
    {
        while (working < atOnce && circle.First is { } first)
        {
            circle.Remove(first);
            var of = first.Value;
            var wish = of.Waiting.First!.Value;
            of.Waiting.RemoveFirst();
            (of.IsWorking, working, waiting) = (true, working + 1, waiting - 1);
            wish.TrySetResult(new Turn(this, of));
        }
    }

    private sealed class Person
    {
        public Person(string name) => (Name, Place) = (name, new LinkedListNode<Person>(this));

        public string Name { get; }

        public LinkedListNode<Person> Place { get; }

        public LinkedList<TaskCompletionSource<IDisposable>> Waiting { get; } = [];

        public bool IsWorking { get; set; }

        public int Count => Waiting.Count + (IsWorking ? 1 : 0);
    }

    private sealed class Turn(FairTurns turns, Person of) : IDisposable
    {
        private int done;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref done, 1) == 0)
            {
                turns.Done(of);
            }
        }
    }
}
