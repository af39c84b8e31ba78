using HelpDesk.Knowledge.Language;
using HelpDesk.Ticketing.Contacts;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// Names of companies and people out of sentences: by the forms of companies, by «X の Y です» and by what stands around a bare name
/// (interjections before it, particles and auxiliaries after it). Thread-safe.
/// </summary>
internal sealed partial class NameReader(JapaneseTokenizer tokenizer)
{
    /// <summary>UTF-16 units of a name.</summary>
    public const int LongestName = 80;

    private const int LongestGivenName = 3;

    /// <summary>Of a signature that no line of signs parts from the letter.</summary>
    private const int MostLinesOfASignature = 6;

    private const int LongestSignatureLine = 40;

    /// <summary>Signs of a surname.</summary>
    private const int LongestSurname = 5;

    /// <summary>Words of a person's name in Latin letters.</summary>
    private const int MostWordsOfAName = 4;

    /// <summary>Words of a line that closes an English letter («With kind regards,»).</summary>
    private const int MostWordsOfAClosing = 4;

    /// <summary>How English letters close; the name stands below.</summary>
    private static readonly string[] Closings = ["regards", "sincerely", "yours", "truly", "wishes", "thanks", "thank", "cheers", "best", "respectfully"];

    /// <summary>Legal forms that begin or end a company's name (会社法, and as English writes them).</summary>
    private static readonly string[] Forms = [.. LegalForms.All];

    private static readonly string[] EnglishForms = ["inc", "inc.", "ltd", "ltd.", "llc", "corporation", "corp", "corp.", "co.", "company", "k.k.", "kk", "gk", "g.k."];

    /// <summary>How English sentences put a name: what stands before it says nothing of it.</summary>
    private static readonly string[] Openings =
    [
        "my name is ", "the name is ", "name is ", "this is ", "i am ", "i'm ", "we are ", "we're ", "it is ", "it's ", "it should be ", "our company is ", "our company name is ",
        "the company name is ", "the company is ", "company name is ", "company is ", "our code is ", "the code is ", "my user id is ", "the user id is ", "user id is ", "name: ", "company: ", "from ", "yes, ", "sure, ", "ok, ", "well, ",
    ];

    /// <summary>A company by its legal form, and who introduces themselves as «会社の名前です» or «名前と申します»; null where there is none.</summary>
    public (string? Company, string? Person) Introduced(string text)
    {
        string? company = null, person = null;
        foreach (var line in text.Split('\n', '。', '!', '！', '?', '？'))
        {
            var formed = ByForm(line);
            company ??= formed;
            person ??= Humbly(line) ?? (formed is not null ? AfterOf(line) : null);
            if (person is null && formed is null && Presented(line) is { } presented)
            {
                (company, person) = (company ?? presented.Company, presented.Person);
            }
        }

        return (company ?? BelowTheName(text), person ?? Labelled(text) ?? Signed(text));
    }

