using FsCheck.Xunit;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Knowledge.Tests.Language;

public sealed class KanaTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("テイアツ", "ていあつ")]
    [InlineData("てーあつ", "ていあつ")]
    [InlineData("コーアツ", "こうあつ")]
    [InlineData("こうあつ", "こうあつ")]
    [InlineData("サーバー", "さあばあ")]
    [InlineData("サーバ", "さあば")]
    [InlineData("ユーザー", "ゆうざあ")]
    [InlineData("エラー", "えらあ")]
    [InlineData("メール", "めいる")]
    [InlineData("キー", "きい")]
    [InlineData("ねえさん", "ねいさん")]
    [InlineData("おおさか", "おうさか")]
    [InlineData("おうさか", "おうさか")]
    [InlineData("とおり", "とうり")]
    [InlineData("つづき", "つずき")]
    [InlineData("ちぢむ", "ちじむ")]
    [InlineData("しょうめいしょをかく", "しょうめいしょおかく")]
    [InlineData("ショーメー", "しょうめい")]
    [InlineData("ー", "ー")]
    [InlineData("んー", "んー")]
    [InlineData("ヴァイオリン", "ゔぁいおりん")]
    public void Key_writes_long_vowels_one_way(string kana, string key) => Kana.Key(kana).ShouldBe(key);

    [Property(MaxTest = 1000)]
    public void Key_is_the_same_for_hiragana_and_katakana(byte[]? picks)
    {
        var kana = string.Concat((picks ?? []).Select(pick => (char)('ぁ' + (pick % ('ゖ' - 'ぁ' + 1)))));

        Kana.Key(Kana.ToKatakana(kana)).ShouldBe(Kana.Key(kana));
        Kana.ToHiragana(Kana.ToKatakana(kana)).ShouldBe(kana);
    }

    [Theory]
    [InlineData("ログイン", true)]
    [InlineData("ろぐいん", true)]
    [InlineData("サーバー", true)]
    [InlineData("", false)]
    [InlineData("証明", false)]
    [InlineData("ログin", false)]
    [InlineData("ﾛｸﾞ", false)]
    public void Knows_kana(string text, bool kana) => Kana.IsKana(text).ShouldBe(kana);

    [Theory]
    [InlineData('証', true)]
    [InlineData('々', true)]
    [InlineData('﨑', true)]
    [InlineData('あ', false)]
    [InlineData('A', false)]
    [InlineData('。', false)]
    public void Knows_kanji(char c, bool kanji) => Kana.IsKanji(c).ShouldBe(kanji);
}
