using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// Reads what a receiver must be told out of any message, whole or not at all: what cannot be read for certain is no fact. Thread-safe.
/// </summary>
/// <param name="receivers">Ways to reach those who settle matters: who names one tells whom they wrote to, not how they are reached.</param>
internal sealed partial class FactReader(AreaFinder areas, JapaneseTokenizer tokenizer, IReadOnlyList<Need> needs, Func<DateOnly> today, Lazy<HashSet<string>> receivers)
{
    private readonly NameReader names = new(tokenizer);

    /// <summary>Everything that can be read for certain, by need id; several values of one are parted by commas.</summary>
    public Dictionary<string, string> Read(string text)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var plain = SupplyPoint.Without(text, out var numbers);
        Put(facts, Needs.Number, numbers);
        var folded = TextFolding.Fold(plain);
        Put(facts, Needs.CompanyCode, NamedCompanyCode().Match(folded) is { Success: true } code ? [code.Groups[1].Value] : []);
        Put(facts, Needs.RequesterContact, OwnContacts(plain));
        Put(facts, Needs.UserId, UserIdIn(Even(plain)) is { } user ? [user] : []);
        Put(facts, Needs.Voltage, ValuesIn(Needs.Voltage, plain));
        var finding = AreaIn(Identifiers().Replace(Without(plain), " "));
        Put(facts, Needs.Area, finding is { Outcome: AreaOutcome.Decided, Code: { } area } ? [area] : []);
        Put(facts, Needs.Place, (finding.Place ?? PlaceBeside(finding, plain)) is { } place ? [place] : []);

        var (company, person) = names.Introduced(Without(plain));
        if (CompanyWithCode().Match(Even(plain)) is { Success: true } both && names.IsNewName(both.Groups[1].Value) && !facts.ContainsKey(Needs.CompanyCode))
        {
            company ??= both.Groups[1].Value;
            facts[Needs.CompanyCode] = both.Groups[2].Value;
        }

        company ??= CompanyByCode(folded, plain) ?? CompanyByLabel(plain);
        // «現小売は…です» is somebody else's name.
        company = company is not null && OtherRetailer(plain) is { } other && other.Contains(company, StringComparison.Ordinal) ? null : company;
        Put(facts, Needs.Company, company is null ? [] : [company]);
        if (company is not null && numbers.Count == 0 && finding.Code is { } named && areas.Areas.All(one => !one.Operator.Contains(company, StringComparison.Ordinal)) && AreaIn(Without(plain).Replace(company, " ", StringComparison.Ordinal)).Code != named)
        {
            // «関西あおば電力株式会社»: it is called so, and the point may be anywhere.
            facts.Remove(Needs.Area);
            facts.Remove(Needs.Place);
        }

