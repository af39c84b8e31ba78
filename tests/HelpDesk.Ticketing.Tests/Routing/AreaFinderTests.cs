using System.Diagnostics;
using FsCheck.Xunit;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Ticketing.Tests.Routing;

public class AreaFinderTests
{
    /// <summary>Rows of Areas.tsv: what is tested, text, code | codes to ask (04/07) | -.</summary>
    public static TheoryData<string, string, string> Rows()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(Kb.Directory, "..", "tests/HelpDesk.Ticketing.Tests/Routing/Areas.tsv")))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split('\t');
                data.Add(parts[0], parts[1].Replace("\\n", "\n", StringComparison.Ordinal), parts[2]);
            }
        }

        return data;
    }

    /// <summary>Who names a place and asks whether it is this operator's has not said that it is.</summary>
    [Theory]
    [InlineData("沼津のアンペア変更の状況を聞きたい。中部電力パワーグリッドでいい？", "03")]
    [InlineData("小豆島の低圧の開始申込が止まっている。四国送配電に聞くんですか", "07")]
    [InlineData("福井県小浜市のスイッチング開始、受付状況の問い合わせ先は北陸？関西？", "06")]
    [InlineData("静岡県の地点です。中部電力パワーグリッドでいいですか", "04")]
    [InlineData("中部電力パワーグリッドでいいですか", "04")]
    public void Who_is_asked_about_is_no_evidence_where_a_place_is(string text, string area) => Kb.Areas.Find(text).Code.ShouldBe(area);

    /// <summary>English speakers write no «-shi»; short names that are words, and companies, are no places.</summary>
    [Theory]
    [InlineData("Customer is in Gotemba", "03")]
    [InlineData("a shop near Hakuba wants it", "04")]
    [InlineData("a point at Numazu", "03")]
    [InlineData("please sort them in Date order", null)]
    [InlineData("Gotemba Energy asks", null)]
    [InlineData("customers in gotemba", null)]
    public void An_English_place_stands_behind_a_word_of_places(string text, string? area) => Kb.Areas.Find(text).Code.ShouldBe(area);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Area_of(string name, string text, string expected)
    {
        var found = Kb.Areas.Find(text);

        Shown(found).ShouldBe(expected, $"{name}: {found}");
    }

    [Theory]
    [InlineData("0612345678901234567890 東京", AreaEvidenceKind.SupplyPointNumber, "06********************")]
    [InlineData("ＴＥＰＣＯの地点", AreaEvidenceKind.Operator, "ＴＥＰＣＯ")]
    [InlineData("静岡県三島市です", AreaEvidenceKind.MunicipalityException, "三島市")]
    [InlineData("大阪府堺市です", AreaEvidenceKind.Municipality, "堺市")]
    [InlineData("宮城県の地点", AreaEvidenceKind.Prefecture, "宮城県")]
    [InlineData("ｶﾝｻｲの地点", AreaEvidenceKind.AreaName, "ｶﾝｻｲ")]
    public void The_evidence_is_shown_as_written(string text, AreaEvidenceKind kind, string evidence)
    {
        var found = Kb.Areas.Find(text);

        (found.Kind, found.Evidence).ShouldBe((kind, evidence));
    }

    [Fact]
    public void A_shared_municipality_brings_the_tables_remark() =>
        Kb.Areas.Find("静岡県富士市").Note.ShouldNotBeNull().ShouldContain("富士川");

    /// <summary>Every municipality of the table, written with its prefecture, gives the table's area.</summary>
    [Fact]
    public void Every_municipality_is_found()
    {
        var rows = CsvSource.Read(Path.Combine(Kb.Directory, "municipalities.csv"), "municipalities.csv", new FindingList());

        rows.Select(row => (Text: row["prefecture"] + row["municipality"], Area: row["area"]))
            .Where(row => Shown(Kb.Areas.Find($"お世話になっております。{row.Text}の件です。")) != row.Area)
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_without_tables_still_reads_the_number()
    {
        var findings = new FindingList();
        var finder = AreaFinder.Read(Path.Combine(Kb.Directory, "articles"), findings);

        finder.Find("0612345678901234567890").Code.ShouldBe("06");
        finder.Find("東京電力エリア").ShouldBe(AreaFinding.None);
        findings.All.ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_code_or_city_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-routing-");
        File.WriteAllText(Path.Combine(folder.FullName, "areas.csv"), "code,area,prefectures\n01,北海道,北海道\n");
        File.WriteAllText(Path.Combine(folder.FullName, "municipalities.csv"), "municipality,prefecture,area\n札幌市,北海道,11\n");
        File.WriteAllText(Path.Combine(folder.FullName, "area-words.yaml"), "bare_cities: [小樽市]\n");
        var findings = new FindingList();

        AreaFinder.Read(folder.FullName, findings);

        folder.Delete(recursive: true);
        findings.All.Select(f => f.Code).Distinct().ShouldBe(["KB065", "KB064"], ignoreOrder: true);
    }

    [Property(MaxTest = 500)]
    public void Any_text_is_read_without_a_fault(string? text) => Kb.Areas.Find(text ?? "").ShouldNotBeNull();

    [Property(MaxTest = 500)]
    public void Names_cut_and_joined_at_random_are_read_without_a_fault(int seed)
    {
        var random = new Random(seed);
        string[] parts = ["東京", "都", "京都", "中電", "エリア", "ｶﾞ", "\u3099", "\uD800", "\uFFFE", "静岡県", "富士市", "富士川", "府中市", " ", "Nara", "-shi", "ō", "㈱", "ではなく", "の", "0312345678901234567890", "港区"];

        Kb.Areas.Find(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]))).ShouldNotBeNull();
    }

    /// <summary>The budget is 50 µs for 200 characters; ten times that here, so that a busy machine does not fail the run.</summary>
    [Fact]
    public void A_question_of_200_characters_takes_microseconds()
    {
        var text = string.Concat(Enumerable.Repeat("お世話になります。神奈川県横浜市の低圧の地点でスイッチング開始の申込みがエラーになります。", 5))[..200];
        for (var i = 0; i < 2000; i++)
        {
            Kb.Areas.Find(text);
        }

        var best = Enumerable.Range(0, 20).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 50; i++)
            {
                Kb.Areas.Find(text);
            }

            return watch.Elapsed.TotalMicroseconds / 50;
        });
        TestContext.Current.SendDiagnosticMessage($"AreaFinder: {best:0.0} µs");
        best.ShouldBeLessThan(500);
    }

    private static string Shown(AreaFinding found) => found.Outcome switch
    {
        AreaOutcome.Decided => found.Code!,
        AreaOutcome.Ambiguous => string.Join('/', found.Candidates),
        _ => "-",
    };
}
