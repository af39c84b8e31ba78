using HelpDesk.Search.Asking;
using HelpDesk.Search.Index;

namespace HelpDesk.Search.Tests;

/// <summary>What is found by which words, in whatever writing.</summary>
public class FoundTests
{
    [Theory]
    [InlineData("二文字", "供給地点の廃止を取り次ぐ", "廃止")]
    [InlineData("inside a word", "廃止取次が判断済みになりません", "止取")]
    [InlineData("one character at the end of a run", "東京都", "都")]
    [InlineData("one character inside", "東京都", "京")]
    [InlineData("kanji and kana together", "廃止を取り次ぐ", "止を取り")]
    [InlineData("an odd number of characters", "設備情報照会", "報照会")]
    [InlineData("the whole", "設備情報照会", "設備情報照会")]
    [InlineData("half-width kana", "パスワードが違います", "ﾊﾟｽﾜｰﾄﾞ")]
    [InlineData("half-width kana in the text", "ﾊﾟｽﾜｰﾄﾞが違います", "パスワード")]
    [InlineData("a look-alike", "ログインできない", "口グイン")]
    [InlineData("a code", "ERR_20070 と出ます", "ERR_20070")]
    [InlineData("a code in full width", "ERR_20070 と出ます", "ＥＲＲ＿２００７０")]
    [InlineData("a code without its sign", "ERR_20070 と出ます", "err20070")]
    [InlineData("the digits of a code", "エラー20070番", "20070")]
    [InlineData("the end of a code", "ERR_20070 と出ます", "070")]
    [InlineData("the middle of a code", "ERR_20070 と出ます", "r_20")]
    [InlineData("a code inside Japanese", "画面にERR_20070が出る", "ERR_20070が")]
    [InlineData("a number with hyphens, asked without", "地点は 03-0001-2345-6789-0123-4567 です", "0300012345678901234567")]
    [InlineData("a number without, asked with hyphens", "地点は0300012345678901234567です", "03-0001-2345-6789-0123-4567")]
    [InlineData("a number with blanks", "地点は 03 0001 2345 6789 0123 4567 です", "0300012345678901234567")]
    [InlineData("a number in full width", "地点は０３０００１２３４５６７８９０１２３４５６７です", "0300012345678901234567")]
    [InlineData("its last digits", "地点は0300012345678901234567です", "234567")]
    [InlineData("a word broken by the end of a line", "画面からログ\nインできない", "ログイン")]
    [InlineData("a name with a blank, asked without", "佐藤 太郎です", "佐藤太郎")]
    [InlineData("an address", "taro.yamada@example.co.jp", "yamada@example")]
    [InlineData("an address by its host", "taro.yamada@example.co.jp", "example.co.jp")]
    [InlineData("the inside of a word", "the Desktop does not start", "top")]
    [InlineData("a word in capitals", "the Desktop does not start", "DESKTOP")]
    [InlineData("two words", "設備情報照会でエラーになる", "エラー 照会")]
    [InlineData("an ideographic blank", "設備情報照会でエラーになる", "エラー　照会")]
    [InlineData("a phrase", "ログイン画面で固まる", "\"画面で固まる\"")]
    [InlineData("a phrase over signs", "画面に「ERR_20070」が出る", "\"画面に err 20070 が出る\"")]
    [InlineData("a phrase of words", "waiting for the operator", "\"for the operator\"")]
    [InlineData("a lone character in quotes", "東京都", "\"京\"")]
    [InlineData("a character outside the plane", "𠮷野家", "𠮷野")]
    [InlineData("Hangul", "안녕하세요 고객", "안녕하세요")]
    [InlineData("a minus", "設備情報照会でエラー", "照会 -使用量")]
    [InlineData("a dash before the only word", "エラー", "-エラー")]
    public void It_is_found(string why, string text, string typed)
    {
        using var shelf = Shelf.Of(text, "関係のない一行");
        shelf.Find(typed).ShouldBe([1], why);
    }

