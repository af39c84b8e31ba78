using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace HelpDesk.Knowledge.Search;

/// <summary>Turns text into the terms of every field, the same way for articles, phrasings and questions. Thread-safe.</summary>
public sealed class TextAnalysis(JapaneseTokenizer tokenizer, SynonymDictionary? synonyms, IReadOnlyList<GlossaryTerm> glossary, Weights words)
{
    /// <summary>A question is cut here (UTF-16 units); the caller tells the person.</summary>
    public const int LongestQuestion = 2000;

    private const int MostSynonyms = 12;

    private readonly GlossarySpotter spotter = new(glossary);

    [ThreadStatic]
    private static EnglishStemmer? stemmerOfThread;

    /// <summary>Terms of a text that is searched in.</summary>
    public TextFeatures Document(string text) => Analyze(new ReadText(text, tokenizer), 0);

    /// <summary>Terms of a question: as a document's, with synonyms at a lower weight.</summary>
    public TextFeatures Question(string text, float synonymWeight) => Analyze(new ReadText(text, tokenizer), synonymWeight);

    /// <summary>Terms of a question that was read already.</summary>
    public TextFeatures Question(ReadText text, float synonymWeight) => Analyze(text, synonymWeight);

    /// <summary>Words of the same meaning, at most as many as a question is widened by.</summary>
    public IReadOnlyList<string> SynonymsOf(string word) => synonyms is null ? [] : [.. synonyms.Lookup(word).Take(MostSynonyms)];

    private TextFeatures Analyze(ReadText text, float synonymWeight)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = text.Folded;
        var tokens = text.Tokens;
        var features = new TextFeatures(folded.Length);
        AddWords(features, folded, tokens, synonymWeight);
        AddRuns(features, folded);
        AddReading(features, folded, tokens);
        var compact = folded.Replace(" ", "", StringComparison.Ordinal);
        spotter.Spot(compact, (term, weight) => features.Add(Field.Concepts, glossary[term].Term, weight));
        AddEnglish(features, folded);
        return features;
    }

    private void AddWords(TextFeatures features, string folded, ReadOnlySpan<Token> tokens, float synonymWeight)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (!IsContent(token) || words.GenericJapanese.Contains(token.BaseForm))
            {
                continue;
            }

            if (token.Length > 1 && char.IsAsciiLetter(folded[token.Start]) && words.GenericEnglish.Contains(token.BaseForm))
            {
                continue;
            }

            if (IsLongNumber(token.In(folded)))
            {
                continue;
            }

            var weight = token.Kind == PartOfSpeech.Number ? .3f : 1;
            features.Add(Field.Words, token.BaseForm, weight);
            features.ContentWords.Add(token.BaseForm);
            if (synonymWeight > 0 && synonyms is not null)
            {
                AddSynonyms(features, token.BaseForm, synonymWeight);
                if (i + 1 < tokens.Length && tokens[i + 1].Start == token.End)
                {
                    AddSynonyms(features, folded.AsSpan(token.Start, token.Length + tokens[i + 1].Length), synonymWeight);
                }
            }
        }
    }

    private void AddSynonyms(TextFeatures features, ReadOnlySpan<char> word, float weight)
    {
        var found = synonyms!.Lookup(word);
        for (var i = 0; i < found.Count && i < MostSynonyms; i++)
        {
            features.AddAtMost(Field.Words, found[i], weight);
        }
    }

    internal static bool IsContent(Token token) => token.Kind
        is PartOfSpeech.Noun or PartOfSpeech.AdverbialNoun or PartOfSpeech.ProperNoun or PartOfSpeech.PersonName or PartOfSpeech.VerbalNoun
        or PartOfSpeech.AdjectivalNoun or PartOfSpeech.Verb or PartOfSpeech.Adjective or PartOfSpeech.Number
        or PartOfSpeech.Adverb or PartOfSpeech.Letter or PartOfSpeech.NounSuffix or PartOfSpeech.Prefix;

    private static void AddRuns(TextFeatures features, string folded)
    {
        for (var i = 0; i < folded.Length; i++)
        {
            var kind = RunOf(folded[i]);
            if (kind == 0)
            {
                continue;
            }

            if (kind == 1)
            {
                features.Add(Field.Kanji, ShortWords.Of(folded[i]));
            }

            if (i + 1 < folded.Length && RunOf(folded[i + 1]) == kind)
            {
                features.Add(Field.Runs, ShortWords.Of(folded[i], folded[i + 1]));
            }
        }
    }

    /// <summary>Digits are no run: pairs of a supply point number's digits match each other by chance.</summary>
    private static int RunOf(char c) => Kana.IsKanji(c) ? 1 : Kana.IsKatakana(c) ? 2 : char.IsAsciiLetter(c) ? 3 : 0;

    private static bool IsLongNumber(ReadOnlySpan<char> word) => word.Length > 5 && !word.ContainsAnyExceptInRange('0', '9');

    private void AddReading(TextFeatures features, string folded, ReadOnlySpan<Token> tokens)
    {
        var reading = new System.Text.StringBuilder();
        foreach (var token in tokens)
        {
            if (token.Reading.Length > 0)
            {
                reading.Append(token.Reading);
            }
            else if (char.IsAsciiLetter(folded[token.Start]) && token.Length > 2
                && !words.GenericEnglish.Contains(token.BaseForm) && Romaji.TryToHiragana(token.BaseForm, out var kana))
            {
                reading.Append(kana);
            }
            else
            {
                reading.Append('|');
            }
        }

        var key = Kana.Key(reading.ToString());
        for (var i = 0; i + 1 < key.Length; i++)
        {
            if (key[i] != '|' && key[i + 1] != '|')
            {
                features.Add(Field.Reading, ShortWords.Of(key[i], key[i + 1]));
            }
        }

        spotter.SpotReading(key, (term, weight) => features.AddAtMost(Field.Concepts, glossary[term].Term, weight * .8f));
    }

    internal static string Stem(string word)
    {
        var stemmer = stemmerOfThread ??= new EnglishStemmer();
        stemmer.SetCurrent(word);
        stemmer.Stem();
        return stemmer.Current;
    }

    private void AddEnglish(TextFeatures features, string folded)
    {
        for (var i = 0; i < folded.Length;)
        {
            if (!char.IsAsciiLetter(folded[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < folded.Length && (char.IsAsciiLetterOrDigit(folded[i]) || folded[i] == '\''))
            {
                i++;
            }

            var word = folded[start..i].Replace("'s", "", StringComparison.Ordinal).Trim('\'');
            if (word.Length > 1 && !words.GenericEnglish.Contains(word))
            {
                features.Add(Field.English, Stem(word));
            }
        }
    }
}
