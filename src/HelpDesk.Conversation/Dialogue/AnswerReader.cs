using System.Globalization;
using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>A detail as understood: its value, or the key (under «check» of the replies) of what is wrong with it.</summary>
internal sealed record Given(string? Value, string? Problem, IReadOnlyList<string> Arguments)
{
    /// <summary>What else the answer told, by need id.</summary>
    public IReadOnlyDictionary<string, string> Also { get; init; } = new Dictionary<string, string>();

    public static Given Ok(string value) => new(value, null, []);

    public static Given Wrong(string problem, params IReadOnlyList<string> arguments) => new(null, problem, arguments);
}

/// <summary>Reads what a person answers when asked for one detail. Thread-safe.</summary>
internal sealed partial class AnswerReader(AreaFinder areas, FactReader facts, JapaneseTokenizer tokenizer)
{
    /// <summary>Characters of a detail in free words.</summary>
    public const int LongestDetail = 500;

    /// <summary>Letters that may stand beside a date and belong to it («11月24日の午後、締切の少し前»).</summary>
    private const int MostBesideADate = 16;

    /// <summary>Signs that may stand before what looks like a company's name and belong to it.</summary>
    private const int LongestBeginning = 4;

    /// <summary>Signs of «で通じます», «でお願いします».</summary>
    private const int LongestBeyondAName = 8;

    private static readonly char[] SentenceEnds = ['。', '!', '！', '?', '？', '\n'];

    private readonly NameReader names = new(tokenizer);

    /// <summary>Whether the form of an answer tells that it is one; of other needs only its meaning does.</summary>
    public bool HasForm(string need, string answer) => (need == Needs.ReasonCode && Reason(answer) is not null) || need is Needs.Number or Needs.Area or Needs.CompanyCode or Needs.Voltage or Needs.UserId or Needs.RequesterContact
        || facts.Recall(need, [answer]) is not null;

    /// <summary>Whether a text holds anything of the form that its need has.</summary>
    public static bool IsTry(string need, string text) => need switch
    {
        Needs.Number or Needs.CompanyCode => FactReader.Even(text).Any(char.IsAsciiDigit),
        Needs.RequesterContact => FactReader.Even(text).Any(c => char.IsAsciiDigit(c) || c == '@'),
        Needs.UserId => FactReader.Even(text).Any(char.IsAsciiLetterOrDigit),
        _ => true,
    };

    public Given Read(string need, string answer)
    {
        var text = answer.Trim();
        return need switch
        {
            _ when text.Length == 0 => Given.Wrong("empty"),
            Needs.Number => Number(text),
            Needs.Area => Area(text),
            Needs.CompanyCode => CompanyCode(text),
            Needs.Voltage => Voltage(text),
            Needs.RequesterContact => Contact(text),
            Needs.UserId => UserId(text),
            Needs.Company => InSentence(text, Company),
            // «東西エナジーさんです»: politely of others; a letter says 御中.
            Needs.OtherRetailer => InSentence(text, Company) is var other && other.Value is [_, .., 'さ', 'ん'] ? Given.Ok(other.Value[..^2]) : other with { Also = new Dictionary<string, string>() },
            Needs.ReasonCode => Given.Ok(Reason(text) ?? Cuts.To(text, LongestDetail)),
            Needs.RequesterName => InSentence(text, Name),
            _ when text.Length > LongestDetail => Given.Wrong("long", LongestDetail.ToString(CultureInfo.InvariantCulture)),
            Needs.Date when facts.Recall(need, [text]) is { } day && text.Count(char.IsLetterOrDigit) - day.Count(char.IsLetterOrDigit) > MostBesideADate => Given.Ok(day),
            Needs.Date => Given.Ok(names.Bare(text) is { Length: > 0 } bare && FactReader.Even(text).StartsWith(bare, StringComparison.Ordinal) && !EndsInVerb(bare) ? bare : text.TrimEnd('。', '.')),
            _ when facts.ValuesIn(need, text) is { Count: > 0 } values => Given.Ok(string.Join(", ", values)),
            _ => Given.Ok(text),
        };
    }

    /// <summary>A person's name, with or without the company's, and not a word more («田中です», «みらい電力の田中と申します»); null where it says anything else.</summary>
    public IReadOnlyDictionary<string, string>? NameAlone(string text)
    {
        var bare = names.Bare(FactReader.Without(text));
        return names.Pair(bare) is { } pair && names.IsSomebodys(pair.Person) ? Paired(pair, bare)
            : names.IsSomebodys(bare) ? new Dictionary<string, string> { [Needs.RequesterName] = bare } : null;
    }

    /// <summary>Of «夜勤の浜» it is no company that is named: whoever answers asks for them by all of it.</summary>
    private Dictionary<string, string> Paired((string Company, string Person) pair, string bare) => names.IsCompany(pair.Company)
        ? new() { [Needs.RequesterName] = pair.Person, [Needs.Company] = pair.Company } : new() { [Needs.RequesterName] = bare };

