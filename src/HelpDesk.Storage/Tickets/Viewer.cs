using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tickets;

/// <summary>For whom tickets are loaded. What a viewer may not see does not exist for them.</summary>
public sealed class Viewer
{
    private readonly IReadOnlyList<string> teams;
    private readonly string? channel;

    private Viewer(string name, IReadOnlyList<string> teams, string? channel) => (Name, this.teams, this.channel) = (name, teams, channel);

    /// <summary>As the journal names who acts.</summary>
    public string Name { get; }

    public bool IsAgent => channel is null;

    /// <summary>Whether this is the person whom the channel has proved; never so for an agent.</summary>
    internal bool Is(string personChannel, string person) => channel is not null && channel == personChannel && Name == person;

    /// <summary>Sees the tickets of their teams, notes and journal included.</summary>
    public static Viewer Agent(string name, IReadOnlyList<string> teams)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Viewer(name, teams, null);
    }

    /// <summary>Sees their own tickets, without notes and journal.</summary>
    /// <param name="person">The identity that the channel has proved.</param>
    public static Viewer Requester(string channel, string person)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(channel);
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        return new Viewer(person, [], channel);
    }

    internal IQueryable<Ticket> Of(IQueryable<Ticket> tickets) => IsAgent
        ? tickets.Where(ticket => teams.Contains(ticket.Team))
        : tickets.Where(ticket => ticket.Channel == channel && ticket.Requester == Name);
}
