using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Routing;

/// <summary>kb/routing.yaml: who settles what. Pure and safe to use from many threads once read.</summary>
public sealed class RoutingRules
{
    /// <summary>The owner of everything that no rule and no type claims.</summary>
    public const string HelpDesk = "helpdesk";

    /// <summary>The owner whose desk depends on the area: the area must be known before its contact can be named.</summary>
    public const string Operator = "operator";

    private readonly Dictionary<string, InquiryType> inquiryTypes;
    private readonly Dictionary<string, Owner> owners;

    private readonly Denials denials;

    internal RoutingRules(IReadOnlyList<Owner> owners, IReadOnlyList<Need> needs, IReadOnlyList<InquiryType> inquiryTypes, Denials denials)
    {
        this.denials = denials;
        Owners = owners;
        Needs = needs;
        InquiryTypes = inquiryTypes;
        this.owners = owners.ToDictionary(owner => owner.Id, StringComparer.Ordinal);
        this.inquiryTypes = inquiryTypes.ToDictionary(type => type.Id, StringComparer.Ordinal);
    }

    /// <summary>No types: everything goes to the help desk.</summary>
    public static RoutingRules Empty { get; } = new([], [], [], Denials.None);

    public IReadOnlyList<Owner> Owners { get; }

    public IReadOnlyList<Need> Needs { get; }

    public IReadOnlyList<InquiryType> InquiryTypes { get; }

    /// <summary>Reads routing.yaml of a kb folder; <see cref="Empty"/>, without a finding, where it has none.</summary>
    public static RoutingRules Read(string kbDirectory, FindingList findings)
    {
        var path = Path.Combine(kbDirectory, RoutingFile.Name);
        return File.Exists(path) && SourceFile.Read(path, RoutingFile.Name, findings) is { } text ? RoutingFile.Parse(text, findings) : Empty;
    }

    public Owner? Owner(string id) => owners.GetValueOrDefault(id);

    public InquiryType? InquiryType(string id) => inquiryTypes.GetValueOrDefault(id);

    /// <param name="inquiryType">The article's inquiry type; null where no article was found: then the words lead.</param>
    /// <param name="text">What the person wrote; it may be empty.</param>
    public Route Decide(string? inquiryType, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = inquiryType is null ? RuleWords.Fold(text) : null;
        var type = inquiryType is not null ? inquiryTypes.GetValueOrDefault(inquiryType) : ByWords(folded!);
        if (type is null)
        {
            return new Route(HelpDesk, null, null, [], null);
        }

        if (type.Rules.Count > 0)
        {
            folded ??= RuleWords.Fold(text);
        }

        return type.Rules.FirstOrDefault(rule => Fits(rule, folded!)) is { } fitting
            ? InquiryType(fitting.InquiryTypeId ?? "") is { } own ? new Route(fitting.OwnerId, own.Id, fitting.FirstOwnerId, own.Needs, fitting.Id) : new Route(fitting.OwnerId, type.Id, fitting.FirstOwnerId, type.Needs, fitting.Id)
            : new Route(type.OwnerId, type.Id, type.FirstOwnerId, type.Needs, null);
    }

    /// <summary>What an inquiry is called in Japanese, by what was said of it; null where the type's name would say what nobody said.</summary>
    /// <param name="says">Whether the text has a word, in any of its forms, or one of the same meaning.</param>
    public string? NameOf(InquiryType type, string text, Func<string, bool> says)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(says);
        var folded = RuleWords.Fold(text);
        return type.Rules.FirstOrDefault(rule => Fits(rule, folded)) is { Name: { } own } ? own
            : type.Asserts.Count == 0 || Any(type.Words, folded) || type.Asserts.Any(says) ? type.Name : null;
    }

    /// <summary>Whether a text has a word that leads to the type, in any writing.</summary>
    public static bool IsNamed(InquiryType type, string text)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Any(type.Words, RuleWords.Fold(text));
    }

    private bool Fits(RoutingRule rule, string folded) =>
        rule.When.Any(word => denials.Says(folded, word)) && (rule.And.Count == 0 || rule.And.Any(word => denials.Says(folded, word))) && !Any(rule.Unless, folded);

    private static bool Any(IReadOnlyList<string> words, string folded) =>
        words.Any(word => folded.Contains(word, StringComparison.Ordinal));

    /// <summary>The type whose longest word stands in the text: 廃止取次 says more than 取次. Of equals, the first in the file.</summary>
    private InquiryType? ByWords(string folded)
    {
        var (best, longest) = ((InquiryType?)null, 0);
        foreach (var type in InquiryTypes)
        {
            foreach (var word in type.Words)
            {
                if (word.Length > longest && folded.Contains(word, StringComparison.Ordinal))
                {
                    (best, longest) = (type, word.Length);
                }
            }
        }

        return best;
    }
}
