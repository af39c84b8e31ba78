using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Who is named in a whole sentence that answers «what is your name?».</content>
internal sealed partial class NameReader
{
    /// <summary>Signs of a name in kanji.</summary>
    private const int LongestInKanji = 5;

    /// <summary>Words with small letters beside a name («me, Oscar Bell, please»), or more of them than a name has: a sentence, not a name.</summary>
    public static bool IsEnglishSentence(string text) =>
        (text.Contains(',', StringComparison.Ordinal) && CapitalisedWords().IsMatch(text) && SmallWord().IsMatch(text)) || IsWordy(text);

    /// <summary>More words with small letters than any name has.</summary>
    public static bool IsWordy(string text) => SmallWord().Count(text) > MostWordsOfAName;

    /// <summary>
    /// «阿部の旧姓で登録してますが今は菅原です», «以降は営業の西が承ります», «me, Oscar Bell, please»: the last that can be somebody's name. Null where nothing can.
    /// </summary>
    public string? Named(string text)
    {
        var even = FactReader.Even(text).Trim();
        if (WithReading().IsMatch(even))
        {
            return even;
        }

        if (CapitalisedWords().Matches(even) is { Count: > 0 } english)
        {
            return english[^1].Value;
        }

        var read = new ReadText(even, tokenizer);
        if (read.Folded.Length != even.Length)
        {
            return null;
        }

        string? named = null;
        var tokens = read.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var from = i;
            while (i < tokens.Length && IsOfAName(tokens[i], read.Folded))
            {
                i++;
            }

            // A piece of a longer word (代表|者欄) is nobody's.
            if (i > from && !(from > 0 && tokens[from - 1].End == tokens[from].Start && IsOfAWord(tokens[from - 1])) && !(tokens[from].Kind is PartOfSpeech.NounSuffix) && IsSomebody(tokens[from..i], even[tokens[from].Start..tokens[i - 1].End], from > 0 && tokens[from - 1].In(read.Folded) is "の", i < tokens.Length && tokens[i].In(read.Folded) is "さん" or "様" or "の"))
            {
                named = even[tokens[from].Start..tokens[i - 1].End];
            }
        }

        return named;
    }

    private static bool IsOfAWord(Token token) => IsNoun(token.Kind) && token.Kind is not (PartOfSpeech.Interjection or PartOfSpeech.Adnominal or PartOfSpeech.Letter);

    private static bool IsOfAName(Token token, string folded) =>
        token.Kind is PartOfSpeech.PersonName or PartOfSpeech.ProperNoun or PartOfSpeech.Noun or PartOfSpeech.NounSuffix or PartOfSpeech.Prefix && folded.AsSpan(token.Start, token.End - token.Start) is var word && !word.ContainsAnyExceptInRange('\u4e00', '\u9fff');

    /// <param name="ofSomething">Behind «の»: 営業の西.</param>
    /// <param name="ofSomebody">Before «さん» or «の»: somebody who is spoken of.</param>
    private static bool IsSomebody(ReadOnlySpan<Token> tokens, string text, bool ofSomething, bool ofSomebody)
    {
        if (ofSomebody || text.Length > LongestInKanji)
        {
            return false;
        }

        var isPerson = false;
        foreach (var token in tokens)
        {
            isPerson |= token.Kind == PartOfSpeech.PersonName;
        }

        // Two nouns of one kanji each (平|丸) are no word of the language.
        return isPerson || (ofSomething && text.Length == 1) || (tokens.Length == text.Length && tokens.Length > 1) || (tokens.Length == 1 && !tokens[0].Known);
    }

    /// <summary>«月見里(やまなし)»: a name in kanji and how it is read.</summary>
    [GeneratedRegex("^[\u4e00-\u9fff々]{1,6}(?: [\u4e00-\u9fff々]{1,4})? ?\\([ぁ-んァ-ヶー ]{1,12}\\)$")]
    private static partial Regex WithReading();

    [GeneratedRegex("(?<![A-Za-z@.])[A-Z][a-z'’-][A-Za-z'’-]{0,29}(?: (?:de|da|van|von|la|le|bin|al|[A-Z]\\.|[A-Z][A-Za-z'’-]{1,29})){0,2} [A-Z][A-Za-z'’-]{1,29}(?![A-Za-z@])")]
    private static partial Regex CapitalisedWords();

    /// <summary>«Dana Kerr from Kita Energy», «Dana, Kita Energy»: capitals on both sides.</summary>
    [GeneratedRegex("^([A-Z][A-Za-z'’.-]{1,29}(?: [A-Z][A-Za-z'’.-]{0,29}){0,2}) (?:from|at|of|with) ([A-Z][A-Za-z0-9&'’.-]{1,29}(?: [A-Z&][A-Za-z0-9&'’.-]{0,29}){0,5})$")]
    private static partial Regex FromCompany();

    [GeneratedRegex("(?<![A-Za-z])[a-z]{2,30}(?![A-Za-z])")]
    private static partial Regex SmallWord();
}
