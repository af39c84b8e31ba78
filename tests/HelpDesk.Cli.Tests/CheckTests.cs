namespace HelpDesk.Cli.Tests;

public class CheckTests
{
    [Fact]
    public async Task The_shipped_kb_is_clean()
    {
        var ran = await Cli.Run("check", "--kb", Cli.Kb);

        (ran.ExitCode, ran.Output.Trim(), ran.Error).ShouldBe((0, "問題はありません。", ""));
    }

    [Fact]
    public async Task Every_fault_of_a_broken_kb_is_shown_with_file_line_and_column()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kb/articles/a.md", "---\nid: A\ntitle: 一\ncolour: red\n---\n本文\n");
        folder.Write("kb/articles/b.md", "---\nid: B\ntitle: \"二\n---\n本文\n");
        folder.Write("kb/articles/c.en.md", "---\nid: C\nlanguage: en\ntranslation: unofficial\ntitle: Three\n---\nText\n");

        var ran = await Cli.Run("check", "--kb", folder.File("kb"));

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldMatch(@"(?m)^kb/articles/a\.md:4:1: error KB\d{3}: .*colour");
        ran.Output.ShouldMatch(@"(?m)^kb/articles/b\.md:\d+:\d+: error KB\d{3}: ");
        ran.Output.ShouldMatch(@"(?m)^kb/articles/c\.en\.md:\d+:\d+: error KB033: ");
        ran.Output.ShouldContain("件の指摘があります。");
        ran.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_English()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kb/articles/a.md", "---\nid: A\ntitle: 一\ncolour: red\nsize: 1\n---\n本文\n");

        var ran = await Cli.Run("check", "--lang", "en", "--kb", folder.File("kb"));

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldMatch(@"(?m)^kb/articles/a\.md:4:1: error KB008: The key «colour» is not known\.");
        ran.Output.ShouldContain($"{Findings(ran.Output)} findings.");
    }

    [Theory]
    [InlineData("en", "1 finding.")]
    [InlineData("ja", "1件の指摘があります。")]
    public async Task One_finding_is_said_in_the_singular(string language, string said)
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("check", "--lang", language, "--kb", folder.File("none"));

        ran.ExitCode.ShouldBe(1);
        Findings(ran.Output).ShouldBe(1);
        ran.Output.TrimEnd().Split('\n')[^1].ShouldBe(said);
    }

    [Theory]
    [InlineData("ja", "日本語辞書のファイルが", "check")]
    [InlineData("en", "The Japanese dictionaries in", "check")]
    [InlineData("ja", "日本語辞書のファイルが", "ask", "ERR_20040")]
    [InlineData("en", "The Japanese dictionaries in", "evaluate", "--questions", "none.tsv")]
    public async Task Missing_dictionaries_are_said_without_a_stack_trace(string language, string said, params string[] command)
    {
        using var program = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, program.File(Path.GetFileName(file)));
        }

        var ran = await Cli.RunFrom(program.Path, [.. command, "--lang", language, "--kb", Cli.Kb]);

        (ran.ExitCode, ran.Output).ShouldBe((1, ""));
        ran.Error.ShouldStartWith(said);
        ran.Error.TrimEnd().Split('\n').Length.ShouldBe(1, "no stack trace");
    }

    private static int Findings(string output) => output.Split('\n').Count(line => line.Contains(": error KB", StringComparison.Ordinal) || line.Contains(": warning KB", StringComparison.Ordinal));

    [Fact]
    public async Task A_kb_that_is_not_there_is_a_finding()
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("check", "--kb", folder.File("none"));

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("KB030");
    }
}
