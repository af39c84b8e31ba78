using FsCheck.Xunit;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Tests.Language;

/// <summary>Our tokenizer reads IPADIC as kuromoji.js does: see make-kuromoji-golden.mjs.</summary>
public sealed class TokenizerTests
{
    private static readonly JapaneseTokenizer Tokenizer = JapaneseTokenizer.Load(DictionaryFiles.DefaultDirectory);

    private static readonly Lazy<Dictionary<string, List<string[]>>> Golden = new(() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Language", "kuromoji-golden.tsv")).Select(line => line.Split('\t'))
            .GroupBy(row => row[0], StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.ToList(), StringComparer.Ordinal));

    public static TheoryData<string> Sentences => [.. Golden.Value.Keys];

    [Fact]
    public void Golden_file_is_large_enough() => Golden.Value.Count.ShouldBeGreaterThanOrEqualTo(150);

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Agrees_with_kuromoji(string sentence)
    {
        var text = sentence.Replace("\\t", "\t", StringComparison.Ordinal);

        var tokens = Tokenize(text);

        tokens.Select(token => Shown(token, text)).ShouldBe(Golden.Value[sentence].Select(row => $"{row[1]}/{BaseForm(row)}/{Reading(row)}"));
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Gives_kuromojis_parts_of_speech(string sentence)
    {
        var text = sentence.Replace("\\t", "\t", StringComparison.Ordinal);

        var tokens = Tokenize(text);

        tokens.Select(token => $"{token.In(text)} {(token.Kind == PartOfSpeech.PersonName ? PartOfSpeech.ProperNoun : token.Kind)}").ShouldBe(Golden.Value[sentence].Select(row => $"{row[1]} {Kind(row[4])}"));
    }

    [Property(MaxTest = 2000)]
    public void Tokens_lie_in_the_text_in_order_without_overlap(string? text) => ShouldBeSound(text ?? "");

    [Property(MaxTest = 1000)]
    public void Tokens_of_any_utf16_are_sound(ushort[]? units) => ShouldBeSound(new string([.. (units ?? []).Select(unit => (char)unit)]));

    [Property(MaxTest = 500)]
    public void Tokens_of_shuffled_pieces_are_sound(byte[]? picks)
    {
        string[] pieces = ["ログイン", "できない", "証明書", "の", "😭", "\ud83d", "\ude2d", " ", "　", "ﾊﾟｽ", "ERR_", "２０", "ー", "。", "\0", "が", "っ", "𠮷", "゛", "e\u0301"];

        ShouldBeSound(string.Concat((picks ?? []).Select(pick => pieces[pick % pieces.Length])));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n　")]
    public void Nothing_gives_no_token(string text) => Tokenize(text).ShouldBeEmpty();

    [Theory]
    [InlineData("a", 10_000)]
    [InlineData("あ", 10_000)]
    [InlineData("漢", 10_000)]
    [InlineData("😀", 5_000)]
    [InlineData("あ😀", 3_000)]
    [InlineData("😀あ漢", 3_000)]
    [InlineData("\ud83d", 5_000)]
    [InlineData("ログインできない。", 1_000)]
    public void Long_texts_are_sound(string piece, int times) =>
        ShouldBeSound(string.Concat(Enumerable.Repeat(piece, times)));

    [Theory]
    [InlineData("できた🎉🎉ありがとう", "でき|た|🎉🎉|ありがとう")]
    [InlineData("🇯🇵の企業です", "🇯🇵|の|企業|です")]
    [InlineData("👍🏽です", "👍🏽|です")]
    [InlineData("𩸽𠮷", "𩸽𠮷")]
    [InlineData("a b", "a|b")]
    public void Loses_no_letters_where_kuromoji_does_and_ends_words_at_spaces(string text, string words) =>
        string.Join('|', Tokenize(text).Select(token => token.In(text).ToString())).ShouldBe(words);

    [Fact]
    public void Unknown_runs_are_cut_at_48() =>
        Tokenize(new string('q', 100)).Select(token => token.Length).ShouldBe([48, 48, 4]);

    [Fact]
    public void Appends_to_the_list_and_counts_from_the_texts_beginning()
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize("証明書", tokens);
        Tokenizer.Tokenize("  証明書", tokens);

        tokens.Select(token => token.Start).ShouldBe([0, 2, 2, 4], "証明 + 書, twice");
    }

    [Fact]
    public void Names_of_people_are_told_from_other_names()
    {
        Tokenize("深田千晶").Select(token => token.Kind).ShouldBe([PartOfSpeech.PersonName, PartOfSpeech.PersonName]);
        Tokenize("札幌").ShouldHaveSingleItem().Kind.ShouldBe(PartOfSpeech.ProperNoun);
    }

    [Fact]
    public void Many_threads_get_the_same_tokens()
    {
        const string Text = "クライアント証明書の有効期限が切れたのでログインできません。";
        var expected = Tokenize(Text);

        Parallel.For(0, 200, _ => Tokenize(Text).ShouldBe(expected));
    }

    [Fact]
    public void Missing_dictionary_is_said_plainly() =>
        Should.Throw<DictionaryException>(() => JapaneseTokenizer.Load(Path.Combine(AppContext.BaseDirectory, "nowhere"))).Message.ShouldContain("nowhere");

    private static List<Token> Tokenize(string text)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return tokens;
    }

