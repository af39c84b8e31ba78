using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Symptoms;

/// <summary>Recognises what a person sees on the screen: exact codes, then messages (whole, partial, mistyped), then status names.</summary>
public sealed partial class SymptomRecognizer
{
    /// <summary>A part of a message must agree in at least this many letters …</summary>
    private const int ShortestPart = 8;

    /// <summary>… and in this share of the message, unless the question is little else.</summary>
    private const float WholeShare = .58f;
    private const float PartShare = .36f;
    private const float ReadingShare = .75f;

    /// <summary>Share of the question's letters that a part must make up to count by itself.</summary>
    private const float PartOfQuestion = .55f;

    private readonly KnowledgeBase kb;
    private readonly JapaneseTokenizer tokenizer;
    private readonly Dictionary<string, Article> codes = new(StringComparer.Ordinal);
    private readonly List<Message> messages = [];
    private readonly List<(string Key, string Name, Article Article)> statuses = [];

    public SymptomRecognizer(KnowledgeBase kb, JapaneseTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(kb);
        this.kb = kb;
        this.tokenizer = tokenizer;
        foreach (var article in kb.Articles)
        {
            foreach (var symptom in article.Symptoms)
            {
                Add(article, symptom);
            }
        }

        messages.Sort((a, b) => b.Key.Length.CompareTo(a.Key.Length));
        statuses.Sort((a, b) => b.Key.Length.CompareTo(a.Key.Length));
    }

    public Recognition Recognize(string question) => Recognize(new ReadText(question, tokenizer));

    public Recognition Recognize(ReadText question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var found = new List<RecognizedSymptom>();
        var unknown = new List<string>();
        RecognizeCodes(question.Folded, found, unknown);
        var key = MessageText.Key(question);
        RecognizeMessages(question, key, found);
        if (found.Count == 0)
        {
            RecognizeStatus(question.Folded, key, found);
        }

        return new Recognition(found, unknown);
    }

    private void Add(Article article, Symptom symptom)
    {
        switch (symptom)
        {
            case CodeSymptom code:
                codes[Digits(code.Code)] = article;
                break;
            case MessageSymptom message:
                var key = MessageText.Key(message.Text);
                var same = messages.FindIndex(other => other.Key == key);
                if (same < 0)
                {
                    messages.Add(new Message(key, ReadingKey(message.Text), message.Text, [(article, message.Prefix)]));
                }
                else
                {
                    messages[same].Articles.Add((article, message.Prefix));
                }

                break;
            case StatusSymptom status:
                foreach (var written in status.Written.Prepend(status.Name))
                {
                    statuses.Add((MessageText.Key(written), status.Name, article));
                }

                break;
        }
    }

    private static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    private void RecognizeCodes(string folded, List<RecognizedSymptom> found, List<string> unknown)
    {
        foreach (var (digits, named) in ErrorCodes.Find(folded))
        {
            if (codes.TryGetValue(digits, out var article))
            {
                if (!found.Exists(symptom => symptom.Articles[0].Id == article.Id))
                {
                    var shown = article.Symptoms.OfType<CodeSymptom>().First(code => Digits(code.Code) == digits).Code;
                    found.Add(new RecognizedSymptom(SymptomKind.Code, shown, [article], []));
                }
            }
            else if ((named || folded.Trim() == digits) && codes.Count > 0)
            {
                var code = "ERR_" + digits;
                if (!unknown.Contains(code))
                {
                    unknown.Add(code);
                }
            }
        }

        if (codes.Count > 0 && found.Count == 0 && unknown.Count == 0 && ErrorCodes.FindLettered(folded) is { } lettered)
        {
            unknown.Add(lettered.ToUpperInvariant());
        }
    }

    private void RecognizeMessages(ReadText question, string key, List<RecognizedSymptom> found)
    {
        string? reading = null;
        Span<ushort> pairsOfKey = stackalloc ushort[LetterPairs.Numbers];
        Span<ushort> pairsOfReading = stackalloc ushort[LetterPairs.Numbers];
        LetterPairs.Count(key, pairsOfKey);
        foreach (var message in messages)
        {
            if (IsFound(message, found))
            {
                continue;
            }

            if (!Agrees(message, key, pairsOfKey))
            {
                if (reading is null)
                {
                    reading = ReadingKey(question);
                    LetterPairs.Count(reading, pairsOfReading);
                }

                var needed = message.Reading.Length * ReadingShare;
                if (message.PairsOfReading.MostScore(pairsOfReading) < needed || MessageText.BestPart(message.Reading, reading).Score < needed)
                {
                    continue;
                }
            }

            found.Add(Resolve(message, question.Text));
        }
    }

