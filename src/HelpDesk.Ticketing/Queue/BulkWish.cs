using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Queue;

/// <summary>What can be done to many inquiries at once. No text of it goes to a requester.</summary>
public enum BulkAct
{
    Assign,

    /// <summary>Nobody holds them any more.</summary>
    Release,
    Team,
    Tag,
    Priority,

    /// <summary>Among agents only.</summary>
    Note,
    Resolve,
}

/// <summary>One act for each of many inquiries. Pure.</summary>
/// <param name="Text">The team, tag or note.</param>
/// <param name="To">Who is to hold them.</param>
public sealed record BulkWish(BulkAct Act, string Text = "", DeskPerson? To = null, TicketPriority Priority = TicketPriority.Normal)
{
    /// <summary>Whether all is there that the act needs: asked before the first is touched.</summary>
    public bool IsComplete => Act switch
    {
        BulkAct.Assign => To is not null,
        BulkAct.Team or BulkAct.Tag or BulkAct.Note => !string.IsNullOrWhiteSpace(Text),
        _ => true,
    };

    /// <summary>Does it to one, as its own verbs allow, where the person may act for others.</summary>
    /// <returns>Null where it was done, or was so already.</returns>
    public TicketFailure? Do(Ticket ticket, DeskPerson person, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(person);
        if (!person.May(DeskRight.WorkForOthers, ticket.Team))
        {
            return new NotYours();
        }

        return Act switch
        {
            BulkAct.Assign when To is null => new Missing("agent"),
            BulkAct.Assign when !To.May(DeskRight.Work, ticket.Team) => new CannotWork(To.Name),
            BulkAct.Assign => ticket.AssignTo(To.Name, person.Name, at),
            BulkAct.Release => ticket.Agent is null ? null : ticket.Release(person.Name, at),
            BulkAct.Team => ticket.MoveToTeam(Text.Trim(), person.Name, at),
            BulkAct.Tag => ticket.Tag(Text, person.Name, at),
            BulkAct.Priority => ticket.Prioritise(Priority, person.Name, at),
            BulkAct.Note => ticket.AddNote(Text, person.Name, at),
            _ => ticket.Resolve(person.Name, at),
        };
    }
}