    private static void ShouldBeSound(string text)
    {
        var end = 0;
        foreach (var token in Tokenize(text))
        {
            token.Start.ShouldBeGreaterThanOrEqualTo(end);
            string.IsNullOrWhiteSpace(text[end..token.Start]).ShouldBeTrue("only white space may be left out");
            token.Length.ShouldBeGreaterThan(0);
            token.End.ShouldBeLessThanOrEqualTo(text.Length);
            (token.Start > 0 && char.IsSurrogatePair(text[token.Start - 1], text[token.Start])).ShouldBeFalse("a character stays whole");
            token.BaseForm.ShouldNotBeNullOrEmpty();
            token.Reading.ShouldNotBeNull();
            end = token.End;
        }

        string.IsNullOrWhiteSpace(text[end..]).ShouldBeTrue("only white space may be left out");
    }

    private static string Shown(Token token, string text) => $"{token.In(text)}/{token.BaseForm}/{token.Reading}";

    /// <summary>IPADIC's part of speech with its first detail, as search sees it.</summary>
    private static PartOfSpeech Kind(string ipadic) => ipadic switch
    {
        "名詞,一般" or "名詞,ナイ形容詞語幹" => PartOfSpeech.Noun,
        "名詞,サ変接続" => PartOfSpeech.VerbalNoun,
        "名詞,代名詞" => PartOfSpeech.Pronoun,
        "名詞,副詞可能" => PartOfSpeech.AdverbialNoun,
        "名詞,固有名詞" => PartOfSpeech.ProperNoun,
        "名詞,形容動詞語幹" => PartOfSpeech.AdjectivalNoun,
        "名詞,接尾" => PartOfSpeech.NounSuffix,
        "名詞,数" => PartOfSpeech.Number,
        "名詞,非自立" => PartOfSpeech.DependentNoun,
        "動詞,自立" => PartOfSpeech.Verb,
        "動詞,接尾" or "動詞,非自立" => PartOfSpeech.DependentVerb,
        "形容詞,自立" => PartOfSpeech.Adjective,
        "形容詞,非自立" => PartOfSpeech.DependentAdjective,
        "記号,アルファベット" => PartOfSpeech.Letter,
        _ => ipadic.Split(',')[0] switch
        {
            "フィラー" => PartOfSpeech.Filler,
            "副詞" => PartOfSpeech.Adverb,
            "助動詞" => PartOfSpeech.AuxiliaryVerb,
            "助詞" => PartOfSpeech.Particle,
            "感動詞" => PartOfSpeech.Interjection,
            "接続詞" => PartOfSpeech.Conjunction,
            "接頭詞" => PartOfSpeech.Prefix,
            "連体詞" => PartOfSpeech.Adnominal,
            "記号" => PartOfSpeech.Symbol,
            _ => throw new ArgumentOutOfRangeException(nameof(ipadic), ipadic, "New in the golden file: say here what search sees."),
        },
    };

    /// <summary>Where kuromoji has no base form, ours is the word itself.</summary>
    private static string BaseForm(string[] row) => row[2] == "*" ? row[1] : row[2];

    /// <summary>Where kuromoji has no reading, kana still reads as itself.</summary>
    private static string Reading(string[] row) =>
        row[3].Length > 0 && row[3] != "*" ? row[3] : Kana.IsKana(row[1]) ? Kana.ToKatakana(row[1]) : "";
}
