namespace HelpDesk.Ticketing.Routing;

/// <summary>Who can settle a matter, and what a person is told about reaching them.</summary>
/// <param name="Mail">Address that the FAQ prints; null where none is public.</param>
public sealed record Owner(string Id, string Name, string NameEn, string Advice, string AdviceEn, string? Mail)
{
    /// <summary>What a letter asks of them, in Japanese; null where the letter's own words must do.</summary>
    public string? Request { get; init; }

    public string NameIn(string language) => language == "en" ? NameEn : Name;

    public string AdviceIn(string language) => language == "en" ? AdviceEn : Advice;
}

/// <summary>Something the receiver must be told (the supply point number, a screenshot).</summary>
public sealed record Need(string Id, string Name, string NameEn)
{
    private const string FromBefore = "from";
    private static readonly string[] FromAfter = ["から", "より"];

    /// <summary>What there is to choose from, where the FAQ names it all; other words may be given unless the dialogue knows better.</summary>
    public IReadOnlyList<NeedValue> Values { get; init; } = [];

    /// <summary>Behind a value's word these say what state something is in («廃止処理中»), not what the person does; folded.</summary>
    public IReadOnlyList<string> StateAfter { get; init; } = [];

    /// <summary>Words that make it worth asking for in any inquiry to the help desk, folded.</summary>
    public IReadOnlyList<string> AskedWhen { get; init; } = [];

    /// <summary>Whether a text has one of <see cref="AskedWhen"/>.</summary>
    public bool IsAskedWhen(string text) => AskedWhen.Count > 0 && RuleWords.Fold(text) is var folded && AskedWhen.Any(word => folded.Contains(word, StringComparison.Ordinal));

    public string NameIn(string language) => language == "en" ? NameEn : Name;

    /// <summary>The values that a text names, each once, as they come in it, what something changes from before the others; where one word holds another (特別高圧, 高圧), the longer counts.</summary>
    public IReadOnlyList<NeedValue> ValuesIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Values.Count == 0)
        {
            return [];
        }

        var folded = RuleWords.Fold(text);
        var named = new Dictionary<NeedValue, int>();
        foreach (var (word, value) in Values.SelectMany(value => value.Words.Select(word => (word, value))).OrderByDescending(pair => pair.word.Length))
        {
            if (folded.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at && !StateAfter.Any(state => string.CompareOrdinal(folded, at + word.Length, state, 0, state.Length) == 0))
            {
                var from = Array.Exists(FromAfter, sign => string.CompareOrdinal(folded, at + word.Length, sign, 0, sign.Length) == 0)
                    || string.CompareOrdinal(folded, Math.Max(0, at - FromBefore.Length), FromBefore, 0, FromBefore.Length) == 0;
                // «to high voltage from low»: what it changes from stands first.
                var place = from ? at - folded.Length : at;
                named[value] = Math.Min(place, named.GetValueOrDefault(value, place));
                folded = folded.Replace(word, new string('\n', word.Length), StringComparison.Ordinal);
            }
        }

        return [.. named.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
    }
}

/// <summary>One of the values of a need.</summary>
/// <param name="Name">As it stands in a ticket.</param>
/// <param name="Words">How people write it, its names among them, folded.</param>
public sealed record NeedValue(string Name, string NameEn, IReadOnlyList<string> Words)
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
    /// <summary>What a letter to a third party asks for in inquiries of this kind, in Japanese; null: what the owner's says.</summary>
    public string? Request { get; init; }

    /// <summary>The things that the name tells of («新設・増設»), of which one person mostly means one; empty where it tells of one.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>The same in English, in the order of <see cref="Alternatives"/>; empty where the file has none.</summary>
    public IReadOnlyList<string> AlternativesEn { get; init; } = [];

    /// <summary>Need id whose value the inquiry changes: of two values the first is what is and the second what is wished for.</summary>
    public string? Changes { get; init; }

    /// <summary>What the name says to be so («社名» changes, «却下»): it names an inquiry only where the person says one of these, or one of <see cref="Words"/>. Empty: it says nothing of the kind.</summary>
    public IReadOnlyList<string> Asserts { get; init; } = [];

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
    string? FirstOwnerId)
{
    /// <summary>What such an inquiry is about, in Japanese, where that is another thing than the type's name; null: the type's.</summary>
    public string? Name { get; init; }

    /// <summary>Id of the inquiry type that such an inquiry is of, whatever article led to it; null: the type stays.</summary>
    public string? InquiryTypeId { get; init; }
}

/// <summary>Who settles an inquiry.</summary>
/// <param name="InquiryTypeId">Null where neither an article nor the words say what it is about.</param>
/// <param name="RuleThatDecided">Id of the rule; null where the type's own owner stands.</param>
public sealed record Route(
    string OwnerId, string? InquiryTypeId, string? FirstOwnerId, IReadOnlyList<Need> Needs, string? RuleThatDecided);
