using System.Globalization;
using HelpDesk.Cli.Terminal;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Cli.Tests;

/// <summary>Whatever people wrote, no command of ours lets it command the terminal or look like a line of ours.</summary>
public sealed class TerminalTests : IDisposable
{
    /// <summary>Clear the screen, set the title, C1, turned writing, a line over the line, separators, half a character, tags.</summary>
    private const string Nasty = "\u001b[2J\u001b]0;title\u0007\u009b31m\u0085\u202e\u2066\u200f\rover\u2028\u2029\ud800\U000e0041\b\f\v\u007f";

    /// <summary>What a file or a database can hold of it.</summary>
    private static readonly string Whole = Nasty.Replace("\ud800", "", StringComparison.Ordinal);

    private const string Forged = "\nFORGED";

    private readonly TemporaryFolder folder = new();

    /// <summary>Every command there is; {db}, {n}, {kb}, {file} are filled in, {x} is what a hostile person wrote.</summary>
    private static readonly string[][] Commands =
    [
        ["tickets", "list"], ["tickets", "list", "--text", "{x}"], ["tickets", "show", "{n}"], ["tickets", "show", "{x}"], ["tickets", "file", "{n}", "{x}", "--out", "{file}"],
        ["tickets", "take", "{n}"], ["tickets", "release", "{n}"], ["tickets", "assign", "{n}", "{x}"], ["tickets", "move", "{n}", "helpdesk"], ["tickets", "answer", "{n}", "{x}"],
        ["tickets", "note", "{n}", "{x}"], ["tickets", "hand-over", "{n}", "{x}", "{x}"], ["tickets", "resume", "{n}"], ["tickets", "tag", "{n}", "{x}"], ["tickets", "priority", "{n}", "{x}"],
        ["tickets", "resolve", "{n}"], ["tickets", "reopen", "{n}"], ["tickets", "close", "{n}"], ["tickets", "show", "{n}", "--lang", "en"],
        ["gaps", "--db", "{db}"], ["ask", "{x}"], ["ask", "ERR_99999 {x}", "--json"], ["check", "--kb", "{kb}"], ["evaluate", "--questions", "{questions}"],
        ["chat", "--db", "{db}", "--user", "taro"], ["backup", "{x}", "--db", "{db}"], ["restore", "{x}", "--db", "{db}"], ["teams-package", "{x}"], ["train", "--kb", "{kb}"], ["language", "{x}"],
        ["agents", "add", "{x}", "--role", "admin", "--db", "{db}"], ["agents", "add", "a", "--role", "{x}", "--db", "{db}"], ["agents", "list", "--db", "{db}"], ["agents", "invite", "{x}", "--db", "{db}"], ["agents", "check", "{x}", "--db", "{db}"], ["agents", "disable", "{x}", "--db", "{db}"],
        ["{x}"], ["tickets", "{x}"],
    ];

