using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HelpDesk.Cli.Tests;

public partial class EvaluateTests
{
    private const string Questions = """
        id	kind	query	best	also	route	area
        t1	code	ERR_20040 大阪府堺市の地点です	6-05	-	operator	06
        t2	message	ログイン失敗「お使いのユーザIDは利用できません」	1-02	-	helpdesk	-
        t3	message	お使いの端末では当システムを利用できません	1-03	1-04	helpdesk	-
        t4	outside	ERR_20055	-	-	any	-
        """;

    [Fact]
    public async Task Prints_figures_for_each_kind_and_for_all()
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("evaluate", "--questions", folder.Write("q.tsv", Questions));

        (ran.ExitCode, ran.Error).ShouldBe((0, ""));
        ran.Output.ShouldContain("MRR@10");
        Figures(ran.Output, "code").ShouldBe(["1", "1.000", "1.000", "1.000", "1.000", "0.000", "0.000", "-", "1.000", "0.000", "1.000", "1.000"]);
        Figures(ran.Output, "message").ShouldBe(["2", "1.000", "1.000", "1.000", "1.000", "0.000", "0.500", "-", "1.000", "0.000", "1.000", "-"]);
        Figures(ran.Output, "outside").ShouldBe(["1", "-", "-", "-", "-", "-", "-", "1.000", "-", "-", "-", "-"]);
        Figures(ran.Output, "all").ShouldBe(["4", "1.000", "1.000", "1.000", "1.000", "0.000", "0.333", "1.000", "1.000", "0.000", "1.000", "1.000"]);
    }

    [Fact]
    public async Task Json_gives_the_same_figures()
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("evaluate", "--json", "--questions", folder.Write("q.tsv", Questions));

        ran.ExitCode.ShouldBe(0);
        using var json = JsonDocument.Parse(ran.Output);
        json.RootElement.EnumerateArray().Select(figures => figures.GetProperty("kind").GetString()).ShouldBe(["code", "message", "outside", "all"]);
        json.RootElement[3].GetProperty("count").GetInt32().ShouldBe(4);
        json.RootElement[3].GetProperty("precisionAt1").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task Writes_rankings_and_decisions_line_by_line()
    {
        using var folder = new TemporaryFolder();
        var (run, decisions) = (folder.File("run.tsv"), folder.File("decisions.tsv"));

        var ran = await Cli.Run("evaluate", "--questions", folder.Write("q.tsv", Questions), "--run", run, "--decisions", decisions);

        ran.ExitCode.ShouldBe(0);
        var token = TestContext.Current.CancellationToken;
        (await File.ReadAllLinesAsync(decisions, token)).ShouldBe([
            "t1\tanswer\t6-05\toperator\t06",
            "t2\tanswer\t1-02\thelpdesk\t-",
            "t3\task\t1-03,1-04\thelpdesk\t-",
            "t4\tadmit\t-\thelpdesk\t-",
        ]);
        var lines = await File.ReadAllLinesAsync(run, token);
        lines.ShouldAllBe(line => RunLine().IsMatch(line));
        foreach (var question in lines.Select(line => line.Split('\t')).GroupBy(parts => parts[0]))
        {
            question.Select(parts => int.Parse(parts[1], CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, question.Count()));
            question.Select(parts => float.Parse(parts[3], CultureInfo.InvariantCulture)).ShouldBeInOrder(SortDirection.Descending);
            question.Select(parts => parts[2]).ShouldBeUnique();
        }

        lines.ShouldContain(line => line.StartsWith("t1\t1\t6-05\t", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("t2\t1\t1-02\t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("evaluate", "--questions", folder.File("none.tsv"));

        ran.ExitCode.ShouldBe(1);
        ran.Error.ShouldContain("none.tsv");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("evaluate", "--questions", folder.Write("q.tsv", Questions), "--run", folder.File("none/run.tsv"));

        ran.ExitCode.ShouldBe(1);
        ran.Error.ShouldContain("run.tsv");
        ran.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_broken_file_of_questions_is_shown_with_its_place()
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("evaluate", "--questions", folder.Write("q.tsv", "id\tquery\nx\ty\n"));

        ran.ExitCode.ShouldBe(1);
        ran.Error.ShouldMatch(@"q\.tsv:1:\d+: error ");
    }

    private static string[] Figures(string output, string kind) =>
        output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Single(words => words.Length == 13 && words[0] == kind)[1..];

    [GeneratedRegex(@"^t[1-4]\t[1-9][0-9]*\t[^\t]+\t-?[0-9]+(\.[0-9]{1,5})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunLine();
}