    /// <summary>A sentence that says a value and not a word more («弊社は…と申します»).</summary>
    public bool IsNothingBut(string sentence, string value) => names.Bare(FactReader.Without(sentence)) == value;

    /// <summary>The one code of a text, a letter or two and some digits; null where there is none, or several.</summary>
    private static string? Reason(string text) => ReasonCode().Matches(FactReader.Even(SupplyPoint.Without(text, out _))) is [var only] ? only.Value : null;

    private static Given Number(string text)
    {
        var answered = AnsweredNumber.Of(text);
        return answered.Kind switch
        {
            AnsweredNumberKind.Read => Given.Ok(string.Join(", ", answered.Numbers)),
            AnsweredNumberKind.Short => Given.Wrong("number-short"),
            AnsweredNumberKind.ZeroDropped => Given.Wrong("number-zero", answered.Shown),
            AnsweredNumberKind.Long => Given.Wrong("number-long"),
            AnsweredNumberKind.Gas => Given.Wrong("number-gas"),
            AnsweredNumberKind.UnknownArea => Given.Wrong("number-area", answered.Shown),
            AnsweredNumberKind.Exponent => Given.Wrong("number-exponent", answered.Shown),
            AnsweredNumberKind.Rounded => Given.Wrong("number-rounded"),
            AnsweredNumberKind.Parted => Given.Wrong("number-parted"),
            _ => Given.Wrong("number", answered.Shown),
        };
    }

    private Given Area(string text)
    {
        var finding = facts.AreaIn(text);
        if (finding.Outcome is not (AreaOutcome.Decided or AreaOutcome.Ambiguous) && char.IsAsciiLetterUpper(text[0]) && facts.AreaIn("in " + text) is { Outcome: AreaOutcome.Decided or AreaOutcome.Ambiguous } placed)
        {
            // Who is asked where it is answers with the bare name.
            finding = placed;
        }

        return finding.Outcome switch
        {
            AreaOutcome.Decided => Given.Ok(finding.Code!),
            AreaOutcome.Ambiguous => Given.Wrong("area-ambiguous", string.Join('\n', finding.Candidates)),
            _ => areas.ByCode(TextFolding.Fold(text).PadLeft(2, '0')) is { } area ? Given.Ok(area.Code) : Given.Wrong("area"),
        };
    }

    private static Given CompanyCode(string text)
    {
        var digits = FiveDigits().Matches(TextFolding.Fold(SupplyPoint.Without(text, out _)));
        return digits.Count == 1 ? Given.Ok(digits[0].Value) : Given.Wrong("company-code");
    }

    /// <summary>Several are several; a bare «高», «high» answers too.</summary>
    private Given Voltage(string text)
    {
        var folded = TextFolding.Fold(text);
        var named = facts.ValuesIn(Needs.Voltage, text);
        return named.Count > 0 ? Given.Ok(string.Join(", ", named))
            : folded.Trim(' ', '.', '。') is "高" or "high" ? Given.Ok("高圧")
            : folded.Trim(' ', '.', '。') is "低" or "low" ? Given.Ok("低圧")
            : Given.Wrong("voltage");
    }

    /// <summary>Mail addresses and telephone numbers, all of them; that they are reached is not promised.</summary>
    private Given Contact(string text)
    {
        var contacts = facts.OwnContacts(text);
        return contacts.Count > 0 ? Given.Ok(string.Join(", ", contacts)) : Given.Wrong("contact");
    }

    private static Given UserId(string text)
    {
        var tokens = Identifier().Matches(FactReader.Even(SupplyPoint.Without(text, out _))).Select(match => match.Value).Where(value => value.Length >= 3 && !IsIdItself(value)).ToList();
        var telling = tokens.Where(value => value.Any(char.IsAsciiDigit)).ToList();
        return (telling.Count > 0 ? telling : tokens) is [var only] ? Given.Ok(only) : Given.Wrong("user-id");
    }

    /// <summary>«先週の金曜に出し|ました»: what is left of a sentence is none.</summary>
    private bool EndsInVerb(string text) => new ReadText(text, tokenizer).Tokens is [.., { Kind: PartOfSpeech.Verb or PartOfSpeech.DependentVerb or PartOfSpeech.AuxiliaryVerb }];

