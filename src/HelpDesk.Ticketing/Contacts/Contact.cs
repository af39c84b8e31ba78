namespace HelpDesk.Ticketing.Contacts;

/// <summary>Where another company is reached about switching, for a time.</summary>
/// <param name="Code">An operator's area code (two digits) or a company's business operator code (five).</param>
/// <param name="ValidFrom">The first day.</param>
public sealed record Contact(string Code, string Name, DateOnly ValidFrom)
{
    /// <summary>Characters of each of its texts.</summary>
    public const int Longest = 200;

    /// <summary>Business days after which an answer is expected, where nobody said another number.</summary>
    public const int UsualAnswerDays = 3;

    public const int MostAnswerDays = 60;

    public string? Mail { get; init; }

    public string? Phone { get; init; }

    /// <summary>Address of a form on the web.</summary>
    public string? Form { get; init; }

    /// <summary>When they are reached, in their own words.</summary>
    public string? Hours { get; init; }

    /// <summary>Their workdays until they usually answer; null: nobody has said.</summary>
    public int? AnswerDays { get; init; }

    /// <summary>The last day; null: until another begins.</summary>
    public DateOnly? ValidTo { get; init; }

    public bool IsOperator => Code.Length == 2;

    public bool Holds(DateOnly day) => ValidFrom <= day && (ValidTo is not { } last || day <= last);
}
