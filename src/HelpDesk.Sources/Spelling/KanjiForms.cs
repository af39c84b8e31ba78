using System.Collections.Frozen;
using System.Text;

namespace HelpDesk.Sources.Spelling;

/// <summary>
/// Kanji that are one character in another form: old forms (國), forms of names (髙, 﨑), and radicals that programs copy out of
/// PDF files in a kanji's place (⻑). Those that Unicode itself calls compatible are not here: normalising folds them.
/// </summary>
public static class KanjiForms
{
    /// <summary>Pairs: the form, then what it is folded to.</summary>
    private const string Pairs =
        "髙高﨑崎嵜崎濵浜濱浜邉辺邊辺齋斎齊斉澤沢廣広國国櫻桜德徳惠恵壽寿榮栄瀧滝嶋島嶌島峯峰冨富眞真實実淺浅黑黒緖緒增増橫横戶戸內内吳呉單単變変點点讀読與与處処號号區区"
        + "圖図團団學学寫写對対應応擔担據拠擧挙收収數数斷断條条檢検歸帰殘残濟済營営當当發発盡尽稱称經経繼継續続總総聲声臺台證証譯訳豫予轉転醫医鐵鉄關関靜静驗験鷄鶏麥麦黃黄齒歯"
        + "龜亀會会價価傳伝劍剣勞労勳勲卽即參参氣気假仮佛仏來来兩両淨浄濕湿獨独狹狭禮礼繩縄脫脱藝芸蟲虫裝装覽覧觀観觸触辭辞遲遅釋釈錢銭錄録鎭鎮隨随險険顯顕飜翻體体鬪闘拂払"
        + "攝摂效効敍叙晝昼曉暁權権歐欧歷歴毆殴沒没淚涙滿満潛潜爐炉爭争犧犠狀状畫画疊畳瘦痩碎砕祕秘穗穂穩穏竝並粹粋絲糸縣県縱縦纖繊缺欠聽聴肅粛膽胆舊旧莊荘萬万藏蔵藥薬虛虚"
        + "衞衛襃褒謠謡讓譲豐豊賣売踐践輕軽辯弁遞逓鄕郷醉酔釀醸鑄鋳鑛鉱閒間陷陥隱隠雜雑靈霊頰頬餘余馱駄驅駆髮髪鹽塩麵麺黨党齡齢﨟臈龍竜彌弥嶽岳槇槙遙遥堯尭晉晋栁柳舘館圓円亞亜爲為鷗鴎"
        + "⺠民⻁虎⻄西⻑長⻘青⻝食⻤鬼⻨麦⻩黄⻭歯⻯竜⻲亀⻫斉⻆角⻉貝⻋車⻖阜⻗雨⺮竹⺼肉⺡水";

    private static readonly FrozenDictionary<char, char> Forms = Read();

    public static char Of(char c) => Forms.TryGetValue(c, out var plain) ? plain : c;

    /// <summary>The same for characters beyond the first plane, of which names have some; NUL where it is none of them.</summary>
    public static char Of(Rune rune) => rune.Value switch
    {
        0x20bb7 => '吉',
        0x2363a => '杉',
        0x20b9f => '叱',
        _ => '\0',
    };

    private static FrozenDictionary<char, char> Read()
    {
        var forms = new Dictionary<char, char>();
        for (var i = 0; i + 1 < Pairs.Length; i += 2)
        {
            if (Pairs[i] != Pairs[i + 1])
            {
                forms.TryAdd(Pairs[i], Pairs[i + 1]);
            }
        }

        return forms.ToFrozenDictionary();
    }
}
