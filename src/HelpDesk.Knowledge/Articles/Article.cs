using HelpDesk.Sources;

namespace HelpDesk.Knowledge.Articles;

/// <summary>One question of the FAQ and its official answer, as kb/articles/SECTION/ID.md holds it.</summary>
public sealed record Article
{
    /// <summary>Stable id, for example <c>5-02</c> or <c>REF</c>; also the last part of the page's address.</summary>
    public required string Id { get; init; }

    /// <summary>The id where it is a number that the FAQ counts by; null where it is only a name (<c>REF</c>), which tells people nothing.</summary>
    public string? Number => NumberOf(Id);

    /// <inheritdoc cref="Number"/>
    public static string? NumberOf(string id) => id.Any(char.IsAsciiDigit) ? id : null;

    /// <summary>Title with its number before it, as articles are named in a text: <c>[5-02] …</c>.</summary>
    public string HeadingIn(string language) => Heading(Id, TitleIn(language));

    /// <inheritdoc cref="HeadingIn"/>
    public static string Heading(string id, string title) => NumberOf(id) is { } number ? $"[{number}] {title}" : title;

    /// <summary>Id of the section in sections.yaml; empty where the file names none.</summary>
    public required string SectionId { get; init; }

    /// <summary>Short heading for lists.</summary>
    public required string Title { get; init; }

    /// <summary>The question in the FAQ's own words.</summary>
    public required string Question { get; init; }

    /// <summary>The answer in the FAQ's own words.</summary>
    public required MarkdownText Body { get; init; }

    public IReadOnlyList<Symptom> Symptoms { get; init; } = [];

    /// <summary>How people put the question; found by search, never shown.</summary>
    public IReadOnlyList<string> Phrasings { get; init; } = [];

    /// <summary>Key into routing.yaml: who settles it. Null where the article names none.</summary>
    public string? InquiryType { get; init; }

    /// <summary>The rule of a deadline that the answer states, so that dates can be told; null where it states none.</summary>
    public DeadlineRule? Deadline { get; init; }

    public IReadOnlyList<string> Related { get; init; } = [];

    private IReadOnlyList<string>? references;

    /// <summary>Ids of the articles that the answer points to («「3.システムの利用」④の回答をご参照ください»), each once, in order.</summary>
    public IReadOnlyList<string> References => references ??= ArticleLink.TargetsIn(Body);

    /// <summary>Id of the code list (codes/ID.csv) whose rows this article explains.</summary>
    public string? CodeListId { get; init; }

    /// <summary>What is said of a code ({0}) that the list does not hold: where its meaning stands, and whom to ask.</summary>
    public string? CodeListNote { get; init; }

    public string? Source { get; init; }

    /// <summary>The day of the published answer.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Unofficial English translation, where there is one.</summary>
    public ArticleTranslation? Translation { get; init; }

    /// <summary>Where the article's parts stand, for findings.</summary>
    public ArticlePlaces? Places { get; init; }

    /// <summary>The heading in a language; the Japanese one where it is not translated.</summary>
    public string TitleIn(string language) => language == "en" && Translation is { } t ? t.Title : Title;

    public string QuestionIn(string language) => language == "en" && Translation is { } t ? t.Question : Question;

    public MarkdownText BodyIn(string language) => language == "en" && Translation is { } t ? t.Body : Body;

    public string? CodeListNoteIn(string language) => language == "en" && Translation?.CodeListNote is { } note ? note : CodeListNote;
}

/// <summary>Rules of deadlines that articles state («deadline:» in their front matter).</summary>
public enum DeadlineRule
{
    /// <summary>Fridays 17:00, registered about the Friday after (3-04).</summary>
    ApplicationForm,

    /// <summary>Friday 17:00 of the week but one before the week of the test (4-02).</summary>
    ApiTest,
}

/// <summary>The unofficial English text of an article (ID.en.md).</summary>
public sealed record ArticleTranslation(
    string Title, string Question, MarkdownText Body, IReadOnlyList<string> Phrasings, Place Place)
{
    public string? CodeListNote { get; init; }
}

/// <summary>Places of an article's parts: the file itself, its front matter lists and links.</summary>
public sealed record ArticlePlaces(
    Place File,
    IReadOnlyList<Place> Symptoms,
    IReadOnlyList<Place> Related,
    Place Section,
    Place InquiryType,
    Place CodeList);

/// <summary>A section of the FAQ, as sections.yaml lists it.</summary>
/// <param name="Parts">Sub-headings inside the section, each from an article id on.</param>
public sealed record Section(string Id, string Name, string NameEn, IReadOnlyList<SectionPart> Parts)
{
    public string NameIn(string language) => language == "en" ? NameEn : Name;
}

public sealed record SectionPart(string From, string Name, string NameEn)
{
    public string NameIn(string language) => language == "en" ? NameEn : Name;
}

/// <summary>A term of the field: its agreed English name, its reading (hiragana) and how people really write it.</summary>
public sealed record GlossaryTerm(string Term, string English, string Reading, IReadOnlyList<string> Variants);

/// <summary>Something people ask that the FAQ does not answer: recognised so that the bot says so instead of offering a neighbour.</summary>
/// <param name="Intent">What is meant for the bot itself rather than asked of it, by the id in intents.yaml; null in most.</param>
public sealed record OutsideTopic(string Id, string Title, string TitleEn, IReadOnlyList<string> Phrasings, string? Intent = null)
{
    /// <summary>Whom the FAQ names for it all the same, an owner's id of routing.yaml; null in most.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Id of an article that helps on, though it does not answer; null in most.</summary>
    public string? SeeId { get; init; }

    public Place Place { get; init; }

    public string TitleIn(string language) => language == "en" ? TitleEn : Title;
}

/// <summary>A code list that the help desk fills in itself (codes/ID.csv).</summary>
public sealed record CodeList(string Id, IReadOnlyList<CodeRow> Rows, Place Place)
{
    /// <summary>The row of a code, leading zeros and width aside; null where the list has none.</summary>
    public CodeRow? Find(string code)
    {
        var wanted = Key(code);
        return Rows.FirstOrDefault(row => Key(row.Code) == wanted);
    }

    private static string Key(string code) => code.Trim().TrimStart('0').ToUpperInvariant();
}

public sealed record CodeRow(string Code, string Meaning, string Remedy);
