using System.Text;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// Japanese that was typed in Latin letters («haishi toritsugi no status»): words that read like one of the knowledge base's stand as that word does there; a sentence
/// that is romaji for the most part is kana in the rest, too. Long vowels may be left out. English stays as it is: what the knowledge base says in English, and
/// what is no romaji. Immutable, thread-safe.
/// </summary>
public sealed class RomajiText
{
    private const int MostWords = 4;

    /// <summary>What people say is said in so many articles; reading all of a hundred thousand would take minutes.</summary>
    private const int MostArticles = 1000;

    /// <summary>Kana of a reading, its long vowels left out, that is unlikely to be another word's by chance.</summary>
    private const int ShortestReading = 3;

    /// <summary>Share of a text's words that are romaji and no English from which on it is a sentence in romaji.</summary>
    private const float MostOfIt = .6f;

    /// <summary>So many words make a sentence.</summary>
    private const int FewestWords = 3;

    private const string ARow = "かさたなはまやらわがざだばぱゃ";
    private const string ORow = "おこそとのほもよろごぞどぼぽょ";
    private const string URow = "うくすつぬふむゆるぐずぶぷゅ";
    private const string ERow = "えけせてねへめれげぜでべぺ";

    private static readonly Dictionary<string, string> Particles = new(StringComparer.Ordinal) { ["wa"] = "は", ["o"] = "を", ["e"] = "へ" };

    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private readonly HashSet<string> english = new(StringComparer.Ordinal);

    public RomajiText(KnowledgeBase kb, JapaneseTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(kb);
        foreach (var term in kb.Glossary)
        {
            Put(term.Reading, term.Term);
            AddEnglish(term.English);
        }

        foreach (var article in kb.Articles.Take(MostArticles))
        {
            foreach (var text in article.Phrasings.Prepend(article.Question).Prepend(article.Body.PlainText))
            {
                AddWords(new ReadText(text, tokenizer));
            }

            if (article.Translation is { } translation)
            {
                foreach (var text in translation.Phrasings.Append(translation.Title).Append(translation.Question).Append(translation.Body.PlainText))
                {
                    AddEnglish(text);
                }
            }
        }
    }

    /// <summary>The text with its romaji as Japanese is written; the text itself where there is none.</summary>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var latin = Words(text);
        if (latin.Count == 0)
        {
            return text;
        }

        var kana = latin.ConvertAll(word => Romaji.TryToHiragana(word.Lower, out var hiragana) ? hiragana : null);
        var own = Enumerable.Range(0, latin.Count).Count(i => kana[i] is not null && !english.Contains(latin[i].Lower));
        var sentence = latin.Count >= FewestWords && own >= MostOfIt * latin.Count;
        var written = new StringBuilder(text.Length);
        var (at, japanese) = (0, false);
        for (var i = 0; i < latin.Count;)
        {
            var (word, count) = Known(text, latin, kana, i);
            word ??= sentence && kana[i] is { } sound && !latin[i].Capital ? Particles.GetValueOrDefault(latin[i].Lower, sound) : null;
            var between = text[at..latin[i].Start];
            written.Append(japanese && word is not null && string.IsNullOrWhiteSpace(between) ? "" : between);
            var last = latin[i + count - 1];
            written.Append(word ?? text[latin[i].Start..last.End]);
            (at, japanese, i) = (last.End, word is not null, i + count);
        }

        return at == 0 ? text : written.Append(text.AsSpan(at)).ToString();
    }

    /// <summary>The word of the knowledge base that words from a place on read like, the most of them; null with a count of one where there is none.</summary>
    private (string? Word, int Count) Known(string text, List<Latin> latin, List<string?> kana, int from)
    {
        var most = 1;
        while (most < MostWords && from + most < latin.Count && kana[from + most] is not null && text[latin[from + most - 1].End..latin[from + most].Start] is " " or "-")
        {
            most++;
        }

        for (var count = most; count > 0; count--)
        {
            var which = Enumerable.Range(from, count);
            if (which.All(i => kana[i] is not null) && which.Any(i => !english.Contains(latin[i].Lower)) && words.TryGetValue(Key(string.Concat(which.Select(i => kana[i]))), out var word))
            {
                return (word, count);
            }
        }

        return (null, 1);
    }

    /// <summary>Words of Latin letters alone; what touches digits or signs of addresses is a name, a code or an address.</summary>
    private static List<Latin> Words(string text)
    {
        var found = new List<Latin>();
        for (var i = 0; i < text.Length;)
        {
            if (!IsLatin(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && (IsLatin(text[i]) || (text[i] == '\'' && i + 1 < text.Length && IsLatin(text[i + 1]))))
            {
                i++;
            }

            if (!(start > 0 && IsPartOfName(text[start - 1])) && !(i < text.Length && (IsPartOfName(text[i]) || (text[i] == '.' && i + 1 < text.Length && IsLatin(text[i + 1])))))
            {
                found.Add(new Latin(start, i, text[start..i].ToLowerInvariant(), char.IsUpper(text[start])));
            }
        }

        return found;
    }

    private static bool IsLatin(char c) => char.IsAsciiLetter(c) || "āīūēōĀĪŪĒŌ".Contains(c, StringComparison.Ordinal);

    private static bool IsPartOfName(char c) => char.IsAsciiDigit(c) || c is '@' or '_' or '/' or '\\';

    /// <summary>Words, and two that stand together as one («事業者», «利用停止»).</summary>
    private void AddWords(ReadText text)
    {
        Token? before = null;
        foreach (var token in text.Tokens)
        {
            var noun = token is { Known: true, Kind: PartOfSpeech.Noun or PartOfSpeech.VerbalNoun or PartOfSpeech.AdjectivalNoun or PartOfSpeech.AdverbialNoun or PartOfSpeech.NounSuffix } && !Kana.IsHiragana(text.Folded[token.Start]);
            if (noun && token.Kind != PartOfSpeech.NounSuffix)
            {
                Put(token.Reading, token.In(text.Folded).ToString());
            }

            if (noun && before is { } first && first.End == token.Start)
            {
                Put(first.Reading + token.Reading, text.Folded[first.Start..token.End]);
            }

            before = noun ? token : null;
        }
    }

    /// <summary>Of words that read alike the first stands: the glossary's, then as the articles are in order.</summary>
    private void Put(string reading, string word)
    {
        if (Key(reading) is { Length: >= ShortestReading } key)
        {
            words.TryAdd(key, word);
        }
    }

    private void AddEnglish(string text)
    {
        foreach (var word in Words(text))
        {
            english.Add(word.Lower);
        }
    }

    /// <summary>A reading without its long vowels: people who type romaji leave them out as often as not.</summary>
    private static string Key(string reading)
    {
        var kana = Kana.Key(reading);
        var key = new StringBuilder(kana.Length);
        for (var i = 0; i < kana.Length; i++)
        {
            var before = i == 0 ? '\0' : kana[i - 1];
            var lengthens = i > 0 && kana[i] switch
            {
                'う' => ORow.Contains(before, StringComparison.Ordinal) || URow.Contains(before, StringComparison.Ordinal),
                'い' => ERow.Contains(before, StringComparison.Ordinal),
                'あ' => ARow.Contains(before, StringComparison.Ordinal),
                _ => false,
            };
            if (!lengthens)
            {
                key.Append(kana[i]);
            }
        }

        return key.ToString();
    }

    private sealed record Latin(int Start, int End, string Lower, bool Capital);
}
