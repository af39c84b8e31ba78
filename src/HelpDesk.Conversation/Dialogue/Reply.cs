using System.Text.Json.Serialization;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>What the bot says: Markdown that stands alone, and the same as a card for channels that show cards.</summary>
/// <param name="Language">«ja» or «en»: for what a channel adds of its own (a button's label).</param>
public sealed record Reply(string Text, Card? Card = null, IReadOnlyList<Choice>? Choices = null, string? Language = null)
{
    /// <summary>Stands for the number of a ticket that the turn's own act opens: known only inside the transaction.</summary>
    public const string TicketPlaceholder = "{ticket}";

    /// <summary>The same with the number of the ticket that was opened.</summary>
    public Reply WithTicket(string number) => this with
    {
        Text = Text.Replace(TicketPlaceholder, number, StringComparison.Ordinal),
        Card = Card is TicketCard { Number: TicketPlaceholder } card ? card with { Number = number } : Card,
        Choices = Choices?.Select(choice => choice with { Say = choice.Say.Replace(TicketPlaceholder, number, StringComparison.Ordinal) }).ToList(),
    };
}

/// <summary>A button: what it shows, and what the person says by pressing it.</summary>
public sealed record Choice(string Label, string Say);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AnswerCard), "answer")]
[JsonDerivedType(typeof(CandidatesCard), "candidates")]
[JsonDerivedType(typeof(FormCard), "form")]
[JsonDerivedType(typeof(TicketCard), "ticket")]
public abstract record Card;

/// <param name="Body">The article's own text, Markdown.</param>
/// <param name="Note">«Unofficial translation», or null.</param>
public sealed record AnswerCard(string ArticleId, string Title, string Body, string? Source, DateOnly? Date, string? Note) : Card;

public sealed record CandidatesCard(IReadOnlyList<Candidate> Candidates) : Card;

public sealed record Candidate(string ArticleId, string Title);

/// <summary>One question of an escalation, or all that are missing at once.</summary>
public sealed record FormCard(IReadOnlyList<FormField> Fields) : Card;

/// <param name="Id">Need id of kb/routing.yaml.</param>
public sealed record FormField(string Id, string Label, string? Value);

/// <param name="State">A key under «state» of the replies.</param>
/// <param name="HandOver">The prepared message for whoever settles it, ready to send; null where the help desk settles it.</param>
public sealed record TicketCard(string Number, string Subject, string State, string Owner, string? HandOver) : Card;
