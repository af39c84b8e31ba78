using System.Diagnostics;

namespace HelpDesk.Cli.Tests;

/// <summary>What the command line makes and opens is for its owner alone.</summary>
public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const string Another = "65534";

    private readonly TemporaryFolder folder = new();

    private string Database => folder.File("help.db");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gaps", "--db", "DB")]
    [InlineData("tickets", "list", "--agent", "sato", "--db", "DB")]
    [InlineData("backup", "COPY", "--db", "DB")]
    [InlineData("chat", "--db", "DB")]
    public async Task A_database_that_others_could_read_is_closed_and_that_is_said(params string[] command)
    {
        await OpenAsync();
        File.SetUnixFileMode(Database, Everybody);
        var ran = await Cli.Run([.. command.Select(word => word switch { "DB" => Database, "COPY" => folder.File("copy"), _ => word })]);
        (ran.ExitCode, ran.Error.Trim()).ShouldBe((0, $"{Database} はこの機械のほかの利用者にも読める状態でした。持ち主だけが読めるようにしました。"));
        Directory.EnumerateFiles(folder.Path).ShouldAllBe(file => File.GetUnixFileMode(file) == Owner);
    }

    [Fact]
    public async Task Another_users_database_that_everybody_can_read_is_refused_with_words()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "Only root can become another user.");
        await OpenAsync();
        File.SetUnixFileMode(Database, Everybody);
        File.SetUnixFileMode(folder.Path, Everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var start = new ProcessStartInfo("/usr/bin/setpriv", ["--reuid", Another, "--clear-groups", "dotnet", Path.Combine(AppContext.BaseDirectory, "helpdesk.dll"), "gaps", "--db", Database])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        start.Environment.Remove("HELPDESK_LANG");
        start.Environment["HOME"] = "/nonexistent";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        (process.ExitCode, await output).ShouldBe((1, ""));
        error.ShouldStartWith($"{Database} はこの機械のほかの利用者にも読めるうえ、持ち主が違うため閉じられません。");
    }

    private async Task OpenAsync() => await OpenedInquiry.CopyAsync(Database);
}