    private static bool IsFound(Message message, List<RecognizedSymptom> found) =>
        found.Count > 0 && found.Exists(symptom => symptom.Articles.Any(article => message.Articles.Exists(other => other.Article.Id == article.Id)));

    private static bool Agrees(Message message, string key, ReadOnlySpan<ushort> pairs)
    {
        var length = message.Key.Length;
        if (message.PairsOfKey.MostScore(pairs) < Math.Max(ShortestPart, length * PartShare))
        {
            return false;
        }

        var score = MessageText.BestPart(message.Key, key).Score;
        return score >= Math.Max(ShortestPart, length * WholeShare)
            || (score >= ShortestPart && score >= length * PartShare && score >= key.Length * PartOfQuestion);
    }

    /// <summary>Where one text stands in several articles the prefix decides; without it all of them are given, to be asked.</summary>
    private RecognizedSymptom Resolve(Message message, string question)
    {
        var articles = message.Articles;
        if (articles.Count > 1)
        {
            // Line by line: a screen that says «login» in one line and «failed» in the next has not said «login failed».
            var lines = question.Split('\n');
            var keys = Array.ConvertAll(lines, MessageText.Key);
            var readings = Array.ConvertAll(lines, ReadingKey);
            var named = articles.Where(entry => entry.Prefix is { } prefix
                && (Stands(MessageText.Key(prefix), keys) || Stands(ReadingKey(prefix), readings))).ToList();
            articles = named.Count > 0 ? named : MistypedPrefix(articles, keys);
        }

        var shown = articles.Count == 1 && articles[0].Prefix is { } only ? $"{only}「{message.Text}」" : $"「{message.Text}」";
        return new RecognizedSymptom(
            SymptomKind.Message, shown, [.. articles.Select(entry => entry.Article)], [.. articles.Select(entry => entry.Prefix ?? "")]);
    }

    /// <summary>One letter of a prefix may be wrong, missing or too many (認証矢敗, ログイン和失敗), as long as no other prefix comes as near.</summary>
    private static List<(Article Article, string? Prefix)> MistypedPrefix(List<(Article Article, string? Prefix)> articles, string[] keys)
    {
        var near = articles
            .Where(entry => entry.Prefix is { } prefix && Array.Exists(keys, key => MessageText.FewestEdits(MessageText.Key(prefix), key) <= 1))
            .ToList();
        return near.Count == 1 ? near : articles;
    }

    private static bool Stands(string word, string[] lines) => Array.Exists(lines, line => line.Contains(word, StringComparison.Ordinal));

    private void RecognizeStatus(string folded, string key, List<RecognizedSymptom> found)
    {
        foreach (var article in kb.Articles.Where(article => article.CodeListId is not null))
        {
            if (ListedCode().Match(folded) is { Success: true } match)
            {
                var code = match.Groups["c"].Value;
                var row = kb.CodeListOf(article)?.Find(code);
                found.Add(new RecognizedSymptom(SymptomKind.ListedCode, $"NG {row?.Code ?? code.ToUpperInvariant()}", [article], [], row));
                return;
            }
        }

        foreach (var (status, name, article) in statuses)
        {
            if (key.Contains(status, StringComparison.Ordinal))
            {
                found.Add(new RecognizedSymptom(SymptomKind.Status, name, [article], []));
                return;
            }
        }
    }

    private string ReadingKey(string text) => ReadingKey(new ReadText(text, tokenizer));

    private static string ReadingKey(ReadText text)
    {
        var reading = new StringBuilder();
        foreach (var token in text.Tokens)
        {
            if (token.Kind != PartOfSpeech.Symbol)
            {
                reading.Append(token.Reading.Length > 0 ? token.Reading : token.In(text.Folded));
            }
        }

        return Kana.Key(reading.ToString());
    }

    [GeneratedRegex(@"(?:(?<![a-z])ng|エヌジー)\s{0,2}(?:の|は)?(?:理由)?(?:コード|code)?[\s:\-_はが()「]{0,3}(?<c>[a-z]?[0-9]{1,4})(?![0-9]|\s?(?:件|回|日|月|年|地点|つ))|理由コード[\s:\-_はが()「]{0,3}(?<c>[a-z]?[0-9]{1,4})(?![0-9]|\s?(?:件|回|日|月|年|地点|つ))", RegexOptions.ExplicitCapture)]
    private static partial Regex ListedCode();

    private sealed record Message(string Key, string Reading, string Text, List<(Article Article, string? Prefix)> Articles)
    {
        public LetterPairs PairsOfKey { get; } = new(Key);

        public LetterPairs PairsOfReading { get; } = new(Reading);
    }
}
