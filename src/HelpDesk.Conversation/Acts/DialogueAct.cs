namespace HelpDesk.Conversation.Acts;

/// <summary>What a message does in a conversation; one may do several things at once.</summary>
public enum DialogueAct
{
    /// <summary>Puts a new question or problem.</summary>
    Ask,

    /// <summary>Tells more of the same matter, often without its noun.</summary>
    GoesOn,

    /// <summary>Asks about what was shown.</summary>
    AboutShown,
    Unsolved,
    Solved,
    Thanks,

    /// <summary>Wants a person, or an inquiry to be made.</summary>
    Person,

    /// <summary>Gives a detail.</summary>
    Give,

    /// <summary>Will not or cannot give it.</summary>
    Refuse,

    /// <summary>Says that something given before is wrong.</summary>
    Correct,
    Confirm,

    /// <summary>Ends what the bot is about to do.</summary>
    Cancel,

    /// <summary>Chooses among what is offered.</summary>
    Choose,

    /// <summary>Asks how it stands with what they sent.</summary>
    Status,

    /// <summary>Has something to add to what they sent or are sending.</summary>
    Add,

    /// <summary>Takes back what they sent.</summary>
    Withdraw,

    /// <summary>Says that what was settled is not.</summary>
    Reopen,

    /// <summary>Asks who settles it.</summary>
    WhoSettles,
    SmallTalk,

    /// <summary>Is angry; never named to the person.</summary>
    Anger,

    /// <summary>Wants it sent without the rest.</summary>
    SkipAll,
}

/// <summary>What the bot waits for.</summary>
public enum Waiting
{
    Nothing,

    /// <summary>Whether what it showed solved it.</summary>
    Solved,

    /// <summary>One of several to choose.</summary>
    Which,

    /// <summary>A detail for whoever settles it.</summary>
    Detail,

    /// <summary>Whether the company's own administrator can do it.</summary>
    Administrator,

    /// <summary>Yes to what will be sent.</summary>
    Confirm,

    /// <summary>What to add to what was sent.</summary>
    Adding,

    /// <summary>What it is about.</summary>
    Describe,
}

/// <summary>How it stands with the person's newest ticket.</summary>
public enum TicketStanding
{
    None,
    Open,
    WaitingForRequester,
    Resolved,
}

/// <summary>In what situation a message was written.</summary>
/// <param name="ArticleShown">An article was shown in this matter.</param>
public readonly record struct Circumstance(Waiting Waiting, bool ArticleShown, TicketStanding Ticket);