    private static bool IsIdItself(string value) => value.Equals("user", StringComparison.OrdinalIgnoreCase) || value.Equals("userid", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of the whole answer, else of its last sentence that holds one («なんでそんなの聞くんですか。みらい電力です»).</summary>
    private static Given InSentence(string text, Func<string, Given> read)
    {
        var whole = read(text);
        return whole.Value is not null || text.Split(SentenceEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not { Length: > 1 } sentences
            ? whole
            : sentences.Reverse().Select(read).FirstOrDefault(given => given.Value is not null) ?? whole;
    }

    private Given Company(string text)
    {
        if (OldAndNew().Match(FactReader.Even(text)) is { Success: true } renamed && names.Bare(renamed.Groups[2].Value) is { Length: > 1 } renamedTo)
        {
            return Given.Ok($"{renamedTo}(旧 {names.Bare(renamed.Groups[1].Value)})");
        }

        if (names.Introduced(text) is { Company: { } formed } introduced)
        {
            // Asked for the company, people say nothing before it that is not its name: 北の|灯電力合同会社.
            var answered = names.Bare(FactReader.Unnumbered(FactReader.Without(text)));
            return Given.Ok(answered.EndsWith(formed, StringComparison.Ordinal) && names.IsNames(answered) && answered.Length - formed.Length <= LongestBeginning ? answered : formed) with { Also = Also(Needs.RequesterName, introduced.Person) };
        }

        // An address is nobody's name, nor is a code.
        var bare = names.Bare(FactReader.Unnumbered(FactReader.Without(text)));
        return names.Pair(bare) is { } pair ? Given.Ok(pair.Company) with { Also = Also(Needs.RequesterName, pair.Person) } : IsName(bare) && names.IsNames(bare) && !IsRest(bare, text) && !NameReader.IsWordy(bare) ? Given.Ok(bare) : Given.Wrong("company");
    }

    /// <summary>«でもOK» of «03-1111-2222でもOK»: hiragana right behind what was taken out of the text begins no name.</summary>
    private static bool IsRest(string bare, string text) =>
        Kana.IsHiragana(bare[0]) && FactReader.Even(text) is var even && even.IndexOf(bare, StringComparison.Ordinal) is > 0 and var at && char.IsAsciiLetterOrDigit(even[at - 1]);

    private Given Name(string text)
    {
        if (text.IndexOfAny(['、', ',', '\n']) is > 0 and var comma && facts.OwnContacts(text).Count > 0 && facts.OwnContacts(text[..comma]).Count == 0 && Name(text[..comma]) is { Value: not null } before)
        {
            // «十河です、電話は090-…»
            return before;
        }

        var bare = names.Bare(FactReader.Unnumbered(FactReader.Without(SupplyPoint.Without(text, out _))));
        if (names.Pair(bare) is { } pair)
        {
            var told = Paired(pair, bare);
            return Given.Ok(told[Needs.RequesterName]) with { Also = Also(Needs.Company, told.GetValueOrDefault(Needs.Company)) };
        }

        // «みっちーで通じます»
        var alone = names.WithoutPredicate(FactReader.Even(text).Trim(' ', '。', '!'));
        return alone.Length > 1 && alone.Length < text.Length && text.Length - alone.Length <= LongestBeyondAName && !alone.Contains('の') && IsGivenAsName(alone, text) && bare.StartsWith(alone, StringComparison.Ordinal) ? Given.Ok(alone) : IsGivenAsName(bare, text) && !NameReader.IsEnglishSentence(bare) ? Given.Ok(bare)
            : names.Named(FactReader.Without(text)) is { } named ? Given.Ok(named) : Given.Wrong("name");
    }

    /// <summary>Names alone, and no word that is left of a sentence.</summary>
    private bool IsGivenAsName(string name, string text) => IsName(name) && names.IsNames(name) && !IsShortWord(name, text);

    /// <summary>«あと» of «あとで言います»: two signs of hiragana that are left of a sentence are a word and no name.</summary>
    private static bool IsShortWord(string bare, string text) => bare.Length <= 2 && text.Length > bare.Length + 3 && bare.All(Kana.IsHiragana);

    private static IReadOnlyDictionary<string, string> Also(string need, string? value) =>
        value is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [need] = value };

    /// <summary>Letters, and not too many: 22 digits are nobody's name.</summary>
    private static bool IsName(string text) => text.Length is > 0 and <= NameReader.LongestName && !(text.Length == 1 && Kana.IsHiragana(text[0])) && text.Any(char.IsLetter) && text.Count(char.IsAsciiDigit) < 10;

    /// <summary>«旧 …、新 …»: of a company whose name changes both are told.</summary>
    [GeneratedRegex(@"^旧(?:社名|名称)?\s?[:は]?\s?([^、,。\n]{2,40})[、,。\n\s]\s?新(?:社名|名称)?\s?[:は]?\s?([^、,。\n]{2,40})")]
    private static partial Regex OldAndNew();

    [GeneratedRegex(@"(?<![0-9A-Za-z_./-])[A-Za-z]{0,2}-?[0-9]{1,5}(?![0-9A-Za-z_/]|\s?[日月年時分件])")]
    private static partial Regex ReasonCode();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[0-9]{5}(?![0-9A-Za-z])")]
    private static partial Regex FiveDigits();

    [GeneratedRegex(@"(?<![A-Za-z0-9._\-])[A-Za-z0-9][A-Za-z0-9._\-]{1,31}(?![A-Za-z0-9._\-@])")]
    private static partial Regex Identifier();
}
