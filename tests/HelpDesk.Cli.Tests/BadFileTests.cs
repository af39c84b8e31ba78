namespace HelpDesk.Cli.Tests;

/// <summary>Any bad file of a kb folder is a finding with its name and line, beside the others; nothing ends the check.</summary>
public sealed class BadFileTests : IDisposable
{
    private const string Good = "---\nid: GOOD\ntitle: よい記事\ncolour: red\n---\n本文\n";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> Files => new()
    {
        { "articles/deep.md", Article("前の行\n\n" + new string('[', 50_000) + "\n"), @"kb/articles/deep\.md:7:1: error KB104: " },
        { "articles/quotes.md", Article(new string('>', 5_000) + " x\n"), @"kb/articles/quotes\.md:5:1: error KB104: " },
        { "articles/deep-yaml.md", "---\nid: deep-yaml\ntitle: " + new string('[', 50_000) + "\n---\n本文\n", @"kb/articles/deep-yaml\.md:3:\d+: error KB103: " },
        { "articles/deep-maps.md", "---\nid: deep-maps\ntitle: " + string.Concat(Enumerable.Repeat("{a: ", 5_000)) + "\n---\n本文\n", @"kb/articles/deep-maps\.md:3:\d+: error KB103: " },
        { "articles/bomb.md", "---\nid: bomb\ntitle: &a x\nphrasings: [*a, *a]\n---\n本文\n", @"kb/articles/bomb\.md:3:\d+: error KB102: " },
        { "articles/nul.md", Article("一行\n二\0行\n"), @"kb/articles/nul\.md:6:2: error KB100: " },
        { "articles/huge.md", Article(new string('x', 1_000_001)), @"kb/articles/huge\.md: error KB036: " },
        { "articles/folder.md/inner.txt", "x", @"kb/articles/folder\.md: warning KB105: " },
        { "routing.yaml", new string('[', 50_000), @"routing\.yaml:1:\d+: error KB103: " },
        { "sections.yaml", "- &a {id: x, name: x, name_en: x}\n- *a\n", @"kb/sections\.yaml:1:\d+: error KB102: " },
        { "holidays.json", new string('{', 50_000), @"holidays\.json:1:\d+: error KB103: " },
        { "area-words.yaml", "a: \0", @"area-words\.yaml:1:4: error KB100: " },
        { "glossary.csv", "term,english,reading,variants\n一,one,いち,\n二,\"two,に,\n三,three,さん,\n", @"kb/glossary\.csv:3:1: error KB106: " },
        { "glossary.csv", "term,english,reading,variants\n一,o\"n\"e,いち,\n", @"kb/glossary\.csv:2:1: error KB106: " },
        { "glossary.csv", "term,english,term,reading,variants\n一,one,一,いち,\n", @"kb/glossary\.csv:1:1: error KB107: term|kb/glossary\.csv:1:1: error KB107: .*term" },
        { "articles/codes/ng.csv", "code,meaning,remedy\n1,\0,x\n", @"kb/articles/codes/ng\.csv:2:3: error KB100: " },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task It_is_a_finding_with_its_place(string name, string content, string finding)
    {
        folder.Write("kb/articles/GOOD.md", Good);
        folder.Write("kb/" + name, content);
        await Check(finding);
    }

    [Theory]
    [InlineData("articles/latin.md", @"kb/articles/latin\.md: error KB037: ")]
    [InlineData("glossary.csv", @"kb/glossary\.csv: error KB037: ")]
    [InlineData("routing.yaml", @"routing\.yaml: error KB037: ")]
    [InlineData("holidays.json", @"holidays\.json: error KB037: ")]
    public async Task What_is_not_UTF8_is_a_finding(string name, string finding)
    {
        folder.Write("kb/articles/GOOD.md", Good);
        await File.WriteAllBytesAsync(folder.File("kb/" + name), [0x8E, 0x91, 0xE9, 0x20, 0xFF], TestContext.Current.CancellationToken);
        await Check(finding);
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_a_finding()
    {
        folder.Write("kb/articles/GOOD.md", Good);
        File.CreateSymbolicLink(folder.File("kb/articles/link.md"), folder.File("none"));
        File.CreateSymbolicLink(folder.File("kb/articles/loop.md"), folder.File("kb/articles/loop.md"));
        await Check(@"kb/articles/link\.md: error KB101: ");
        await Check(@"kb/articles/loop\.md: error KB101: ");
    }

    [Fact]
    public async Task A_quoted_value_with_commas_breaks_and_doubled_quotes_is_fine()
    {
        folder.Write("kb/articles/GOOD.md", Good);
        folder.Write("kb/glossary.csv", "term,english,reading,variants\n一,\"one, \"\"1\"\"\nor so\", \"いち\" ,\n# remark with a \" quote\n二,two,に,\n");
        (await Cli.Run("check", "--kb", folder.File("kb"))).Output.ShouldNotContain("glossary.csv");
    }

    private static string Article(string body) => $"---\nid: X\ntitle: 題\n---\n{body}";

    private async Task Check(string finding)
    {
        var ran = await Cli.Run("check", "--kb", folder.File("kb"));
        (ran.ExitCode, ran.Error).ShouldBe((1, ""));
        ran.Output.ShouldMatch("(?m)^" + finding);
        ran.Output.ShouldMatch(@"\d+件の指摘があります。");
        ran.Output.ShouldContain("GOOD.md:4:1: error KB008", customMessage: "the others are looked at, too");
    }

    public void Dispose() => folder.Dispose();
}