        // «三重県の桑名です» says where it is, and of nobody who it is.
        var isPlace = person is not null && company is null && finding.Place is { } of && Even(plain).Contains(of + "の" + person, StringComparison.Ordinal);
        Put(facts, Needs.RequesterName, person is null || isPlace ? [] : [person]);
        return facts;
    }

    /// <summary>«広島の中国電力»: the operator says the area; the place beside it, of the same area, is told all the same.</summary>
    private string? PlaceBeside(AreaFinding finding, string plain) =>
        finding is { Outcome: AreaOutcome.Decided, Place: null, Evidence: { Length: > 0 } evidence, Code: { } code } && Even(plain).Replace(evidence, " ", StringComparison.Ordinal) is var rest && rest.Length < Even(plain).Length
            && AreaIn(Identifiers().Replace(Without(rest), " ")) is { Outcome: AreaOutcome.Decided, Place: { } place } beside && beside.Code == code ? place : null;

    /// <summary>Without the full stop behind it.</summary>
    private static string? UserIdIn(string even) =>
        (NamedUserId().Match(even) is { Success: true } id ? (id.Groups[1].Success ? id.Groups[1].Value : id.Groups[2].Value)
            : even.Any(c => Kana.IsHiragana(c) || Kana.IsKanji(c)) && IdBeside().Match(even) is { Success: true } beside ? beside.Groups[1].Value
            : IdInBrackets().Match(even) is { Success: true } bracketed ? bracketed.Groups[1].Value : null)?.TrimEnd('.');

    /// <summary>Whether a sentence does nothing but say who speaks.</summary>
    public bool IsIntroduction(string sentence) => names.IsIntroduction(sentence);

    /// <summary>«事業者コード30172の潮見エナジーです»: whose code it is.</summary>
    private string? CompanyByCode(string folded, string plain)
    {
        if (NamedCompanyCode().Match(folded) is not { Success: true } code || Even(plain) is not { } even || even.IndexOf(code.Groups[1].Value, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return null;
        }

        var behind = even[(at + code.Groups[1].Length)..];
        if (!behind.TrimStart().StartsWith('の') || names.Bare(behind.TrimStart()[1..].Split(SentenceEnds)[0]) is not { Length: > 1 } bare)
        {
            return null;
        }

        var name = names.Pair(bare)?.Company ?? bare;
        return names.IsNames(name) && !name.Any(char.IsAsciiDigit) ? name : null;
    }

    /// <summary>«会社はふじさわ電力», «会社名: …»: what a label says is one.</summary>
    private string? CompanyByLabel(string plain) =>
        LabelledCompany().Match(Even(plain)) is { Success: true } labelled && !labelled.Groups[1].Value.TrimEnd().EndsWith('か') && !char.IsAsciiLetterLower(labelled.Groups[1].Value.TrimStart()[0])
            && names.Bare(labelled.Groups[1].Value) is { Length: > 1 and <= NameReader.LongestName } bare && names.IsNewName(bare) && !bare.Any(char.IsAsciiDigit) ? bare
            : CapitalisedCompany().Match(Even(plain)) is { Success: true } capitals ? capitals.Groups[1].Value : null;

    /// <summary>"company Pinecrest Denki, code 38113".</summary>
    [GeneratedRegex(@"(?<![A-Za-z])[Cc]ompany(?: name)?:? ([A-Z][A-Za-z0-9&'.-]{1,29}(?: [A-Z&][A-Za-z0-9&'.-]{0,29}){0,4})(?=[,;.()\n]|\s{1,3}(?:code|operator)|$)")]
    private static partial Regex CapitalisedCompany();

    /// <summary>«現小売は株式会社東都電力です», "the current retailer is Toto Power": what stands behind whom it is of; null where that is no new name.</summary>
    private string? OtherRetailer(string plain)
    {
        foreach (Match match in OtherRetailers().Matches(Even(plain)))
        {
            var said = match.Groups[1].Value;
            if ((names.Introduced(said + "、").Company ?? (names.Bare(said) is { Length: > 1 and <= NameReader.LongestName } bare && names.IsNewName(bare) && !char.IsAsciiLetterLower(bare[0]) ? bare : null)) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?:(?:(?:現|新|旧|前|今)の?(?:小売電気事業者|小売事業者|小売|電力会社|事業者|会社)|(?:相手|先方|切替元|切替先)(?:の?(?:小売電気事業者|小売事業者|小売|電力会社|事業者|会社))?)(?:名|さん)?(?:は|が|:|の)|(?:current|new|old|other|previous|losing|gaining) (?:retailer|supplier)(?: is|:|,| was)?)\s{0,2}([^、。,\n!?]{2,60})", RegexOptions.IgnoreCase)]
    private static partial Regex OtherRetailers();

    [GeneratedRegex(@"(?:理由(?:の)?コード|NGコード|reason code)[^0-9A-Za-z\n]{0,6}(?:is |was )?([A-Za-z]{0,2}-?[0-9]{1,5})(?![0-9A-Za-z])", RegexOptions.IgnoreCase)]
    private static partial Regex LabelledReason();

    /// <summary>Beside a company's name «コード31323» is the company's; said so, it is no error's. The text itself where there is none.</summary>
    /// <param name="isError">Whether five digits are an error code that is known.</param>
    /// <param name="isKnown">The company's code was told before: who then says «the code is …» says it anew.</param>
    public string WithCompanyCodeNamed(string text, bool isKnown, Func<string, bool> isError) =>
        BareCode().Match(text) is { Success: true } code && !isError(TextFolding.Fold(code.Groups[1].Value)) && (isKnown || StandsAlone(text, code) || (CompanyByLabel(text) ?? names.Introduced(Without(text)).Company) is not null)
            ? text.Insert(code.Index, char.IsAscii(code.Value[0]) ? "company " : "事業者") : text;

    /// <summary>«We are a registered retailer, code 28463»: nothing is said of the code in its clause, and of no error anywhere.</summary>
    private static bool StandsAlone(string text, Match code)
    {
        var from = text.LastIndexOfAny(ClauseEnds, Math.Max(0, code.Index - 1)) + 1;
        var to = text.IndexOfAny(ClauseEnds, code.Index + code.Length);
        var beside = text[from..code.Index] + text[(code.Index + code.Length)..(to < 0 ? text.Length : to)];
        return beside.Count(char.IsLetter) <= LettersBesideACode && !SpeaksOfErrors().IsMatch(text);
    }

    /// <summary>«です».</summary>
    private const int LettersBesideACode = 2;

    private static readonly char[] ClauseEnds = ['。', '、', '.', ',', ';', '!', '?', '(', ')', '（', '）', '\n'];

    [GeneratedRegex("err|エラ[ーｰ-]|ｴﾗｰ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpeaksOfErrors();

    private static readonly char[] SentenceEnds = ['。', '、', '!', '?', '\n'];

    /// <summary>The text without what is a fact and no question (numbers, codes, IDs, addresses), whose words would lead a search astray.</summary>
    /// <param name="gap">What stands where they stood.</param>
    public static string Question(string text, string gap = " ") => NamedCompanyCode().Replace(NamedUserId().Replace(Without(SupplyPoint.Without(text, out _, gap), gap), gap), gap);

    /// <summary>The area that a text names; names in kana only where they are words of it.</summary>
    public AreaFinding AreaIn(string text)
    {
        var read = new ReadText(text, tokenizer);
        return areas.Find(text, (from, to) => read.CanBeName(from, to));
    }

    /// <summary>The mail addresses and telephone numbers but for those of receivers.</summary>
    public List<string> OwnContacts(string text) => Contacts(text) is { Count: > 0 } all ? [.. all.Where(contact => !receivers.Value.Contains(contact))] : [];

    /// <summary>All mail addresses and telephone numbers, as they were written but for their width.</summary>
    public static List<string> Contacts(string text)
    {
        var even = Even(text);
        var mails = Mail().Matches(even).Select(match => match.Value);
        var telephones = Telephone().Matches(Mail().Replace(even, " ")).Select(match => match.Value.Trim()).Where(value => value.Count(char.IsAsciiDigit) is >= 10 and <= 13);
        return [.. mails.Concat(telephones).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The values of a need that a text names, as a ticket calls them.</summary>
    public List<string> ValuesIn(string need, string text) => [.. needs.FirstOrDefault(one => one.Id == need)?.ValuesIn(text).Select(value => value.Name) ?? []];

    /// <summary>
    /// What was said of a need that is about to be asked for: the newest statement that names one of its values, or a date. Not read from
    /// each message: most of what names a kind of application is a question about it.
    /// </summary>
    /// <param name="said">Oldest first.</param>
    public string? Recall(string need, IReadOnlyList<string> said)
    {
        foreach (var text in said.Reverse())
        {
            var plain = SupplyPoint.Without(text, out _);
            var found = need == Needs.ReasonCode ? LabelledReason().Match(Even(plain)) is { Success: true } reason ? reason.Groups[1].Value : null
                : need == Needs.OtherRetailer ? OtherRetailer(plain)
                : need == Needs.Date ? (DateReader.In(Without(plain), today()) is { } date && !VagueDate().IsMatch(date) ? date : null) : ValuesIn(need, plain) is { Count: > 0 } values ? string.Join(", ", values) : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>One width for letters, digits and signs; case stays.</summary>
    public static string Even(string text) => text.Normalize(System.Text.NormalizationForm.FormKC);

    /// <summary>Without addresses and numbers, whose letters are nobody's name.</summary>
    public static string Without(string text, string gap = " ") => Telephone().Replace(Mail().Replace(Even(text), gap), gap);

    /// <summary>Without a company's code and what ties it to the name.</summary>
    public static string Unnumbered(string text) => NamedCompanyCode().Match(text) is { Success: true } code && code.Length < text.Trim().Length
        ? text[..code.Index] + text[(code.Index + code.Length)..].TrimStart(' ', 'の', '、', ',', '・', ')') : text;

    /// <summary>«joetsu-kanri», «fuji_01»: an ID, though a place begins it; «Joetsu-shi» is a place.</summary>
    [GeneratedRegex("(?<![A-Za-z0-9._-])[a-z0-9]{2,20}[._-](?!shi(?![a-z])|ken(?![a-z])|fu(?![a-z])|to(?![a-z])|ku(?![a-z])|machi|cho(?![a-z])|mura|gun(?![a-z])|do(?![a-z])|city|area|prefecture|san(?![a-z]))[a-z0-9._-]{1,20}(?![A-Za-z0-9])")]
    private static partial Regex Identifiers();

    /// <summary>«先月» says no day: it is asked for.</summary>
    [GeneratedRegex("^(?:先々?[週月]|今[週月]|(?:last|this|earlier this) (?:week|month|year)|[0-9一二三数]{1,2}[かヶケカ]?[月年]前)$", RegexOptions.IgnoreCase)]
    private static partial Regex VagueDate();

    private static void Put(Dictionary<string, string> facts, string need, List<string> values)
    {
        if (values.Count > 0)
        {
            facts[need] = string.Join(", ", values);
        }
    }

    [GeneratedRegex(@"(?:事業者コード|会社コード|コード番号|company code|operator code|code)[^0-9a-z]{0,6}([0-9]{5})(?![0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex NamedCompanyCode();

    [GeneratedRegex(@"(?:会社名?|事業者名|社名|company(?: name)?)\s{0,2}(?:は|:|=|is)\s{0,2}([^、。,\n!?]{2,80})", RegexOptions.IgnoreCase)]
    private static partial Regex LabelledCompany();

    /// <summary>«ほしみ電力(63350)»: a name, and behind it five digits in brackets.</summary>
    [GeneratedRegex(@"(?:^|[\s、。,.の:])([^\s、。,.()0-9の:]{3,40})\s?\(([0-9]{5})\)")]
    private static partial Regex CompanyWithCode();

    [GeneratedRegex(@"(?<![\p{L}ー_]\s?)(?:コード|code)\s{0,2}[:：は]?\s{0,2}(?:is )?([0-9０-９]{5})(?![0-9０-９])", RegexOptions.IgnoreCase)]
    private static partial Regex BareCode();

    [GeneratedRegex(@"(?:ユーザー?|user|login|ログイン)?[ \-]?(?<![A-Za-z])ID\s{0,2}(?:は|が|:|=|is|「|『|\()?\s{0,2}[「『""]?(?=[A-Za-z0-9._\-]{0,31}[0-9A-Z_a-z])(?![0-9]{22})([A-Za-z0-9][A-Za-z0-9._\-]{0,30}[0-9_][A-Za-z0-9._\-]{0,10})(?![A-Za-z0-9@._\-])|(?:ユーザー?|user|login|ログイン)?[ \-]?(?<![A-Za-z])ID\s?[:=]\s{0,2}([A-Za-z][A-Za-z0-9]{0,20}[._\-][A-Za-z0-9._\-]{1,20})(?![A-Za-z0-9@._\-])", RegexOptions.IgnoreCase)]
    private static partial Regex NamedUserId();

    /// <summary>«ID sora-kanri» in a Japanese sentence, where no English word follows «ID».</summary>
    [GeneratedRegex(@"(?<![A-Za-z])ID\s{1,2}([A-Za-z][A-Za-z0-9]{0,20}[._\-][A-Za-z0-9._\-]{1,20})(?![A-Za-z0-9@._\-]| ?[A-Za-z])", RegexOptions.IgnoreCase)]
    private static partial Regex IdBeside();

    /// <summary>«my ID is frozen (sumire_9)».</summary>
    [GeneratedRegex(@"(?<![A-Za-z])ID(?![A-Za-z])[^()\n]{1,40}\(\s?([A-Za-z][A-Za-z0-9.\-]{0,20}[0-9_][A-Za-z0-9._\-]{0,20})\s?\)")]
    private static partial Regex IdInBrackets();

    // Every sign that may stand before the @, so that no beginning is lost: what is left would be another person's address.
    [GeneratedRegex(@"(?<![A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-])[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]{1,64}){0,8}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8}")]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?<![0-9A-Za-z])\+?\(?[0-9](?:[ \-()]{0,2}[0-9]){8,13}(?![0-9])")]
    private static partial Regex Telephone();
}

/// <summary>Need ids of kb/routing.yaml that the dialogue reads and checks by itself.</summary>
internal static class Needs
{
    public const string Number = "supply-point-number";
    public const string Area = "area";

    /// <summary>Where the supply point is, in the person's words; never asked for.</summary>
    public const string Place = "place";
    public const string Company = "company";
    public const string CompanyCode = "company-code";
    public const string Voltage = "voltage";
    public const string UserId = "user-id";
    public const string CodeOrMessage = "code-or-message";
    public const string Date = "date";
    public const string ApplicationKind = "application-kind";
    public const string ReasonCode = "reason-code";

    /// <summary>Whom a letter is addressed to where the desk knows no more of them than what they are.</summary>
    public const string OtherRetailer = "other-retailer";
    public const string DocumentName = "document-name";
    public const string Screenshot = "screenshot";

    /// <summary>What happened where, or what is wanted: no fact, but more of the matter.</summary>
    public const string Details = "details";
    public const string RequesterName = "requester-name";
    public const string RequesterContact = "requester-contact";

    /// <summary>What holds whatever the matter.</summary>
    public static readonly string[] OfThePerson = [Company, CompanyCode, RequesterName, RequesterContact, UserId];

    /// <summary>Its value stands in people's sentences as it is.</summary>
    public static bool IsInWords(string need) => need is Company or CompanyCode or RequesterName or RequesterContact or UserId or Place or Date or Number;

    /// <summary>A company's or a person's name.</summary>
    public static bool IsName(string need) => need is Company or RequesterName or OtherRetailer;

    /// <summary>Of people whom the channel does not know; who will not give it is answered in the conversation alone.</summary>
    public static bool IsWanted(string need) => need is RequesterName or RequesterContact;
}

/// <summary>Supply point numbers in a message.</summary>
internal static class SupplyPoint
{
    /// <summary>The text without its numbers, whose digits would be read as other things; the numbers, each once.</summary>
    /// <param name="gap">What stands where they stood.</param>
    public static string Without(string text, out List<string> numbers, string gap = " ")
    {
        var found = SupplyPointNumber.Find(text);
        numbers = [.. found.Where(number => number.AreaCode is not null).Select(number => number.Digits).Distinct(StringComparer.Ordinal)];
        return SupplyPointNumber.Replace(text, found, _ => gap);
    }

    /// <summary>The text with its own numbers, and a word for each number of somebody else.</summary>
    public static string WithoutOthers(string text, IReadOnlyList<string> own, string other) =>
        SupplyPointNumber.Replace(text, SupplyPointNumber.Find(text), number => number.AreaCode is not null && !own.Contains(number.Digits, StringComparer.Ordinal) ? other : null);

    /// <summary>The numbers of a fact.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, string> facts) =>
        facts.TryGetValue(Needs.Number, out var numbers) ? numbers.Split(", ") : [];

    /// <summary>The areas of a fact's numbers, each once, in order.</summary>
    public static IReadOnlyList<string> AreasOf(IReadOnlyDictionary<string, string> facts) => [.. Of(facts).Select(number => number[..2]).Distinct(StringComparer.Ordinal)];
}
