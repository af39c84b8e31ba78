namespace HelpDesk.Conversation.Evaluation;

/// <summary>
/// A person of a conversation file (docs/conversations.md): what they say first, what they know and how they put it, what they do
/// in between, and what must be true when they leave.
/// </summary>
/// <param name="Knows">By need id of routing.yaml, and «administrator», «choice», «matter»: how they put it when asked.</param>
/// <param name="Reactions">In order; each is used once, at the first moment that it fits.</param>
/// <param name="Known">The channel says who they are (Teams); else name and contact are asked of them.</param>
public sealed record Persona(
    string Id, string About, string Language, bool Known, Said Opening, IReadOnlyDictionary<string, string> Knows, IReadOnlyList<Reaction> Reactions, Ending End);

/// <summary>One message of a person.</summary>
/// <param name="Tells">Need ids that it answers: asking for one of them afterwards is asking twice.</param>
public sealed record Said(string Text, IReadOnlyList<string> Tells);

/// <summary>What a person does at a moment instead of what they would do by themselves.</summary>
/// <param name="At">See <see cref="Moment"/>; «any» fits always, «ask:NEED» one question of a form.</param>
/// <param name="Agent">What an agent does to the newest ticket before they speak; null: nothing.</param>
public sealed record Reaction(string At, Said Say, AgentDoes? Agent);

/// <param name="Verb">answer, ask (and wait for the requester) or resolve.</param>
public sealed record AgentDoes(string Verb, string Text);

/// <summary>What must be true at the end.</summary>
/// <param name="Shown">Articles that were shown.</param>
/// <param name="NotShown">Articles that must not have been.</param>
/// <param name="Solved">They said so and were heard; null: either.</param>
/// <param name="Tickets">The tickets there are, in the order in which they were opened; none where empty.</param>
/// <param name="Says">What the bot said at some time.</param>
/// <param name="Turns">Messages of the person at most.</param>
public sealed record Ending(
    IReadOnlyList<string> Shown, IReadOnlyList<string> NotShown, bool? Solved, IReadOnlyList<WantedTicket> Tickets, IReadOnlyList<string> Says, int Turns);

/// <summary>A ticket as it must be; null or empty is not looked at.</summary>
/// <param name="Contains">Words that stand somewhere in it, whatever the width and case.</param>
/// <param name="Lacks">Words that must not.</param>
public sealed record WantedTicket(
    string? Owner, string? Area, string? State, IReadOnlyDictionary<string, string> Facts, IReadOnlyList<string> Contains, IReadOnlyList<string> Lacks);

/// <summary>Where the bot has left the person: what it showed, or what it waits for.</summary>
/// <param name="Name">answer, which, ask, administrator, confirm, describe, admit, ticket, solved, other.</param>
/// <param name="Need">The need id asked for; null unless «ask».</param>
public sealed record Moment(string Name, string? Need)
{
    /// <summary>Of «ticket»: another matter of the same message is offered to be sent on.</summary>
    public const string Another = "another";

    /// <summary>Need ids that were asked for at once; empty where one is asked for.</summary>
    public IReadOnlyList<string> Together { get; init; } = [];

    public bool Fits(string at) => at == "any" || at == Name || (Need is not null && at == "ask:" + Need);
}
