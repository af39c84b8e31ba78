using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>«FAQ 1-02»: how a person, or a button, asks for one article by its id, at any step.</summary>
public static class ArticleSaying
{
    private const string Prefix = "FAQ ";

    public static string Of(string article) => Prefix + article;

    /// <summary>The id that the whole text asks for, in any width and case, to be looked up; null where it is no such saying.</summary>
    public static string? IdIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= Prefix.Length * 10 && TextFolding.Fold(text).Trim() is var folded && folded.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? folded[Prefix.Length..].Trim().Trim('[', ']')
            : null;
    }
}
