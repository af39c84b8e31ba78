using HelpDesk.Search.Extracts;

namespace HelpDesk.Search.Tests;

public class ExtractTests
{
    [Theory]
    [InlineData("供給地点の廃止取次の件", "廃止", "供給地点の【廃止】取次の件")]
    [InlineData("ﾊﾟｽﾜｰﾄﾞが違う", "パスワード", "【ﾊﾟｽﾜｰﾄﾞ】が違う")]
    [InlineData("ＥＲＲ＿２００７０が出る", "err_20070", "【ＥＲＲ＿２００７０】が出る")]
    [InlineData("地点 03-0001-2345 です", "010001", "地点 03-0001-2345 です")]
    [InlineData("地点 03-0001-2345 です", "300012", "地点 0【3-0001-2】345 です")]
    [InlineData("<b>至急</b>", "至急", "<b>【至急】</b>")]
    [InlineData("廃止と照会", "照会 廃止", "【廃止】と【照会】")]
    [InlineData("廃止と照会", "照会 -廃止", "廃止と【照会】")]
    [InlineData("𠮷野家です", "𠮷野", "【𠮷野】家です")]
    [InlineData("ログ\nインできない", "ログイン", "【ログ\nイン】できない")]
    [InlineData("Desktop", "top", "Desk【top】")]
    [InlineData("何もない", "廃止", "何もない")]
    public void What_was_asked_for_is_marked(string text, string typed, string wanted) => Show(Extract.Of(text, Shelf.Read(typed), 100)).ShouldBe(wanted);

    [Theory]
    [InlineData("東京電力パワーグリッド 03 setuzoku@tokyo.example", "東京", true)]
    [InlineData("東京電力パワーグリッド 03 setuzoku@tokyo.example", "ﾊﾟﾜｰｸﾞﾘｯﾄﾞ tokyo", true)]
    [InlineData("東京電力パワーグリッド 03 setuzoku@tokyo.example", "東京 大阪", false)]
    [InlineData("東京電力パワーグリッド 03 setuzoku@tokyo.example", "東京-大阪", false)]
    [InlineData("東京電力パワーグリッド 03 setuzoku@tokyo.example", "東京 -大阪", true)]
    [InlineData("東京電力パワーグリッド 03 setuzoku@tokyo.example", "東京 -電力", false)]
    [InlineData("鶴亀エナジー 12345 03-1234-5678", "0312345678", true)]
    [InlineData("鶴亀エナジー 12345", "鶴亀12345", true)]
    [InlineData("鶴亀エナジー 12345", "鶴亀54321", false)]
    [InlineData("鶴亀エナジー 12345", "", false)]
    [InlineData("鶴亀エナジー 12345", "担当:なし", false)]
    public void A_text_in_no_index_is_found_as_if_it_were(string text, string typed, bool wanted) => Extract.Holds(text, Shelf.Read(typed)).ShouldBe(wanted);

    [Fact]
    public void A_long_text_is_cut_around_most_of_it()
    {
        var text = new string('あ', 300) + "廃止" + new string('い', 300) + "廃止の照会" + new string('う', 300);
        var extract = Extract.Of(text, Shelf.Read("廃止 照会"), 40);
        var shown = Show(extract);
        shown.ShouldStartWith("…いい");
        shown.ShouldContain("い【廃止】の【照会】う");
        shown.ShouldEndWith("う…");
        extract.Marks.ShouldBe(2);
        extract.Parts.Sum(part => part.Text.Length).ShouldBe(42);
    }

    private static string Show(Extract extract) => string.Concat(extract.Parts.Select(part => part.IsMarked ? $"【{part.Text}】" : part.Text));
}