    /// <summary>A bare name as it was answered: without «えっと、», «は», «です», «と申します», «it's …». Empty where nothing is left.</summary>
    public string Bare(string answer)
    {
        var text = FactReader.Even(answer.ReplaceLineEndings(" ")).Trim();
        foreach (var opening in Openings)
        {
            if (text.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            {
                text = text[opening.Length..].Trim();
            }
        }

        var read = new ReadText(text, tokenizer);
        if (read.Folded.Length != text.Length)
        {
            return text.Trim(Edges);
        }

        var tokens = read.Tokens;
        var (first, last) = (0, tokens.Length - 1);
        while (first <= last && tokens[first].Kind is PartOfSpeech.Interjection or PartOfSpeech.Filler or PartOfSpeech.Conjunction or PartOfSpeech.Symbol or PartOfSpeech.Particle && !IsPiece(tokens[first], read.Folded))
        {
            first++;
        }

        // «私は…», «会社は…»: a topic before the name.
        for (var i = first; i < Math.Min(last, first + 4); i++)
        {
            if (tokens[i].Kind == PartOfSpeech.Particle && tokens[i].In(read.Folded) is "は" && i + 1 <= last)
            {
                first = i + 1;
            }
        }

        while (last >= first && IsEnding(tokens[last], read.Folded))
        {
            last--;
        }

        return first > last ? "" : text[tokens[first].Start..tokens[last].End].Trim(Edges);
    }

    /// <summary>One kana with more letters right behind it is a piece of a name that no dictionary holds (え|ぞ|鹿), no «え».</summary>
    private static bool IsPiece(Token token, string folded) =>
        token.Kind != PartOfSpeech.Symbol && token.End - token.Start == 1 && token.End < folded.Length && char.IsLetter(folded[token.End]);

    /// <summary>«みらい電力の山田»: the company and the person; null where it is no such pair.</summary>
    public (string Company, string Person)? Pair(string bare)
    {
        if (FromCompany().Match(bare) is { Success: true } english)
        {
            return (english.Groups[2].Value.Trim(), english.Groups[1].Value);
        }

        var at = bare.LastIndexOf('の');
        if (at >= 2 && bare.Length - at - 1 == 1 && IsOneName(bare[..at]))
        {
            return null;
        }

        return at >= 2 && bare.Length - at - 1 is >= 1 and <= 12 && bare[(at + 1)..] is var person && bare[..at] is var company && IsNames(person) && !IsThing(person)
            && (ByForm(company) is not null || IsNames(company)) ? (company, person) : null;
    }

    /// <summary>«株式会社ねむ|の木»: hiragana after the form and one sign after «の» are the name of the company; people are said with more («株式会社のぞみの田中»).</summary>
    private static bool IsOneName(string before) => Forms.Any(form => before.StartsWith(form, StringComparison.Ordinal) && before.Length > form.Length && before[form.Length..].All(Kana.IsHiragana));

    /// <summary>
    /// Nothing but nouns and letters. Names in hiragana are in no dictionary and fall to pieces that look like particles and auxiliaries
    /// (あお|ぞ|ら, うず|し|お|電気): before a noun at the end those are let pass, while an adjective or a verb written in kanji is a sentence (one kanji alone
    /// is a piece of a name in a rare writing: 渡|邊|電力).
    /// </summary>
    public bool IsNames(string text)
    {
        var read = new ReadText(text, tokenizer);
        // No sentence of today ends in a classical auxiliary: it is a piece of a noun in hiragana (若葉|で|ん|き).
        var endsInNoun = read.Tokens is [.., var last] && ((!Kana.IsHiragana(last.In(read.Folded)[0]) && IsNoun(last.Kind)) || (last.Kind == PartOfSpeech.AuxiliaryVerb && last.BaseForm is "き" or "り" or "けり"));
        foreach (var token in read.Tokens)
        {
            var inKanji = token.In(read.Folded).ContainsAnyInRange('\u4e00', '\u9fff');
            if ((token.Kind is PartOfSpeech.Interjection or PartOfSpeech.Adnominal && !(endsInNoun && !inKanji && token.Start > 0)) || (token.Kind == PartOfSpeech.Pronoun && (inKanji || !endsInNoun)) || (!endsInNoun && token.Kind == PartOfSpeech.Adverb && token.Start == 0)
                || (!endsInNoun && (token.Kind is PartOfSpeech.DependentVerb or PartOfSpeech.DependentAdjective || (token.Kind is PartOfSpeech.AuxiliaryVerb && IsOfToday(token))))
                || (inKanji && token.Kind is PartOfSpeech.Verb or PartOfSpeech.Adjective or PartOfSpeech.Adverb && !(endsInNoun && token.End - token.Start == 1))
                || (!endsInNoun && token.Kind == PartOfSpeech.Verb && token.BaseForm is "する" or "いる" or "ある" or "なる" or "わかる" or "いう" or "しる")
                || (token.Kind == PartOfSpeech.Adjective && token.BaseForm is "ない")
                || (token.Kind == PartOfSpeech.Particle && token.BaseForm is "は" or "を" && token.Start > 0 && !Kana.IsHiragana(read.Folded[token.Start - 1])))
            {
                return false;
            }
        }

        return text.Any(char.IsLetter);
    }

    /// <summary>Names that are more than a word of everybody's («東京», «どう変更»).</summary>
    public bool IsNewName(string text)
    {
        var tokens = new ReadText(text, tokenizer).Tokens;
        return tokens is [{ Kind: not (PartOfSpeech.Adverb or PartOfSpeech.Pronoun) }, ..] && (tokens.Length > 1 || !tokens[0].Known) && IsNames(text);
    }

    /// <summary>It ends in a noun of several kanji that is nobody's name: たつ|の|こ電力.</summary>
    private bool IsThing(string text)
    {
        var read = new ReadText(text, tokenizer);
        return read.Tokens is [.., { Kind: PartOfSpeech.Noun } last] && last.In(read.Folded).Length > 1 && last.In(read.Folded).ContainsAnyInRange('\u4e00', '\u9fff');
    }

    private static bool IsNoun(PartOfSpeech kind) => kind is not (PartOfSpeech.Verb or PartOfSpeech.Adjective or PartOfSpeech.Adverb or PartOfSpeech.AuxiliaryVerb or PartOfSpeech.DependentVerb
        or PartOfSpeech.DependentAdjective or PartOfSpeech.Particle or PartOfSpeech.Symbol or PartOfSpeech.Conjunction or PartOfSpeech.Filler or PartOfSpeech.AdverbialNoun);

    /// <summary>What may stand around a name in a sentence, but the full stop of «Ltd.».</summary>
    private static readonly char[] Brackets = ['(', ')', '[', ']', '"', '“', '”', ',', ';', ':'];

    private static readonly char[] Edges = [' ', '\u3000', '、', '。', ',', '.', '"', '「', '」', '『', '』', ':', '：', '・', '!', '！'];

    /// <summary>The auxiliaries of today's language; those of the classical one (き, り, し) are pieces of names in hiragana.</summary>
    private static bool IsOfToday(Token token) =>
        token.BaseForm is "です" or "だ" or "ます" or "た" or "ない" or "ん" or "う" or "じゃ" or "や" or "らしい" or "ござる" or "である" or "っす" or "せる" or "れる" or "られる" or "たい";

    private static bool IsEnding(Token token, string folded) => token.Kind switch
    {
        PartOfSpeech.AuxiliaryVerb => IsOfToday(token),
        PartOfSpeech.Particle or PartOfSpeech.DependentVerb or PartOfSpeech.Symbol or PartOfSpeech.Filler or PartOfSpeech.Interjection => true,
        PartOfSpeech.Verb => token.BaseForm is "申す" or "いう" or "言う" or "なる" or "する" or "願う" or "ござる" or "いたす",
        PartOfSpeech.NounSuffix => token.In(folded) is "様",
        _ => false,
    };

    private string? ByForm(string text)
    {
        var even = FactReader.Even(text);
        foreach (var form in Forms)
        {
            var at = even.IndexOf(form, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var after = WithoutPredicate(WithThing(even[(at + form.Length)..]));
            if (after.Length > 0)
            {
                return form + after;
            }

            var before = Before(even[..at]);
            if (before.Length > 0)
            {
                return before + form;
            }
        }

        return ByEnglishForm(even);
    }

    /// <summary>«株式会社秩父エナジーサポートでお願いします»: a particle and what is said of the name are none of it.</summary>
    public string WithoutPredicate(string name)
    {
        var read = new ReadText(name, tokenizer);
        if (read.Folded.Length != name.Length || read.Tokens is not [.., { Kind: PartOfSpeech.AuxiliaryVerb or PartOfSpeech.DependentVerb } last] || (last.Kind == PartOfSpeech.AuxiliaryVerb && !IsOfToday(last)))
        {
            return name;
        }

        var tokens = read.Tokens;
        for (var i = 1; i + 1 < tokens.Length; i++)
        {
            if (tokens[i].In(read.Folded) is "で" or "に" or "を" or "と" && tokens[i].Kind is PartOfSpeech.Particle or PartOfSpeech.AuxiliaryVerb)
            {
                return name[..tokens[i].Start].Trim();
            }
        }

        return name;
    }

    /// <summary>«あけぼの電力でございます»: what stands behind «の» is no person, so it belongs to the name.</summary>
    private string WithThing(string text)
    {
        var name = After(text);
        if (name.Length == 0 || name.Length + 1 >= text.Length || text[name.Length] != 'の' || !name.All(Kana.IsHiragana))
        {
            return name;
        }

        var rest = After(text[(name.Length + 1)..]);
        return rest.Length == 1 || (rest.Length > 0 && IsThing(rest)) ? name + "の" + rest : name;
    }

    private static string? ByEnglishForm(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < words.Length; i++)
        {
            if (!EnglishForms.Contains(words[i].Trim(Brackets).ToLowerInvariant(), StringComparer.Ordinal))
            {
                continue;
            }

            var from = i;
            while (from > 0 && i - from < 5 && words[from - 1].TrimStart(Brackets) is [var initial, ..] && char.IsAsciiLetterUpper(initial) && !words[from - 1].EndsWith(':') && !(words[from - 1].EndsWith(',') && char.IsAsciiLetterLower(words[from].TrimStart(Brackets)[0])) && (from == i || words[from].TrimStart(Brackets).Length == words[from].Length))
            {
                from--;
            }

            if (from < i)
            {
                return string.Join(' ', words[from..(i + 1)]).Trim(Brackets);
            }
        }

        return null;
    }

    /// <summary>The name at the beginning of a text: up to a sign, to «の» before another noun, to a topic or to what ends a sentence.</summary>
    private static string After(string text)
    {
        var end = 0;
        while (end < text.Length && end < LongestName && IsLetter(text[end]))
        {
            if (!Kana.IsHiragana(text[end]))
            {
                end++;
                continue;
            }

            var run = RunFrom(text, end);
            // At the very end nothing follows that a particle could tie to the name: 株式会社ゆずりは.
            var stop = run == text.Length ? Unended(text[end..run], PoliteEndings) : !IsLetter(text[run]) ? text[end..run] is "で" && end > 0 ? 0 : Unended(text[end..run], Endings) : Parted(text[end..run]);
            if (stop < run - end)
            {
                return text[..(end + stop)].Trim();
            }

            end = run;
        }

        return text[..end].Trim();
    }

    /// <summary>The name at the end of a text: back to a sign or a particle that stands alone between other letters; words that are no noun before it are left out.</summary>
    private string Before(string text)
    {
        var start = text.Length;
        while (start > 0 && text.Length - start < LongestName && IsLetter(text[start - 1]))
        {
            var run = start;
            while (run > 0 && Kana.IsHiragana(text[run - 1]))
            {
                run--;
            }

            if (start - run == 1 && run > 0 && IsLetter(text[run - 1]) && text[run] is 'は' or 'が' or 'を' or 'に' or 'の' or 'と' or 'で' or 'も' && !IsWithin(text, run))
            {
                break;
            }

            start = run < start ? run : start - 1;
        }

        var name = text[start..];
        var read = new ReadText(name, tokenizer);
        if (read.Folded.Length != name.Length)
        {
            return name.Trim();
        }

        foreach (var token in read.Tokens)
        {
            // Before more hiragana it is the beginning of a name that no dictionary holds: あ|おぞらでんき, みな|と新電力.
            if (token.Kind is not (PartOfSpeech.Pronoun or PartOfSpeech.Adnominal or PartOfSpeech.Conjunction or PartOfSpeech.Interjection or PartOfSpeech.Filler)
                || (Kana.IsHiragana(name[token.Start]) && token.End < name.Length && Kana.IsHiragana(name[token.End])))
            {
                return name[token.Start..].Trim();
            }
        }

        return "";
    }

    /// <summary>One kana that belongs to the name around it: a piece of a word (丸の内), or «の» before what alone names no company (森の|電力).</summary>
    private bool IsWithin(string text, int at)
    {
        var read = new ReadText(text, tokenizer);
        foreach (var token in read.Tokens)
        {
            if (token.Start <= at && at < token.End && read.Folded.Length == text.Length)
            {
                return token.Length > 1 || (text[at] == 'の' && new ReadText(text[(at + 1)..], tokenizer).Tokens is [{ Known: true, Kind: PartOfSpeech.Noun }]);
            }
        }

        return false;
    }

    private static int RunFrom(string text, int at)
    {
        while (at < text.Length && Kana.IsHiragana(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>How much of hiragana at the end of a sentence is still the name: «やまとです» → やまと.</summary>
    private static int Unended(string run, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (run.EndsWith(ending, StringComparison.Ordinal))
            {
                return run.Length - ending.Length;
            }
        }

        return run.Length;
    }

    /// <summary>How much of hiragana before other letters is still the name: «のぞみの|田中» → のぞみ; all where no particle can part it.</summary>
    private static int Parted(string run) =>
        run.EndsWith('の') ? run.Length - 1 : run.Length == 1 && run[0] is 'は' or 'が' or 'を' or 'に' or 'と' ? 0 : run is "から" or "です" or "という" or "といいます" ? 0 : run.Length;

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || c is 'ー' or '・' or '&' or '-' or '.';

    private static readonly string[] PoliteEndings = ["でございます", "といいます", "と申します", "になります", "でしょうか", "ですけど", "ですが", "でした", "です", "だよ", "だ", "や"];

    /// <summary>What ends a sentence after a name, or ties it to what follows; the longest first.</summary>
    private static readonly string[] Endings = [.. PoliteEndings, "から", "の", "は", "が", "に", "を", "へ", "より"];
}
