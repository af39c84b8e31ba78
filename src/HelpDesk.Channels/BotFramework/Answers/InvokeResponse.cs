using System.Text.Json;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.BotFramework.Answers;

/// <summary>An invoke is answered in the request that carries it: <paramref name="Status"/> and body are the response's own.</summary>
public sealed record InvokeResponse(int Status, JsonElement? Body)
{
    /// <summary>What nobody here handles.</summary>
    public static InvokeResponse NotImplemented { get; } = new(501, null);

    internal static InvokeResponse Ok(object body) => With(200, body);

    internal static InvokeResponse With(int status, object body) => new(status, JsonSerializer.SerializeToElement(body, ActivityJson.Options));
}

/// <summary>Answers to Action.Execute. Where the status is 200 the body's own statusCode says how it went.</summary>
public static class CardAnswer
{
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    private const string Message = "application/vnd.microsoft.activity.message";
    private const string Error = "application/vnd.microsoft.error";

    /// <summary>The card in place of the one that was acted on.</summary>
    public static InvokeResponse Card(JsonElement card) => InvokeResponse.Ok(new { statusCode = 200, type = AdaptiveCard, value = card });

    /// <summary>A short notice to the one who pressed.</summary>
    public static InvokeResponse Notice(string text) => InvokeResponse.Ok(new { statusCode = 200, type = Message, value = text });

    /// <summary>The card shows that it did not work.</summary>
    /// <param name="status">400 or 500.</param>
    /// <param name="text">For the person.</param>
    public static InvokeResponse Failed(int status, string code, string text) => InvokeResponse.Ok(Body(status, code, text));

    /// <summary>An invoke that is no such action: HTTP itself says 400, as Microsoft's SDKs do.</summary>
    internal static InvokeResponse Malformed(string code, string text) => InvokeResponse.With(400, Body(400, code, text));

    private static object Body(int status, string code, string text) => new { statusCode = status, type = Error, value = new { code, message = text } };
}

/// <summary>One found article: the card that is put into the message, and how it looks in the list.</summary>
public sealed record SearchHit(JsonElement Card, string Title, string Text);

/// <summary>Answers to a search from the message box.</summary>
public static class SearchAnswer
{
    private const string Thumbnail = "application/vnd.microsoft.card.thumbnail";

    public static InvokeResponse Results(IReadOnlyList<SearchHit> hits)
    {
        ArgumentNullException.ThrowIfNull(hits);
        var attachments = hits.Select(hit => new
        {
            contentType = CardAnswer.AdaptiveCard,
            content = hit.Card,
            // Teams shows adaptive cards in a list only by a preview of the older kind.
            preview = new { contentType = Thumbnail, content = new { title = hit.Title, text = hit.Text } },
        });
        return InvokeResponse.Ok(new { composeExtension = new { type = "result", attachmentLayout = "list", attachments } });
    }

    /// <summary>A sentence in place of a list: nothing found, not available.</summary>
    public static InvokeResponse Notice(string text) => InvokeResponse.Ok(new { composeExtension = new { type = "message", text } });
}

/// <summary>Answers to an action on a message.</summary>
public static class DialogAnswer
{
    /// <param name="height">Pixels, or «small», «medium», «large»; so is the width.</param>
    public static InvokeResponse Card(string title, JsonElement card, string height = "medium", string width = "medium") =>
        InvokeResponse.Ok(new { task = new { type = "continue", value = new { title, height, width, card = new { contentType = CardAnswer.AdaptiveCard, content = card } } } });

    public static InvokeResponse Notice(string text) => InvokeResponse.Ok(new { task = new { type = "message", value = text } });

    /// <summary>The dialog closes.</summary>
    public static InvokeResponse Closed() => InvokeResponse.Ok(new { });
}
