using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>A detail as understood: its value, or the key (under «check» of the replies) of what is wrong with it.</summary>
internal sealed record Checked(string? Value, string? Problem, IReadOnlyList<string> Arguments)
{
    public static Checked Ok(string value) => new(value, null, []);

    public static Checked Wrong(string problem, params IReadOnlyList<string> arguments) => new(null, problem, arguments);
}

/// <summary>Reads what a receiver must be told out of messages, and checks what a person gives when asked.</summary>
internal sealed partial class Details(AreaFinder areas, RoutingRules routing)
{
    public const string Number = "supply-point-number";
    public const string Area = "area";
    public const string Company = "company";
    public const string CompanyCode = "company-code";
    public const string Voltage = "voltage";
    public const string CodeOrMessage = "code-or-message";
    public const string Screenshot = "screenshot";
    public const string RequesterName = "requester-name";
    public const string RequesterContact = "requester-contact";

    /// <summary>Characters of a detail in free words.</summary>
    public const int LongestDetail = 500;

    private static readonly (string Value, string[] Words)[] Voltages =
    [
        ("特別高圧", ["特別高圧", "特高", "extra high", "special high"]), ("高圧", ["高圧", "high voltage", "high"]), ("低圧", ["低圧", "low voltage", "low"]),
    ];

    /// <summary>Everything that can be read for certain from free text.</summary>
    public Dictionary<string, string> Read(string text, string? symptom)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var numbers = ValidNumbers(text);
        if (numbers.Count > 0)
        {
            facts[Number] = string.Join(", ", numbers);
        }

        if (areas.Find(text) is { Outcome: AreaOutcome.Decided, Code: { } code })
        {
            facts[Area] = code;
        }

        var folded = TextFolding.Fold(text);
        if (NamedCompanyCode().Match(folded) is { Success: true } named)
        {
            facts[CompanyCode] = named.Groups[1].Value;
        }

        var voltages = Voltages.Where(v => v.Value != "高圧" || !folded.Contains("特別高圧", StringComparison.Ordinal)).Where(v => folded.Contains(v.Words[0], StringComparison.Ordinal)).ToList();
        if (voltages.Count == 1)
        {
            facts[Voltage] = voltages[0].Value;
        }

        if (symptom is not null)
        {
            facts[CodeOrMessage] = symptom;
        }

        return facts;
    }

    /// <summary>What a person answered when asked for one need.</summary>
    public Checked Check(string need, string answer)
    {
        var text = answer.Trim();
        return need switch
        {
            Number => CheckNumber(text),
            Area => CheckArea(text),
            CompanyCode => CheckCompanyCode(text),
            Voltage => CheckVoltage(text),
            RequesterContact => CheckContact(text),
            _ when text.Length == 0 => Checked.Wrong("empty"),
            _ when text.Length > LongestDetail => Checked.Wrong("long", LongestDetail.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            _ => Checked.Ok(text),
        };
    }

    /// <summary>Need ids of a route that are still to be asked, in the order of routing.yaml. A number says the area.</summary>
    /// <param name="introduce">The channel does not know the person: name and way to reach them come first, and cannot be skipped.</param>
    public IReadOnlyList<Need> Missing(string? inquiryType, string owner, IReadOnlyDictionary<string, string> facts, IReadOnlyList<string> skipped, bool introduce)
    {
        var needs = inquiryType is not null && routing.InquiryType(inquiryType) is { } type ? type.Needs : DefaultNeeds();
        var wanted = needs.Where(need => need.Id != Screenshot).ToList();
        if (owner == RoutingRules.Operator && wanted.TrueForAll(need => need.Id != Area) && routing.Needs.FirstOrDefault(need => need.Id == Area) is { } area)
        {
            wanted.Insert(0, area);
        }

        // The number tells the area, so it is asked first; who gives it is not asked again.
        wanted = [.. wanted.OrderBy(need => need.Id switch { Number => 0, Area => 1, _ => 2 })];
        var introduction = introduce ? routing.Needs.Where(need => MustBeGiven(need.Id)) : [];
        return [.. introduction.Concat(wanted).Where(need => !facts.ContainsKey(need.Id) && (MustBeGiven(need.Id) || !skipped.Contains(need.Id)))];
    }

    public static bool MustBeGiven(string need) => need is RequesterName or RequesterContact;

    private IEnumerable<Need> DefaultNeeds() => routing.Needs.Where(need => need.Id is Company or CompanyCode);

    private static Checked CheckNumber(string text)
    {
        var answered = AnsweredNumber.Of(text);
        return answered.Kind switch
        {
            AnsweredNumberKind.Read => Checked.Ok(string.Join(", ", answered.Numbers)),
            AnsweredNumberKind.Short => Checked.Wrong("number-short"),
            AnsweredNumberKind.ZeroDropped => Checked.Wrong("number-zero", answered.Shown),
            AnsweredNumberKind.Long => Checked.Wrong("number-long"),
            AnsweredNumberKind.Gas => Checked.Wrong("number-gas"),
            AnsweredNumberKind.UnknownArea => Checked.Wrong("number-area", answered.Shown),
            AnsweredNumberKind.Exponent => Checked.Wrong("number-exponent", answered.Shown),
            AnsweredNumberKind.Rounded => Checked.Wrong("number-rounded"),
            AnsweredNumberKind.Parted => Checked.Wrong("number-parted"),
            _ => Checked.Wrong("number", answered.Shown),
        };
    }

    private Checked CheckArea(string text)
    {
        var finding = areas.Find(text);
        return finding.Outcome switch
        {
            AreaOutcome.Decided => Checked.Ok(finding.Code!),
            AreaOutcome.Ambiguous => Checked.Wrong("area-ambiguous", string.Join('\n', finding.Candidates)),
            _ => areas.ByCode(TextFolding.Fold(text).PadLeft(2, '0')) is { } area ? Checked.Ok(area.Code) : Checked.Wrong("area"),
        };
    }

    private static Checked CheckCompanyCode(string text)
    {
        var digits = FiveDigits().Match(TextFolding.Fold(text));
        return digits.Success ? Checked.Ok(digits.Value) : Checked.Wrong("company-code");
    }

    private static Checked CheckVoltage(string text)
    {
        var folded = TextFolding.Fold(text);
        var found = Voltages.FirstOrDefault(v => v.Words.Any(word => folded.Contains(word, StringComparison.Ordinal)));
        return found.Value is { } value ? Checked.Ok(value) : Checked.Wrong("voltage");
    }

    /// <summary>An e-mail address or a telephone number; that it is reached is not promised.</summary>
    private static Checked CheckContact(string text)
    {
        var folded = TextFolding.Fold(text);
        var mail = Mail().Match(folded);
        return mail.Success ? Checked.Ok(mail.Value)
            : folded.Count(char.IsAsciiDigit) is >= 9 and <= 15 && text.Length <= LongestDetail ? Checked.Ok(text)
            : Checked.Wrong("contact");
    }

    private static List<string> ValidNumbers(string text) =>
        [.. SupplyPointNumber.Find(text).Where(number => number.AreaCode is not null).Select(number => number.Digits).Distinct()];

    [GeneratedRegex(@"(?:事業者コード|会社コード|company code|operator code)[^0-9]{0,6}([0-9]{5})(?![0-9])")]
    private static partial Regex NamedCompanyCode();

    [GeneratedRegex(@"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?<![0-9])[0-9]{5}(?![0-9])")]
    private static partial Regex FiveDigits();
}
