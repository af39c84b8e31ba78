using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Storage.Outbox;

namespace HelpDesk.Storage.Presence;

/// <summary>
/// Who looks at what and who types, in memory and for a short while: whoever does not say it again has gone. Nothing of it is stored, and a
/// restart forgets it until the pages say it again. It hinders nobody: that a reply is held where something came meanwhile is the database's to decide.
/// </summary>
public sealed class Presences(TimeProvider time) : IDisposable
{
    /// <summary>How long somebody is there after they were last seen.</summary>
    public static readonly TimeSpan LooksFor = TimeSpan.FromSeconds(30);

    /// <summary>How long somebody types after a stroke. Clients of Direct Line tell of strokes every three seconds.</summary>
    public static readonly TimeSpan TypesFor = TimeSpan.FromSeconds(6);

    /// <summary>Whoever goes on typing is told of again after so long; of looking as often as pages say it.</summary>
    public static readonly TimeSpan Renewed = TimeSpan.FromMilliseconds(2500);

    /// <summary>Pages at one spot; more are not counted.</summary>
    private const int MostPages = 200;

    private const int NodeLength = 16;

    /// <summary>Between two looks at who has lapsed.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    /// <summary>By which this process knows what it said itself.</summary>
    private readonly string node = RandomNumberGenerator.GetHexString(NodeLength, lowercase: true);
    private readonly Lock gate = new();
    private readonly Dictionary<Spot, Dictionary<string, Lease>> spots = [];
    private readonly ConversationSignals signals = new();
    private ITimer? timer;
    private bool isWound;

    /// <summary>Who is at a place has changed, or goes on typing there: of what, and its id.</summary>
    public event Action<string, string>? Changed
    {
        add => signals.Said += value;
        remove => signals.Said -= value;
    }

    /// <summary>What other processes should hear, for <see cref="Hear"/> there.</summary>
    public event Action<string>? Told;

    /// <summary>Until the result is disposed, the callback runs whenever somebody comes, goes or types at a place; it must return at once.</summary>
    public IDisposable Listen(Spot spot, Action wake)
    {
        ArgumentNullException.ThrowIfNull(spot);
        return signals.Listen(spot.Of, spot.Id, wake);
    }

    /// <param name="page">Their window: one person may have several.</param>
    public void Looks(Spot spot, string page, string who, string name) => Say(new Message(node, spot, page, who, name, Doing.Looks));

    public void Types(Spot spot, string page, string who, string name) => Say(new Message(node, spot, page, who, name, Doing.Types));

    /// <summary>They have stopped typing, and still look.</summary>
    public void Rests(Spot spot, string page) => Say(new Message(node, spot, page, "", "", Doing.Rests));

    public void Leaves(Spot spot, string page) => Say(new Message(node, spot, page, "", "", Doing.Leaves));