    [Theory]
    [InlineData("characters that stand apart", "廃止。取次", "止次")]
    [InlineData("another order", "情報設備", "設備情報")]
    [InlineData("one of two words only", "設備情報照会", "設備 廃止")]
    [InlineData("a digit more", "ERR_20070", "ERR_200701")]
    [InlineData("excluded", "設備情報照会", "照会 -設備")]
    [InlineData("the same pieces elsewhere", "目印1番 2026", "目印2番")]
    [InlineData("a number between Japanese is whole", "目印12番", "目印2番")]
    [InlineData("a phrase in another order", "the operator waits", "\"operator the\"")]
    public void It_is_not_found(string why, string text, string typed)
    {
        using var shelf = Shelf.Of(text);
        shelf.Find(typed).ShouldBeEmpty(why);
    }

    [Fact]
    public void No_phrase_goes_from_one_message_to_the_next()
    {
        using var shelf = new Shelf().With(new SearchDocument { Id = 1, Subject = "", Texts = ["画面が固", "まる"], Room = "r", Changed = Shelf.Now });
        shelf.Find("\"固 まる\"").ShouldBeEmpty();
    }

    /// <summary>Whatever part of a text somebody remembers finds it: 2,000 parts of lines that mix all scripts.</summary>
    [Fact]
    public void Every_part_of_a_line_finds_it()
    {
        var random = new Random(20261127);
        const string signs = "供給地点廃止取次情報照会あのでがをエラーログイ字abcERR0123456789_-. 、「";
        var lines = Enumerable.Range(0, 200).Select(_ => new string([.. Enumerable.Range(0, 40).Select(_ => signs[random.Next(signs.Length)])])).ToArray();
        using var shelf = Shelf.Of(lines);
        for (var i = 0; i < 2_000; i++)
        {
            var line = random.Next(lines.Length);
            var (from, length) = (random.Next(30), random.Next(2, 10));
            // Folding looks at neighbours: parts whose folding differs when they stand alone are another text.
            var part = lines[line].Substring(from, length);
            var whole = Sources.Spelling.SpelledText.Fold(lines[line]);
            if (part.Contains(' ', StringComparison.Ordinal) || part.StartsWith('-') || !part.Any(char.IsLetterOrDigit) || !whole.Contains(Sources.Spelling.SpelledText.Fold(part), StringComparison.Ordinal))
            {
                continue;
            }

            shelf.Find(part).ShouldContain(line + 1, $"«{part}» of «{lines[line]}»");
        }
    }

    [Fact]
    public void What_is_in_the_subject_comes_first_and_the_newest_where_it_is_asked_for()
    {
        using var shelf = Shelf.Of("廃止取次について、廃止取次の件", "何もない").With(new SearchDocument
        {
            Id = 9, Subject = "廃止取次", Texts = ["システムの画面から申し込みましたが、いつになるかを教えてください"], Room = "helpdesk", Changed = Shelf.Now.AddMinutes(-10),
        });
        shelf.Find("廃止取次")[0].ShouldBe(9);
        shelf.Find("廃止取次", SearchOrder.Newest).ShouldBe([1, 9]);
    }

    [Fact]
    public void What_is_pasted_finds_what_is_like_it()
    {
        using var shelf = Shelf.Of("お世話になります。設備情報照会の画面で「該当する供給地点がありません」と表示され先に進めません。", "使用量の件です。CSVの取り込みについて教えてください。");
        shelf.Find("設備情報照会\n該当する供給地点がありません\n[OK]").ShouldBe([1]);
    }

    [Fact]
    public void What_others_may_see_is_neither_found_nor_counted()
    {
        using var shelf = Shelf.Of("廃止の件").With(Shelf.Text(2, "廃止の件") with { Room = "tokyo", Person = new Party("web/taro", ["山田太郎"]) });
        shelf.Index.Search(Shelf.Read("廃止"), new SearchRights(["helpdesk"]), SearchOrder.Best, 0, 10).ShouldSatisfyAllConditions(hits => hits.Ids.ShouldBe([1]), hits => hits.Total.ShouldBe(1));
        shelf.Index.Search(Shelf.Read("廃止"), new SearchRights([]), SearchOrder.Newest, 0, 10).Total.ShouldBe(0);
        shelf.Index.Search(Shelf.Read("廃止"), new SearchRights(null), SearchOrder.Newest, 0, 10).Total.ShouldBe(2);
        shelf.Index.People(Shelf.Read("山田"), new SearchRights(["helpdesk"]), 5).ShouldBeEmpty();
        shelf.Index.People(Shelf.Read("山田"), new SearchRights(["tokyo"]), 5).Select(hit => hit.Newest).ShouldBe([2]);
    }

