namespace HelpDesk.Knowledge.Language;

/// <summary>What search needs of IPADIC's 69 parts of speech.</summary>
public enum PartOfSpeech : byte
{
    Other,

    /// <summary>名詞,一般 and what behaves like it.</summary>
    Noun,

    /// <summary>名詞,副詞可能: 今日, 以前, すべて.</summary>
    AdverbialNoun,

    /// <summary>名詞,固有名詞 but people's.</summary>
    ProperNoun,

    /// <summary>名詞,固有名詞,人名: 山田, 千晶.</summary>
    PersonName,

    /// <summary>名詞,数.</summary>
    Number,

    /// <summary>名詞,接尾: 者, 円, さん.</summary>
    NounSuffix,

    /// <summary>名詞,代名詞.</summary>
    Pronoun,

    /// <summary>名詞,非自立 and others that carry no topic: こと, もの, よう.</summary>
    DependentNoun,

    /// <summary>名詞,サ変接続: 設定, 変更.</summary>
    VerbalNoun,

    /// <summary>名詞,形容動詞語幹: 簡単, 必要.</summary>
    AdjectivalNoun,

    Verb,

    /// <summary>動詞,非自立 and 動詞,接尾: (て)いる, (ら)れる.</summary>
    DependentVerb,

    Adjective,

    /// <summary>形容詞,非自立 and 形容詞,接尾: (て)ほしい, やすい.</summary>
    DependentAdjective,
    Adverb,

    /// <summary>連体詞: この, 大きな.</summary>
    Adnominal,
    Conjunction,
    Interjection,
    Particle,
    AuxiliaryVerb,
    Prefix,

    /// <summary>記号,アルファベット: Ａ, α.</summary>
    Letter,

    /// <summary>Punctuation, spaces, emoji: nothing to search for.</summary>
    Symbol,
    Filler,
}

public static class PartsOfSpeech
{
    /// <param name="ipadic">The first four fields of IPADIC, e.g. <c>名詞,固有名詞,人名,姓</c>.</param>
    public static PartOfSpeech FromIpadic(string ipadic)
    {
        string[] fields = ipadic.Split(',');
        string detail = fields.Length > 1 ? fields[1] : "*";
        return fields[0] switch
        {
            "名詞" => NounFrom(detail, fields.Length > 2 ? fields[2] : "*"),
            "動詞" => detail == "自立" ? PartOfSpeech.Verb : PartOfSpeech.DependentVerb,
            "形容詞" => detail == "自立" ? PartOfSpeech.Adjective : PartOfSpeech.DependentAdjective,
            "副詞" => PartOfSpeech.Adverb,
            "連体詞" => PartOfSpeech.Adnominal,
            "接続詞" => PartOfSpeech.Conjunction,
            "感動詞" => PartOfSpeech.Interjection,
            "助詞" => PartOfSpeech.Particle,
            "助動詞" => PartOfSpeech.AuxiliaryVerb,
            "接頭詞" => PartOfSpeech.Prefix,
            "記号" => detail == "アルファベット" ? PartOfSpeech.Letter : PartOfSpeech.Symbol,
            "フィラー" => PartOfSpeech.Filler,
            _ => PartOfSpeech.Other,
        };
    }

    private static PartOfSpeech NounFrom(string detail, string kind) => detail switch
    {
        "副詞可能" => PartOfSpeech.AdverbialNoun,
        "固有名詞" => kind == "人名" ? PartOfSpeech.PersonName : PartOfSpeech.ProperNoun,
        "数" => PartOfSpeech.Number,
        "接尾" => PartOfSpeech.NounSuffix,
        "代名詞" => PartOfSpeech.Pronoun,
        "非自立" or "特殊" or "動詞非自立的" or "接続詞的" => PartOfSpeech.DependentNoun,
        "サ変接続" => PartOfSpeech.VerbalNoun,
        "形容動詞語幹" => PartOfSpeech.AdjectivalNoun,
        _ => PartOfSpeech.Noun,
    };
}
