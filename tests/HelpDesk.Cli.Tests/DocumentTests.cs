using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HelpDesk.Cli.Terminal;
using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Cli.Tests;

/// <summary>What the documents tell a newcomer to type, to write and to expect, held against the program.</summary>
public partial class DocumentTests
{
    private static readonly RootCommand Grammar = Commands.Root(CliTexts.For([]));

    /// <summary>Every command of the program in the documents, once, with the document.</summary>
    public static TheoryData<string, string> Written { get; } = Find();

    [Theory]
    [MemberData(nameof(Written))]
    public void A_command_in_a_document_is_one_of_the_program(string document, string written)
    {
        var words = Example(written);
        var parsed = Grammar.Parse(words);
        var command = parsed.CommandResult.Command;
        (command == Grammar && !words.Contains("--version")).ShouldBeFalse($"{document}: {written}");

        // A mere name of a command, without what it needs, is how prose speaks of it.
        if (words.Length > Path(command).Count)
        {
            parsed.Errors.Select(error => error.Message).ShouldBeEmpty($"{document}: {written}");
        }
    }

    [Fact]
    public void The_table_of_tickets_names_all_its_commands_and_options()
    {
        var rows = Rows(Section("Tickets in a terminal"));
        var named = new List<string>();
        foreach (var written in rows.SelectMany(row => Code(row[0])))
        {
            var words = Example("helpdesk tickets " + written + (Code(rows[0][0]).Contains(written) ? " " : "") + (written.Contains(' ', StringComparison.Ordinal) || written == "list" ? "" : " NUMBER") + " --agent NAME");
            var parsed = Grammar.Parse(words);
            parsed.Errors.Select(error => error.Message).ShouldBeEmpty(written);
            named.Add(parsed.CommandResult.Command.Name);
        }

        var tickets = Grammar.Subcommands.Single(command => command.Name == "tickets");
        named.ShouldBe(tickets.Subcommands.Select(command => command.Name), ignoreOrder: true);
        var list = tickets.Subcommands.Single(command => command.Name == "list");
        Code(rows.Single(row => Code(row[0]).SequenceEqual(["list"]))[1]).ShouldBeSubsetOf(list.Options.Select(option => option.Name));
    }

    [Fact]
    public async Task How_well_it_answers_is_what_evaluate_says()
    {
        var rows = Rows(Section("State"));
        rows.Count.ShouldBe(Directory.GetFiles(System.IO.Path.Combine(Checkout.Root, "kb", "evaluation"), "*.tsv").Length);
        foreach (var row in rows)
        {
            var ran = await Cli.Run("evaluate", "--questions", System.IO.Path.Combine(Checkout.Root, "kb", "evaluation", row[0] + ".tsv"), "--kb", Checkout.Kb, "--json");
            ran.ExitCode.ShouldBe(0, ran.Error);
            var all = JsonDocument.Parse(ran.Output).RootElement.EnumerateArray().Last();
            string Figure(string name) => all.GetProperty(name).GetDouble().ToString("0.000", CultureInfo.InvariantCulture).Replace("0.", ".", StringComparison.Ordinal);
            row[1..].ShouldBe(
                [
                    all.GetProperty("count").ToString(), Figure("precisionAt1"), Figure("successAt3"), Figure("declined"), Figure("askedWhich"),
                    Figure("admitted"), Figure("routesRight"), all.GetProperty("placed").GetInt32() == 0 ? "-" : Figure("areasRight"),
                ],
                row[0]);
        }
    }

    [Fact]
    public void What_can_be_tested_and_measured_alone_is_there()
    {
        var readme = Read("README.md");
        foreach (Match match in TestOfOne().Matches(readme))
        {
            var name = match.Groups[1].Value;
            (name == "faults" || Directory.Exists(System.IO.Path.Combine(Checkout.Root, "tests", $"HelpDesk.{name}.Tests"))).ShouldBeTrue(name);
        }

        var benchmarks = File.ReadAllText(System.IO.Path.Combine(Checkout.Root, "tests", "HelpDesk.Benchmarks", "Program.cs"));
        var named = Code(Section("Benchmarks").Split("Each prints")[0]).Select(code => code.Split(' ')[^1]).ToList();
        named.ShouldAllBe(name => benchmarks.Contains($"case \"{name}\":", StringComparison.Ordinal));
        Rows(Section("Benchmarks")).SelectMany(row => Code(row[0])).ShouldBeSubsetOf(named, "a figure without a benchmark that prints it");
        var global = File.ReadAllText(System.IO.Path.Combine(Checkout.Root, "global.json"));
        global.ShouldContain("\"10.", Case.Sensitive, "README: .NET 10 SDK");
    }

