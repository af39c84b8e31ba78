namespace HelpDesk.Storage.Outbox;

/// <summary>The way of one reply out of the house, as the database knows it.</summary>
/// <param name="stopping">From then on nothing leaves any more.</param>
internal sealed class Departure(OutboxLedger ledger, OutgoingReply reply, TimeProvider time, CancellationToken stopping) : IDeparture
{
    private DateTimeOffset until;

    /// <summary>Told when a request is let go.</summary>
    public Action? Left { get; set; }

    /// <summary>A request is being let go, or has been.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>A request was let go of which nobody else can know whether it arrived.</summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>As the database has them, as far as is known.</summary>
    public int Attempts { get; private set; } = reply.Attempts;

    /// <summary>With this try.</summary>
    public int Tries => reply.Attempts + 1;

    public async Task<bool> GoAsync(bool mayRepeat)
    {
        if (stopping.IsCancellationRequested)
        {
            return false;
        }

        HasBegun = true;
        var now = time.GetUtcNow();
        if (Attempts == Tries && (mayRepeat || IsDoubtful) && until - now > OutboxSender.Lease / 2)
        {
            return true;
        }

        until = now + OutboxSender.Lease;
        var written = await ledger.DepartAsync(reply.Id, Attempts, Tries, until, doubtful: !mayRepeat);
        if (written is null)
        {
            await ledger.ReturnAsync(reply.Id, Tries, until);
        }

        if (written is not true)
        {
            return false;
        }

        Attempts = Tries;
        IsDoubtful |= !mayRepeat;
        Left?.Invoke();
        return true;
    }
}