    /// <summary>Everybody at a place but one, each once, who types first; for who may know of the spot.</summary>
    public IReadOnlyList<Present> At(Spot spot, string but)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            return spots.TryGetValue(spot, out var pages)
                ? [.. pages.Values.Where(lease => lease.Who != but && lease.IsThere(now)).GroupBy(lease => lease.Who, StringComparer.Ordinal)
                    .Select(own => new Present(own.Key, own.First().Name, own.Any(lease => lease.Types > now)))
                    .OrderByDescending(one => one.IsTyping).ThenBy(one => one.Name, StringComparer.Ordinal)]
                : [];
        }
    }

    /// <summary>What another process told; its own words come back to a process and say nothing, as does what is none of ours.</summary>
    public void Hear(string told)
    {
        try
        {
            if (JsonSerializer.Deserialize(told, PresenceJson.Default.Message) is { Spot: { Of: not null, Id: not null }, Page: not null, Who: not null, Name: not null } message && message.Node != node)
            {
                Apply(message);
            }
        }
        catch (JsonException)
        {
            // A newer or an older process says it otherwise: its people are not seen here, and nothing else depends on it.
        }
    }

    public void Dispose() => timer?.Dispose();

    private void Say(Message message)
    {
        if (Apply(message))
        {
            Told?.Invoke(JsonSerializer.Serialize(message, PresenceJson.Default.Message));
        }
    }

    /// <returns>Whether there is something to tell.</returns>
    private bool Apply(Message message)
    {
        bool tells, changes;
        lock (gate)
        {
            (tells, changes) = Change(message, time.GetUtcNow());
            Wind();
        }

        if (changes)
        {
            signals.Raise(message.Spot.Of, message.Spot.Id);
        }

        return tells;
    }

    private (bool Tells, bool Changes) Change(Message message, DateTimeOffset now)
    {
        var pages = spots.GetValueOrDefault(message.Spot);
        var known = pages?.GetValueOrDefault(message.Page);
        switch (message.Doing)
        {
            case Doing.Leaves or Doing.Rests when known is null:
                return (false, false);
            case Doing.Leaves:
                Remove(message.Spot, pages!, message.Page);
                return (true, true);
            case Doing.Rests:
                pages![message.Page] = known! with { Types = now, IsShownTyping = false };
                return (known.IsShownTyping, known.IsShownTyping);
        }

        if (pages is null)
        {
            spots[message.Spot] = pages = new Dictionary<string, Lease>(StringComparer.Ordinal);
        }

        if (known is null && pages.Count >= MostPages)
        {
            return (false, false);
        }

        var types = message.Doing == Doing.Types;
        var lease = (known ?? new Lease(message.Who, message.Name, now, now, false, DateTimeOffset.MinValue)) with { Looks = now + LooksFor };
        var again = types && now - lease.ToldAt >= Renewed;
        var comes = known is null || !known.IsThere(now) || (types && known.Types <= now);
        pages[message.Page] = lease with { Types = types ? now + TypesFor : lease.Types, IsShownTyping = types || lease.IsShownTyping, ToldAt = again || comes ? now : lease.ToldAt };
        return (again || comes || !types, again || comes);
    }

    private void Remove(Spot spot, Dictionary<string, Lease> pages, string page)
    {
        pages.Remove(page);
        if (pages.Count == 0)
        {
            spots.Remove(spot);
        }
    }

    /// <summary>Swept only while somebody is anywhere.</summary>
    private void Wind()
    {
        timer ??= time.CreateTimer(_ => Lapse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (isWound != spots.Count > 0)
        {
            isWound = !isWound;
            timer.Change(isWound ? Sweep : Timeout.InfiniteTimeSpan, isWound ? Sweep : Timeout.InfiniteTimeSpan);
        }
    }

    private void Lapse()
    {
        List<Spot> changed = [];
        lock (gate)
        {
            var now = time.GetUtcNow();
            foreach (var (spot, pages) in spots.ToList())
            {
                var lapsed = pages.Where(one => !one.Value.IsThere(now) || (one.Value.Types <= now && one.Value.IsShownTyping)).ToList();
                foreach (var (page, lease) in lapsed)
                {
                    if (lease.IsThere(now))
                    {
                        pages[page] = lease with { IsShownTyping = false };
                    }
                    else
                    {
                        Remove(spot, pages, page);
                    }
                }

                if (lapsed.Count > 0)
                {
                    changed.Add(spot);
                }
            }

            Wind();
        }

        changed.ForEach(spot => signals.Raise(spot.Of, spot.Id));
    }

    internal enum Doing
    {
        Looks,
        Types,
        Rests,
        Leaves,
    }

    /// <param name="Looks">Until when they are there.</param>
    /// <param name="Types">Until when they type; past: they do not.</param>
    /// <param name="IsShownTyping">It was told that they type, and not yet that they do no more.</param>
    /// <param name="ToldAt">When it was last told that they come or type.</param>
    private sealed record Lease(string Who, string Name, DateTimeOffset Looks, DateTimeOffset Types, bool IsShownTyping, DateTimeOffset ToldAt)
    {
        public bool IsThere(DateTimeOffset now) => Looks > now || Types > now;
    }

    internal sealed record Message(string Node, Spot Spot, string Page, string Who, string Name, Doing Doing);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Presences.Message))]
internal sealed partial class PresenceJson : JsonSerializerContext;
