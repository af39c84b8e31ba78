using System.Text.Json;
using System.Text.Json.Serialization;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// What the bot says: text that stands alone, and the same as a card for channels that show cards. Text is text: what a person or
/// an agent wrote stands in it, and no channel may read it as Markdown. An article's own words are <see cref="ArticleMarkdown"/>.
/// </summary>
/// <param name="Language">«ja» or «en»: for what a channel adds of its own (a button's label).</param>
public sealed record Reply(string Text, Card? Card = null, IReadOnlyList<Choice>? Choices = null, string? Language = null)
{
    /// <summary>Stands for the number of a ticket that the turn's own act opens: known only inside the transaction. A sign that Unicode keeps free of meaning, so that nobody writes it.</summary>
    public const string TicketPlaceholder = "\uFDD0";

    /// <summary>The same for each ticket of a turn that opens several, in their order from 0; signs that Unicode keeps free of meaning.</summary>
    public static string Placeholder(int index) => ((char)(TicketPlaceholder[0] + index)).ToString();

    /// <summary>Stands for something that was said and cannot be read any more.</summary>
    public static Reply Unreadable { get; } = new("");

    /// <summary>Files that a person of the desk sent with it; null where there are none. A channel that shows none says the text alone.</summary>
    public IReadOnlyList<ReplyFile>? Files { get; init; }

    /// <summary>The text without the numbered choices at its end, for a channel that shows them as buttons.</summary>
    [JsonIgnore]
    public string TextAboveChoices
    {
        get
        {
            var list = Choices is null ? "" : "\n\n" + Numbered(Choices);
            return list.Length > 0 && Text.EndsWith(list, StringComparison.Ordinal) ? Text[..^list.Length] : Text;
        }
    }

    /// <summary>Choices as lines, counted from 1.</summary>
    public static string Numbered(IEnumerable<Choice> choices) => string.Join('\n', choices.Select((choice, i) => $"{i + 1}. {choice.Label}"));

    /// <summary>The same with the number of a ticket that was opened.</summary>
    /// <param name="index">Which of the turn's tickets, from 0.</param>
    public Reply WithTicket(string number, int index = 0)
    {
        var placeholder = Placeholder(index);
        return this with
        {
            Text = Text.Replace(placeholder, number, StringComparison.Ordinal),
            Card = Card is TicketCard card && card.Number == placeholder ? card with { Number = number } : Card,
            Choices = Choices?.Select(choice => choice with { Say = choice.Say.Replace(placeholder, number, StringComparison.Ordinal) }).ToList(),
        };
    }
}

/// <summary>An article's own words as the kb file holds them. Nothing else is Markdown.</summary>
[JsonConverter(typeof(ArticleMarkdownJson))]
public readonly record struct ArticleMarkdown(string Source)
{
    private const string Signs = "\\`*_[]<>#|~";

    /// <summary>Plain text of an article, as it is to be read; addresses stay what they are.</summary>
    public static ArticleMarkdown Of(string plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        return new(string.Join("\n\n", plain.Split('\n').Select(line => string.Join(' ', line.Split(' ').Select(word => word.Contains("://", StringComparison.Ordinal) ? word : Escaped(word))))));
    }

    private static string Escaped(string word) => string.Concat(word.Select(c => Signs.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));

    public override string ToString() => Source;
}

/// <summary>A text in JSON.</summary>
internal sealed class ArticleMarkdownJson : JsonConverter<ArticleMarkdown>
{
    public override ArticleMarkdown Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, ArticleMarkdown value, JsonSerializerOptions options) => writer.WriteStringValue(value.Source);
}

/// <summary>A file that goes with a reply.</summary>
/// <param name="Id">Name in the store of files.</param>
/// <param name="ContentType">With the charset of text.</param>
/// <param name="Size">Bytes; 0 in replies of before it was kept.</param>
public sealed record ReplyFile(string Id, string Name, string ContentType, long Size = 0);

/// <summary>A button: what it shows, and what the person says by pressing it.</summary>
public sealed record Choice(string Label, string Say);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AnswerCard), "answer")]
[JsonDerivedType(typeof(CandidatesCard), "candidates")]
[JsonDerivedType(typeof(FormCard), "form")]
[JsonDerivedType(typeof(TicketCard), "ticket")]
public abstract record Card;

/// <param name="Note">«Unofficial translation», or null.</param>
public sealed record AnswerCard(string ArticleId, string Title, ArticleMarkdown Body, string? Source, DateOnly? Date, string? Note) : Card;

public sealed record CandidatesCard(IReadOnlyList<Candidate> Candidates) : Card;

public sealed record Candidate(string ArticleId, string Title);

/// <summary>One question of an escalation, or all that are missing at once.</summary>
public sealed record FormCard(IReadOnlyList<FormField> Fields) : Card;

/// <param name="Id">Need id of kb/routing.yaml.</param>
public sealed record FormField(string Id, string Label, string? Value)
{
    /// <summary>It cannot be left out.</summary>
    public bool Required { get; init; }

    /// <summary>What is wrong with the value; null where nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>What there is to choose from: a label, and the value that it stands for; empty for free words.</summary>
    public IReadOnlyList<Choice> Options { get; init; } = [];
}

/// <param name="State">A key under «state» of the replies.</param>
/// <param name="HandOver">The prepared message for whoever settles it, ready to send; null where the help desk settles it.</param>
public sealed record TicketCard(string Number, string Subject, string State, string Owner, string? HandOver) : Card;
