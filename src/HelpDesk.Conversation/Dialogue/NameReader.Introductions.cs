using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;
using HelpDesk.Ticketing.Contacts;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Who introduces or signs themselves.</content>
internal sealed partial class NameReader
{
    /// <summary>Whether a sentence does nothing but say who speaks.</summary>
    public bool IsIntroduction(string sentence) => Presented(sentence) is not null
        || (ByForm(sentence) is not null && AfterOf(sentence) is not null && Array.Exists(Presentations, ending => FactReader.Even(sentence).TrimEnd(Edges).EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>
    /// «ゆふ電力の安東です», «営業部の深田でございます»: a sentence that is nothing but somebody of something; the something is a company where it has a word that no
    /// dictionary holds or that is a name. Null where the sentence says anything else, or who speaks is nobody's name.
    /// </summary>
    private (string? Company, string Person)? Presented(string line)
    {
        var even = FactReader.Even(line).Trim().TrimEnd(Edges);
        if (!Presentations.Any(ending => even.EndsWith(ending, StringComparison.Ordinal)))
        {
            return null;
        }

        var bare = Bare(even);
        var at = bare.LastIndexOf('の');
        if (at < 1 || at + 1 >= bare.Length)
        {
            return null;
        }

        var from = bare[..at];
        // Many surnames are places (大沼, 福島): behind a company they are somebody's.
        if (!IsPerson(bare[(at + 1)..]) && !(IsUnknownSurname(bare[(at + 1)..]) && IsCompanyLike(from)) && !(IsPerson(bare[(at + 1)..], orPlace: true) && new ReadText(from, tokenizer).Tokens is [_, .., { Kind: not PartOfSpeech.NounSuffix }] && IsNames(from)))
        {
            return null;
        }

        return (IsCompanyLike(from) ? from : null, bare[(at + 1)..]);
    }

    /// <summary>Nothing but somebody's name: words that the dictionary has as people's, or two or three English ones with capitals.</summary>
    public bool IsSomebodys(string bare) => bare.Length is > 1 and <= LongestName && (IsPerson(bare) || (IsEnglishName(bare) && bare.Contains(' ', StringComparison.Ordinal)));

    private bool IsCompanyLike(string text) =>
        !(text.Length <= LongestShortName && text.All(char.IsAscii)) && new ReadText(text, tokenizer).Tokens is [.., { Kind: not PartOfSpeech.NounSuffix }] tokens && (tokens.Length > 1 || !tokens[0].Known) && HasOwnName(tokens, text) && IsNames(text) && (!EndsInEverydayNoun(tokens) || IsOfTheTrade(text));

    /// <summary>
    /// Whom a person's name is said with is a company: it has a form, a word of the trade at its end, or a name of its own. «夜勤», «経営企画», «東京支店» end in nouns of
    /// everybody's: a shift, a department, a part of it.
    /// </summary>
    public bool IsCompany(string text) => ByForm(text) is not null || (text.All(char.IsAscii) ? text.Length > LongestShortName : IsOfTheTrade(text) || IsCompanyLike(text));

    /// <summary>Latin letters of «CS», «SRE», «HR».</summary>
    private const int LongestShortName = 4;

    private static bool IsOfTheTrade(string text) => LegalForms.Trades.Any(end => text.Length > end.Length && text.EndsWith(end, StringComparison.Ordinal));

    private static bool EndsInEverydayNoun(ReadOnlySpan<Token> tokens) => tokens is [.., { Known: true, Kind: PartOfSpeech.Noun or PartOfSpeech.VerbalNoun, Length: > 1 }];

    /// <summary>«I'm Fiona MacAuslan», «担当は鬼頭、連絡は…», «氏名: 月岡»: who says so in as many words. Null where nobody does.</summary>
    private string? Labelled(string text)
    {
        var even = FactReader.Even(text);
        if (IAm().Match(even) is { Success: true } english)
        {
            return english.Groups[1].Value;
        }

        return ByLabel().Match(even) is { Success: true } label && label.Groups[1].Value.Trim() is var name && !Kana.IsHiragana(name[0]) && (IsPerson(name, orPlace: true) || IsNoWord(name))
            ? name : null;
    }

    [GeneratedRegex("(?<![A-Za-z])(?:I[ '’]?a?m|[Mm]y name is|[Mm]y name's) ([A-Z][a-z'’-][A-Za-z'’-]{0,29}(?: (?:de|da|van|von|la|[A-Z]\\.|[A-Z][A-Za-z'’-]{1,29})){1,3})(?![A-Za-z])")]
    private static partial Regex IAm();

    [GeneratedRegex("(?:^|[\\s、。,])(?:ご?担当者?|氏名|お?名前)(?:は|:) ?([\u4e00-\u9fff々]{1,5}(?: [\u4e00-\u9fff々]{1,3})?)(?=[\\s、。,]|です|$)")]
    private static partial Regex ByLabel();

    /// <summary>A word that no dictionary holds, somebody's or something's name, or a piece in hiragana of one.</summary>
    private static bool HasOwnName(ReadOnlySpan<Token> tokens, string text)
    {
        foreach (var token in tokens)
        {
            if (!token.Known || token.Kind is PartOfSpeech.ProperNoun or PartOfSpeech.PersonName || (token.Length <= 2 && Kana.IsHiragana(token.In(text)[0])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The dictionary has none of its words, or a piece for each sign.</summary>
    private bool IsNoWord(string text) => new ReadText(text, tokenizer).Tokens is var tokens && (tokens.Length == text.Length || !tokens[0].Known);

    /// <summary>Two to four kanji that fall to pieces of one kanji (三|橋): no word of the language, and behind a company's name somebody's.</summary>
    private bool IsUnknownSurname(string text) => text.Length is > 1 and <= LongestSurname && text.All(Kana.IsKanji) && IsNoWord(text);

    /// <summary>Nothing but people's names, at least one of which the dictionary has.</summary>
    /// <param name="orPlace">Names of places count, too: many are surnames.</param>
    private bool IsPerson(string text, bool orPlace = false)
    {
        var known = false;
        var read = new ReadText(text, tokenizer);
        foreach (var token in read.Tokens)
        {
            if (!(token.Kind is PartOfSpeech.PersonName or PartOfSpeech.Symbol || (orPlace && token.Kind is PartOfSpeech.ProperNoun)) || token.Start > 0 && token.Kind == PartOfSpeech.Symbol && !char.IsWhiteSpace(read.Folded[token.Start]))
            {
                return false;
            }

            known |= token.Kind == PartOfSpeech.PersonName || (orPlace && token.Kind == PartOfSpeech.ProperNoun);
        }

        return known;
    }

    /// <summary>Who signed: below a line of signs the words of a line that are people's names, below an English closing the line that is a name. Null where nobody did.</summary>
    private string? Signed(string text)
    {
        var lines = FactReader.Even(text.ReplaceLineEndings("\n")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < lines.Length; i++)
        {
            if (IsClosing(lines[i - 1]) && IsEnglishName(lines[i]))
            {
                return lines[i].Trim(Edges);
            }

            if (lines[i - 1].Length > 1 && !lines[i - 1].Any(char.IsLetterOrDigit) && lines[i..].Select(SignedOn).FirstOrDefault(name => name is not null) is { } signed)
            {
                return signed;
            }
        }

        // A company's name at the end of a letter, below an empty line: who wrote it stands beside or below.
        if (text.ReplaceLineEndings("\n").TrimEnd().Split("\n\n", StringSplitOptions.RemoveEmptyEntries) is [_, .., var end]
            && FactReader.Even(end).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: <= MostLinesOfASignature } below
            && Array.FindIndex(below, line => line.Length <= LongestSignatureLine && ByForm(line) is not null) is >= 0 and var company
            && below[company..].Select(SignedOn).FirstOrDefault(name => name is not null) is { } writer)
        {
            return writer;
        }

        // «…お願いします。株式会社あさひ電力 佐々木»: behind the last sentence nothing but a company and who wrote it.
        if (lines is [.., var bottom] && bottom.Split('。', '!', '?')[^1].Trim() is { Length: > 0 and <= LongestSignatureLine } behind && behind.Length < text.Trim().Length && ByForm(behind) is not null && IsNames(behind) && SignedOn(behind) is { } signer)
        {
            return signer;
        }

        // «Priya Nair, priya@…» below a letter (addresses were taken out before).
        return lines is [_, _, .., var at] && at.Split(',', '/', '|') is { Length: > 1 } parts && IsEnglishName(parts[0].Trim()) && parts[0].Trim().Contains(' ', StringComparison.Ordinal) ? parts[0].Trim() : null;
    }

    /// <summary>«Kind regards, / Ravi Kumar / Orchid Utilities Japan»: below the name that closes an English letter, words with capitals are the company. Null where there are none.</summary>
    private static string? BelowTheName(string text)
    {
        var lines = FactReader.Even(text.ReplaceLineEndings("\n")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 2; i < lines.Length; i++)
        {
            if (IsClosing(lines[i - 2]) && IsEnglishName(lines[i - 1]) && IsEnglishName(lines[i]) && lines[i].Contains(' ', StringComparison.Ordinal))
            {
                return lines[i].Trim(Edges);
            }
        }

        return null;
    }

    /// <summary>«株式会社はるかぜ電力 業務部 深田 千晶»: the last words of a line that are people's names.</summary>
    private string? SignedOn(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var last = Array.FindLastIndex(words, word => IsPerson(word));
        // A given name that no dictionary holds as one: 大西 誠.
        while (last >= 0 && last + 1 < words.Length && words[last + 1] is { Length: <= LongestGivenName } given && given.All(Kana.IsKanji) && !IsPartOfACompany(words[last] + given))
        {
            last++;
        }

        var first = last;
        while (first > 0 && (IsPerson(words[first - 1]) || (first == last && IsPerson(words[first - 1], orPlace: true))))
        {
            first--;
        }

        // «株式会社ひばり電力 業務課 大沼»: below a company the last word is somebody, unless it is a part of the company.
        return last >= 0 ? string.Join(' ', words[first..(last + 1)])
            : words is [_, .., var end] && ByForm(line) is { } company && !company.Contains(end, StringComparison.Ordinal) && end.Length <= LongestSurname && !end.Any(char.IsAsciiLetterOrDigit) && IsNames(end) && !IsPartOfACompany(end) ? end : null;
    }

    /// <summary>It ends in a suffix of nouns (部, 課, 支店 …) or is a noun of everybody's.</summary>
    private bool IsPartOfACompany(string text) =>
        new ReadText(text, tokenizer).Tokens is [.., var last] && (last.Kind is PartOfSpeech.NounSuffix || (last.Known && last.Kind is not (PartOfSpeech.PersonName or PartOfSpeech.ProperNoun)));

    private static bool IsClosing(string line) => line.TrimEnd(',', '.', '!').Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: <= MostWordsOfAClosing } words
        && words.Any(word => Closings.Contains(word.ToLowerInvariant(), StringComparer.Ordinal));

    private static bool IsEnglishName(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: >= 1 and <= MostWordsOfAName } words
        && Array.TrueForAll(words, word => char.IsAsciiLetterUpper(word[0]) && word.All(c => char.IsLetter(c) || c is '-' or '.' or '\''));

    /// <summary>How a sentence ends that presents somebody.</summary>
    private static readonly string[] Presentations = ["です", "でございます", "だ", "と申します", "といいます"];

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
                while (from > 0 && tokens[from - 1].In(read.Folded) is not "の" && tokens[from - 1].Kind is not PartOfSpeech.Particle && IsNames(read.Text[tokens[from - 1].Start..tokens[from - 1].End]) && tokens[from - 1].Kind != PartOfSpeech.Symbol)
                {
                    from--;
                }

                // «株式会社みらい電力と申します», «あけぼの電力と申します»: the company speaks, and nobody is named.
                return from < i - 1 && read.Text[tokens[from].Start..tokens[i - 2].End].Trim(Edges) is var name && ByForm(name) is null && (!IsThing(name) || (from > 1 && name.Length <= LongestSurname && ByForm(read.Text[..tokens[from - 1].Start]) is not null)) ? name : null;
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