    [Fact]
    public void Rooms_are_told_apart_as_they_are_written_and_hold_what_comes_and_goes()
    {
        using var shelf = new Shelf().With(Shelf.Text(1, "廃止の件") with { Room = "Kanto" }, Shelf.Text(2, "廃止の件") with { Room = "kanto" }, Shelf.Text(3, "廃止の件") with { Room = "kansai" });
        Found("Kanto").ShouldBe([1]);
        Found("Kanto", "kansai", "nowhere").ShouldBe([3, 1]);

        shelf.With(Shelf.Text(3, "廃止の件") with { Room = "Kanto" }, Shelf.Text(4, "廃止の件") with { Room = "kansai" });
        Found("Kanto").ShouldBe([3, 1]);
        Found("kansai").ShouldBe([4]);
        shelf.Index.Remove(1);
        shelf.Index.Purge();
        Found("Kanto").ShouldBe([3]);
        shelf.Index.Ids(Shelf.Read("-状態:終了"), new SearchRights(["kanto", "kansai"])).ShouldBe([2, 4], ignoreOrder: true, "«not this» alone is all the rest");

        IReadOnlyList<long> Found(params string[] rooms) => shelf.Find("廃止", SearchOrder.Newest, rooms);
    }

    [Theory]
    [InlineData(SearchOrder.Newest)]
    [InlineData(SearchOrder.Best)]
    public void Pages_follow_one_another_over_parts_of_the_index(SearchOrder order)
    {
        using var shelf = new Shelf();
        for (var i = 1; i <= 30; i++)
        {
            // Each a part of its own; of three that changed at once the one that was put first stands first.
            shelf.With(Shelf.Text(i, "廃止") with { Changed = Shelf.Now.AddMinutes(i * 7 % 30 / 3) });
        }

        var all = shelf.Find("廃止", order);
        all.Count.ShouldBe(30);
        Enumerable.Range(0, 5).SelectMany(page => shelf.Index.Search(Shelf.Read("廃止"), new SearchRights(["helpdesk"]), order, page * 7, 7).Ids).ShouldBe(all);
        if (order == SearchOrder.Newest)
        {
            all.ShouldBe(Enumerable.Range(1, 30).OrderByDescending(i => i * 7 % 30 / 3).ThenBy(i => i).Select(i => (long)i));
        }
    }

    [Fact]
    public void People_and_companies_are_found_once_each_by_any_part()
    {
        var company = new Party("12345", ["東京エナジー", "12345"]);
        using var shelf = new Shelf().With(
            Shelf.Text(1, "a") with { Person = new Party("web/taro", ["山田 太郎", "taro@example.jp"]), Company = company },
            Shelf.Text(2, "b") with { Person = new Party("web/taro", ["山田太郎"]), Company = company },
            Shelf.Text(3, "c") with { Person = new Party("web/jiro", ["山田次郎"]) });
        shelf.Index.People(Shelf.Read("山田太郎"), new SearchRights(null), 5).ShouldBe([new PartyHit("web/taro", 2, 2)], "with the blank and without");
        shelf.Index.People(Shelf.Read("山田"), new SearchRights(null), 5).Select(hit => hit.Key).ShouldBe(["web/jiro", "web/taro"]);
        shelf.Index.People(Shelf.Read("taro@"), new SearchRights(null), 5).Select(hit => hit.Newest).ShouldBe([1]);
        shelf.Index.Companies(Shelf.Read("2345"), new SearchRights(null), 5).ShouldBe([new PartyHit("12345", 2, 2)]);
        shelf.Index.Companies(Shelf.Read("エナ"), new SearchRights(null), 5).Count.ShouldBe(1);
        shelf.Find("会社:12345").Order().ShouldBe([1, 2]);
        shelf.Find("会社:エナジー 氏名:太郎").Order().ShouldBe([1, 2]);
    }
}
