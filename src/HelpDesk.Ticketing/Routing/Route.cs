namespace HelpDesk.Ticketing.Routing;

/// <summary>Who can settle a matter, and what a person is told about reaching them.</summary>
/// <param name="Mail">Address that the FAQ prints; null where none is public.</param>
public sealed record Owner(string Id, string Name, string NameEn, string Advice, string AdviceEn, string? Mail)
{
    public string NameIn(string language) => language == "en" ? NameEn : Name;

    public string AdviceIn(string language) => language == "en" ? AdviceEn : Advice;
}

/// <summary>Something the receiver must be told (the supply point number, a screenshot).</summary>
public sealed record Need(string Id, string Name, string NameEn)
{
    public string NameIn(string language) => language == "en" ? NameEn : Name;
}

/// <summary>A kind of inquiry: who settles it as a rule, and the rules that say otherwise.</summary>
/// <param name="FirstOwnerId">Whom to ask before the owner; null where nobody comes first.</param>
/// <param name="Words">Words that lead here where no article does, folded.</param>
public sealed record InquiryType(
    string Id,
    string Name,
    string NameEn,
    string OwnerId,
    string? FirstOwnerId,
    IReadOnlyList<Need> Needs,
    IReadOnlyList<RoutingRule> Rules,
    IReadOnlyList<string> Words)
{
    public string NameIn(string language) => language == "en" ? NameEn : Name;
}

/// <summary>Gives an owner where a text holds a word of When, one of And (if there are any) and none of Unless.</summary>
/// <param name="Id">«inquiry-type/1»: the type and the rule's place in its list, for the ticket's history.</param>
public sealed record RoutingRule(
    string Id,
    IReadOnlyList<string> When,
    IReadOnlyList<string> And,
    IReadOnlyList<string> Unless,
    string OwnerId,
    string? FirstOwnerId);

/// <summary>Who settles an inquiry.</summary>
/// <param name="InquiryTypeId">Null where neither an article nor the words say what it is about.</param>
/// <param name="RuleThatDecided">Id of the rule; null where the type's own owner stands.</param>
public sealed record Route(
    string OwnerId, string? InquiryTypeId, string? FirstOwnerId, IReadOnlyList<Need> Needs, string? RuleThatDecided);
