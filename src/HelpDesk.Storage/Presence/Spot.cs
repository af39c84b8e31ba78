namespace HelpDesk.Storage.Presence;

/// <summary>Where somebody is: at an inquiry's page, or in a conversation of a channel.</summary>
/// <param name="Of">Of the ticket's number <see cref="Inquiries"/>; of a conversation its channel.</param>
public sealed record Spot(string Of, string Id)
{
    /// <summary>No channel.</summary>
    public const string Inquiries = "inquiry";

    /// <summary>The desk's pages of an inquiry. Who is there is told only to those who may read it.</summary>
    public static Spot Inquiry(string number) => new(Inquiries, number);

    /// <summary>Where a requester and who speaks with them see each other type.</summary>
    public static Spot Chat(string channel, string conversation) => new(channel, conversation);
}

/// <summary>Somebody at a place.</summary>
/// <param name="Who">Who it is, for the program: an agent's id, or a requester's identity in their channel.</param>
/// <param name="Name">For people; empty for requesters.</param>
/// <param name="IsTyping">They type now; false: they look.</param>
public sealed record Present(string Who, string Name, bool IsTyping);
