namespace HelpDesk.Ticketing.Tickets;

/// <content>Who works on it.</content>
public sealed partial class Ticket
{
    /// <summary>Characters of an agent's or a team's name.</summary>
    public const int LongestName = 100;

    /// <summary>One agent takes it; a second is told who has it.</summary>
    public TicketFailure? Take(string agent, DateTimeOffset at)
    {
        if (Agent is { } other && other != agent)
        {
            return new AlreadyTaken(other);
        }

        return Give(agent, agent, "taken", at);
    }

    /// <summary>One agent takes it from whom they saw holding it; where it has changed hands since, they are told who has it.</summary>
    /// <param name="seen">Null: they saw nobody.</param>
    public TicketFailure? TakeFrom(string? seen, string agent, DateTimeOffset at) =>
        Agent is { } other && other != seen && other != agent ? new AlreadyTaken(other) : Give(agent, agent, Agent is null ? "taken" : "assigned", at);

    /// <summary>To another agent, whoever has it now.</summary>
    public TicketFailure? AssignTo(string agent, string by, DateTimeOffset at) => Give(agent, by, "assigned", at);

    /// <summary>Its agent gives it back; anybody of the team can take it.</summary>
    public TicketFailure? Release(string by, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        if (Agent is not { } agent)
        {
            return new NotTaken();
        }

        Agent = null;
        Record(by, "released", at, agent, null);
        return null;
    }

    /// <summary>To another team, in which nobody has taken it yet.</summary>
    public TicketFailure? MoveToTeam(string team, string by, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        if (Checked(team, "team", LongestName) is { } failure)
        {
            return failure;
        }

        if (team == Team)
        {
            return null;
        }

        var (before, agent) = (Team, Agent);
        (Team, Agent) = (team, null);
        Record(by, "team", at, before, team);
        if (agent is not null)
        {
            Record(by, "released", at, agent, null);
        }

        return null;
    }

    private TicketFailure? Give(string agent, string by, string what, DateTimeOffset at)
    {
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        if (Checked(agent, "agent", LongestName) is { } failure)
        {
            return failure;
        }

        if (Agent == agent)
        {
            return null;
        }

        var before = Agent;
        Agent = agent;
        Record(by, what, at, before, agent);
        if (State == TicketState.New)
        {
            Move(TicketState.Open, by, "opened-by-agent", at);
        }

        return null;
    }
}