    [Fact]
    public void The_smallest_article_is_read_and_its_keys_are_the_known_ones()
    {
        var section = Section("A kb folder");
        using var folder = new TemporaryFolder();
        folder.Write("articles/certificate.md", FencedMarkdown().Match(section).Groups[1].Value);
        var reading = KnowledgeBaseReader.Read(folder.Path);
        reading.Findings.All.ShouldBeEmpty();
        reading.KnowledgeBase.ShouldNotBeNull().Articles.ShouldHaveSingleItem().Id.ShouldBe("certificate");

        folder.Write("articles/other.md", "---\nid: other\ntitle: t\nno-such-key: x\n---\nbody\n");
        var known = KnowledgeBaseReader.Read(folder.Path).Findings.All.Single(finding => finding.Code == "KB008").Arguments[1].Split(", ");
        var written = Rows(section.Split("Beside an article")[0]).SelectMany(row => Code(row[0])).Concat(["id", "title"]);
        written.ShouldBe(known, ignoreOrder: true);
    }

    [Fact]
    public void Each_file_of_the_kb_folder_is_there_and_in_the_table()
    {
        var kb = Checkout.Kb;
        var patterns = Rows(Section("A kb folder").Split("An unknown key is")[1]).SelectMany(row => Code(row[0])).ToList();
        foreach (var pattern in patterns.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal)))
        {
            File.Exists(System.IO.Path.Combine(kb, pattern)).ShouldBeTrue(pattern);
        }

        Directory.EnumerateFiles(kb).Select(file => System.IO.Path.GetFileName(file)).ShouldBeSubsetOf(patterns);
    }

    private static TheoryData<string, string> Find()
    {
        var data = new TheoryData<string, string>();
        foreach (var document in (string[])["README.md", "ARCHITECTURE.md", "SECURITY.md", .. Directory.EnumerateFiles(System.IO.Path.Combine(Checkout.Root, "docs"), "*.md").Select(file => System.IO.Path.GetRelativePath(Checkout.Root, file)).Order(StringComparer.Ordinal)])
        {
            // A line that ends in a backslash goes on in the next.
            var text = Continued().Replace(Read(document), " ");
            var commands = Code(text).Concat(Shell().Matches(text).SelectMany(block => block.Groups[1].Value.Split('\n')))
                .Select(line => OfProgram().Match(line.Split("  #")[0].Trim())).Where(match => match.Success).Select(match => match.Groups[1].Value.Trim());
            foreach (var command in commands.Distinct(StringComparer.Ordinal))
            {
                data.Add(document, "helpdesk " + command);
            }
        }

        return data;
    }

    /// <summary>A line that a person would type: what is optional is given, the first of what there is to choose from is chosen.</summary>
    private static string[] Example(string written) =>
    [
        .. Word().Matches(written.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace("…", "", StringComparison.Ordinal))
            .Select(match => match.Value.Trim('"', '\'')).Skip(1)
            .Select(word => word == "COMMAND" ? "list" : word.Split('|')[0].TrimEnd('\\')),
    ];

    private static List<string> Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? [.. Path(parent), command.Name] : [];

    private static string Read(string document) => File.ReadAllText(System.IO.Path.Combine(Checkout.Root, document));

    private static string Section(string heading) => Read("README.md").Split("\n## " + heading + "\n")[1].Split("\n## ")[0];

    /// <summary>The cells of the tables, without their heads.</summary>
    private static List<string[]> Rows(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => CellEnd().Split(line.Trim()[1..^1]).Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells[0].Length > 0 && cells[0] != "---" && cells[0] is not ("command" or "questions" or "measured" or "key" or "file"))];

    private static List<string> Code(string text) => [.. CodeSpan().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"[ ]*\\\n[ ]*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(?<!`)`([^`\n]+)`(?!`)", RegexOptions.None, 10_000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"```(?:sh|bash|shell|console|text)?\n([^`]*)```", RegexOptions.NonBacktracking)]
    private static partial Regex Shell();

    [GeneratedRegex(@"^(?:\$ )?(?:helpdesk|dotnet run (?:-c Release )?--project src/HelpDesk\.Cli(?: -c Release)? --) ([^>;&]+)", RegexOptions.NonBacktracking)]
    private static partial Regex OfProgram();

    [GeneratedRegex(@"""[^""]*""|'[^']*'|[^ ]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\./test ([A-Za-z]+)", RegexOptions.NonBacktracking)]
    private static partial Regex TestOfOne();

    [GeneratedRegex(@"```markdown\n([^`]*)```", RegexOptions.NonBacktracking)]
    private static partial Regex FencedMarkdown();

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 10_000)]
    private static partial Regex CellEnd();
}
