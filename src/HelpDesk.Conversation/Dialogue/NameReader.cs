using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// Names of companies and people out of sentences: by the forms of companies, by «X の Y です» and by what stands around a bare name
/// (interjections before it, particles and auxiliaries after it). Thread-safe.
/// </summary>
internal sealed class NameReader(JapaneseTokenizer tokenizer)
{
    /// <summary>UTF-16 units of a name.</summary>
    public const int LongestName = 80;

    /// <summary>Legal forms that begin or end a company's name (会社法, and as English writes them).</summary>
    private static readonly string[] Forms = ["株式会社", "合同会社", "有限会社", "合資会社", "合名会社", "一般社団法人", "協同組合", "(株)", "(有)", "(同)"];

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
            company ??= ByForm(line);
            person ??= Humbly(line) ?? (ByForm(line) is not null ? AfterOf(line) : null);
        }

        return (company, person);
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
        while (first <= last && tokens[first].Kind is PartOfSpeech.Interjection or PartOfSpeech.Filler or PartOfSpeech.Conjunction or PartOfSpeech.Symbol or PartOfSpeech.Particle)
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

    /// <summary>«みらい電力の山田»: the company and the person; null where it is no such pair.</summary>
    public (string Company, string Person)? Pair(string bare)
    {
        var at = bare.LastIndexOf('の');
        return at >= 2 && bare.Length - at - 1 is >= 1 and <= 12 && bare[(at + 1)..] is var person && bare[..at] is var company && IsNames(person)
            && (ByForm(company) is not null || IsNames(company)) ? (company, person) : null;
    }

    /// <summary>Nothing but nouns and letters.</summary>
    public bool IsNames(string text)
    {
        var read = new ReadText(text, tokenizer);
        foreach (var token in read.Tokens)
        {
            if (token.Kind is not (PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.NounSuffix or PartOfSpeech.VerbalNoun or PartOfSpeech.AdjectivalNoun
                or PartOfSpeech.Letter or PartOfSpeech.Symbol or PartOfSpeech.Prefix or PartOfSpeech.AdverbialNoun or PartOfSpeech.Number or PartOfSpeech.Other))
            {
                return false;
            }
        }

        return text.Any(char.IsLetter);
    }

    private static readonly char[] Edges = [' ', '\u3000', '、', '。', ',', '.', '"', '「', '」', '『', '』', ':', '：', '・', '!', '！'];

    private static bool IsEnding(Token token, string folded) => token.Kind switch
    {
        PartOfSpeech.AuxiliaryVerb or PartOfSpeech.Particle or PartOfSpeech.DependentVerb or PartOfSpeech.Symbol or PartOfSpeech.Filler or PartOfSpeech.Interjection => true,
        PartOfSpeech.Verb => token.BaseForm is "申す" or "いう" or "言う" or "なる" or "する" or "願う" or "ござる" or "いたす",
        PartOfSpeech.NounSuffix => token.In(folded) is "様",
        _ => false,
    };

    private static string? ByForm(string text)
    {
        var even = FactReader.Even(text);
        foreach (var form in Forms)
        {
            var at = even.IndexOf(form, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var after = Run(even, at + form.Length, forward: true);
            if (after.Length > 0)
            {
                return form + after;
            }

            var before = Run(even, at, forward: false);
            if (before.Length > 0)
            {
                return before + form;
            }
        }

        return ByEnglishForm(even);
    }

    private static string? ByEnglishForm(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < words.Length; i++)
        {
            if (!EnglishForms.Contains(words[i].TrimEnd(',', ';').ToLowerInvariant(), StringComparer.Ordinal))
            {
                continue;
            }

            var from = i;
            while (from > 0 && i - from < 5 && char.IsAsciiLetterUpper(words[from - 1][0]))
            {
                from--;
            }

            if (from < i)
            {
                return string.Join(' ', words[from..(i + 1)]).TrimEnd(',', ';');
            }
        }

        return null;
    }

    /// <summary>The letters of a name next to a place: kanji, katakana, letters and digits, and hiragana that no particle can be.</summary>
    private static string Run(string text, int at, bool forward)
    {
        var (from, to) = (at, at);
        if (forward)
        {
            while (to < text.Length && to - at < LongestName && IsOfName(text, to))
            {
                to++;
            }
        }
        else
        {
            while (from > 0 && at - from < LongestName && IsOfName(text, from - 1))
            {
                from--;
            }
        }

        return text[from..to].Trim();
    }

    private static bool IsOfName(string text, int at)
    {
        var c = text[at];
        if (Kana.IsHiragana(c))
        {
            // «みらい電力», «株式会社のぞみの田中»: a particle stands where hiragana ends.
            var next = at + 1 < text.Length ? text[at + 1] : ' ';
            return c is not ('の' or 'で' or 'と' or 'は' or 'が' or 'を' or 'に' or 'も' or 'や') || (Kana.IsHiragana(next) && c is not ('で' or 'と' or 'は'));
        }

        return char.IsLetterOrDigit(c) || c is 'ー' or '・' or '&' or '-' or '.';
    }

    /// <summary>«山田と申します», «山田といいます».</summary>
    private string? Humbly(string line)
    {
        var read = new ReadText(FactReader.Even(line).Trim(), tokenizer);
        if (read.Folded.Length != read.Text.Length)
        {
            return null;
        }

        var tokens = read.Tokens;
        for (var i = 2; i < tokens.Length; i++)
        {
            if (tokens[i].BaseForm is "申す" && tokens[i - 1].In(read.Folded) is "と")
            {
                var from = i - 1;
                while (from > 0 && IsNames(read.Text[tokens[from - 1].Start..tokens[from - 1].End]) && tokens[from - 1].Kind != PartOfSpeech.Symbol)
                {
                    from--;
                }

                return from < i - 1 ? read.Text[tokens[from].Start..tokens[i - 2].End].Trim(Edges) : null;
            }
        }

        return null;
    }

    /// <summary>«株式会社みらい電力の山田です»: who stands after の at the end.</summary>
    private string? AfterOf(string line)
    {
        var bare = Bare(line);
        return Pair(bare) is { } pair && bare.EndsWith(pair.Person, StringComparison.Ordinal) ? pair.Person : null;
    }
}
