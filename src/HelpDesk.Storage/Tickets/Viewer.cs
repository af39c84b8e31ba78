using System.Text.Json;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tickets;

/// <summary>For whom tickets are loaded. What a viewer may not see does not exist for them.</summary>
public sealed class Viewer
{
    private readonly IReadOnlyList<string> teams;
    private readonly string? channel;

    private Viewer(string name, IReadOnlyList<string> teams, string? channel) => (Name, this.teams, this.channel) = (name, teams, channel);

    /// <summary>
    /// The program itself, which notes on a ticket what became of something that was said; any ticket, and its requester is told
    /// nothing. For no person's act.
    /// </summary>
    public static Viewer House { get; } = new(Ticket.HelpDesk, [], null) { IsHouse = true };

    /// <summary>The same for what befell the agents' board, where it would befall the telling of it again.</summary>
    public static Viewer HouseBesideBoard { get; } = new(Ticket.HelpDesk, [], null) { IsHouse = true, TellsBoard = false };

    /// <summary>As the journal names who acts.</summary>
    public string Name { get; }

    public bool IsAgent => channel is null && !IsHouse;

    /// <summary>Notes and journal included.</summary>
    internal bool SeesAll => channel is null;

    internal bool TellsBoard { get; private init; } = true;

    /// <summary>Whether a second person's look was asked for what they say, and given, before.</summary>
    internal bool IsReleased { get; private init; }

    /// <summary>Whose inquiries an agent sees; null: those of all teams.</summary>
    /// <exception cref="InvalidOperationException">It is no agent: who asks for their own has no teams.</exception>
    internal IReadOnlyList<string>? Teams => !IsAgent ? throw new InvalidOperationException("Only agents have teams.") : IsOfAllTeams ? null : teams;

    /// <summary>What an agent sees, whoever they are: two of whom it is the same see the same inquiries.</summary>
    /// <exception cref="InvalidOperationException">It is no agent.</exception>
    internal string Sees => Teams is { } seen ? JsonSerializer.Serialize(seen.Distinct().Order(StringComparer.Ordinal)) : "*";

    private bool IsHouse { get; init; }

    private bool IsOfAllTeams { get; init; }

    /// <summary>Whether this is the person whom the channel has proved; never so for an agent.</summary>
    internal bool Is(string personChannel, string person) => channel is not null && channel == personChannel && Name == person;

    /// <summary>Who wrote something that is said only now; that they might was asked when they wrote it.</summary>
    internal static Viewer Author(string name) => new(name, [], null) { IsOfAllTeams = true, IsReleased = true };

    /// <summary>The same person, of whose act the agents' board is not told.</summary>
    internal Viewer Quietly() => new(Name, teams, channel) { IsHouse = IsHouse, IsOfAllTeams = IsOfAllTeams, IsReleased = IsReleased, TellsBoard = false };

    /// <summary>Sees the tickets of their teams, notes and journal included.</summary>
    public static Viewer Agent(string name, IReadOnlyList<string> teams)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Viewer(name, teams, null);
    }

    /// <summary>Whoever works at the desk sees what their roles let them see; null where they may see no inquiry.</summary>
    public static Viewer? Of(DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.Scope(DeskRight.SeeInquiries) switch
        {
            RightScope.All => new Viewer(person.Name, [], null) { IsOfAllTeams = true },
            RightScope.Teams => new Viewer(person.Name, [.. person.Teams], null),
            _ => null,
        };
    }

    /// <summary>Sees their own tickets, without notes and journal.</summary>
    /// <param name="person">The identity that the channel has proved.</param>
    public static Viewer Requester(string channel, string person)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(channel);
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        return new Viewer(person, [], channel);
    }

    internal IQueryable<Ticket> Of(IQueryable<Ticket> tickets) => IsHouse || IsOfAllTeams
        ? tickets
        : IsAgent
        ? OfTeams(tickets)
        : tickets.Where(ticket => ticket.Channel == channel && ticket.Requester == Name);

    /// <summary>Most agents have one team, and then it is one value: the mapper writes the SQL of a list anew each time.</summary>
    private IQueryable<Ticket> OfTeams(IQueryable<Ticket> tickets) => teams is [var only] ? tickets.Where(ticket => ticket.Team == only) : tickets.Where(ticket => teams.Contains(ticket.Team));
}