    [Fact]
    public async Task No_command_prints_what_commands_a_terminal_or_forges_a_line()
    {
        await Cli.RunWith("ERR_20070\n担当者に相談\nすべてスキップ\nこの内容で送る\n答えのない質問 zzz\n", ["chat", "--user", "taro", "--db", folder.File("help.db")]);
        var number = Spoil();
        folder.Write($"kb/articles/9/9-99{Whole}.md", $"---\ntitle: {Whole}\nx{Forged}: 1\n---\n");
        folder.Write("questions.tsv", $"id\tkind\tquery\tbest\talso\troute\tarea\nd1\tmessage\t{Whole.Replace('\r', ' ')}\t9-99\t-\thelpdesk\t-\n");
        foreach (var command in Commands)
        {
            string[] arguments = [.. command.Select(Fill), .. command[0] == "tickets" ? (string[])["--agent", "sato", "--db", folder.File("help.db")] : []];
            var ran = await Cli.RunWith(Whole + "\n受付の状況\n", arguments);
            Look(string.Join(' ', command), ran.Output);
            Look(string.Join(' ', command), ran.Error);
        }

        string Fill(string part) => part.Replace("{n}", number, StringComparison.Ordinal).Replace("{db}", folder.File("help.db"), StringComparison.Ordinal)
            .Replace("{kb}", folder.File("kb"), StringComparison.Ordinal).Replace("{file}", folder.File("out"), StringComparison.Ordinal)
            .Replace("{questions}", folder.File("questions.tsv"), StringComparison.Ordinal).Replace("{x}", Whole + Forged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_is_looked_at()
    {
        (await NamesAsync()).Except(Commands.Select(command => command[0])).ShouldBeEmpty();
        (await NamesAsync("tickets")).Except(Commands.Where(command => command[0] == "tickets").Select(command => command[1])).ShouldBeEmpty();
    }

    [Fact]
    public async Task In_JSON_a_sign_that_is_shown_by_its_number_is_the_same_sign()
    {
        var ran = await Cli.Run("ask", "ERR_20070 \u202e", "--json");
        System.Text.Json.JsonDocument.Parse(ran.Output).RootElement.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
    }

    [Theory]
    [InlineData("ログイン\tできない\n", "ログイン\tできない\n")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb", "a\\u000db")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("\ud83d\ude00 \U0002000b 葛\U000e0100 👩‍💻", "\ud83d\ude00 \U0002000b 葛\U000e0100 👩‍💻")]
    [InlineData("\u202eabc\u2069", "\\u202eabc\\u2069")]
    [InlineData("\U000e0041", "\\udb40\\udc41")]
    public void What_is_printed(string text, string expected)
    {
        using var to = new StringWriter { NewLine = "\n" };
        using var terminal = new TerminalWriter(to);
        foreach (var c in text)
        {
            // A character may come in halves.
            terminal.Write(c);
        }

        terminal.Flush();
        to.ToString().Replace("\\u000d\n", "\n", StringComparison.Ordinal).ShouldBe(expected);
    }

    public void Dispose() => folder.Dispose();

    private static void Look(string command, string printed)
    {
        printed.Where(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c')
            .Select(c => ((int)c).ToString("x4", CultureInfo.InvariantCulture)).ShouldBeEmpty(command);
        printed.Split('\n').ShouldAllBe(line => !line.StartsWith("FORGED", StringComparison.Ordinal), command);
    }

    /// <summary>The subcommands that the help lists.</summary>
    private static async Task<IReadOnlyList<string>> NamesAsync(params IReadOnlyList<string> path)
    {
        var lines = (await Cli.Run([.. path, "--help", "--lang", "en"])).Output.Split('\n').ToList();
        var names = lines.Skip(lines.FindIndex(line => line.Trim() == "Commands:") + 1)
            .TakeWhile(line => line.Trim().Length > 0).Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ').Select(line => line.Trim().Split(' ')[0]).ToList();
        names.Count.ShouldBeGreaterThan(3);
        return names;
    }

    /// <summary>As if all of it had come from hostile people by channels that do not clean: the ticket's number.</summary>
    private string Spoil()
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("help.db")};Pooling=False");
        connection.Open();
        var number = (string)Run("SELECT \"Number\" FROM \"Tickets\"")!;
        foreach (var set in (string[])
        [
            "UPDATE \"Tickets\" SET \"Subject\" = $x, \"Requester\" = \"Requester\"", "UPDATE \"TicketMessage\" SET \"Text\" = $x, \"Author\" = $x", "UPDATE \"TicketEvent\" SET \"By\" = $x, \"After\" = $x",
            "UPDATE \"Questions\" SET \"MaskedText\" = $x, \"Outcome\" = 'admit', \"Symptom\" = NULL", "UPDATE \"Tickets\" SET \"Facts\" = json_object('company', $x), \"Tags\" = json_array($x), \"Tried\" = json_array($x)",
        ])
        {
            Run(set);
        }

        return number;

        object? Run(string sql)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of this test.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$x", Whole + Forged);
            return command.ExecuteScalar();
        }
    }
}
