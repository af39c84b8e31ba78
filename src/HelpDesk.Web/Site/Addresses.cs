namespace HelpDesk.Web.Site;

/// <summary>Addresses of the pages: Japanese at the root, English under /en.</summary>
public static class Addresses
{
    /// <summary>Characters of a question in an address.</summary>
    private const int LongestQuestion = 500;

    public static string Home(string language) => language == SiteTexts.English ? "/en" : "/";

    public static string Root(string language) => language == SiteTexts.English ? "/en" : "";

    public static string Article(string language, string id) => $"{Root(language)}/articles/{Uri.EscapeDataString(id)}";

    /// <summary>Where it is said whether an article helped.</summary>
    public static string Helpful(string language, string id) => Article(language, id) + "/helpful";

    public static string Search(string language, string query = "") =>
        Root(language) + "/search" + (query.Length == 0 ? "" : "?q=" + Uri.EscapeDataString(query));

    public static string Inquiries(string language) => Root(language) + "/inquiries";

    /// <param name="question">What it is about, to begin with.</param>
    public static string NewInquiry(string language, string question = "") =>
        Root(language) + "/inquiries/new" + (question.Length == 0 ? "" : "?q=" + Uri.EscapeDataString(string.Concat(question.EnumerateRunes().Take(LongestQuestion))));

    /// <param name="question">To begin with; the person sends it themselves.</param>
    public static string Chat(string language, string question = "") =>
        Root(language) + "/chat" + (question.Length == 0 ? "" : "?q=" + Uri.EscapeDataString(string.Concat(question.EnumerateRunes().Take(LongestQuestion))));
}
