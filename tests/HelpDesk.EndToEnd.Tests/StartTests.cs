using System.Diagnostics;

namespace HelpDesk.EndToEnd.Tests;

public sealed class StartTests(Browser browser)
{
    [Theory]
    [InlineData("", "はほかのプログラムが使っています。")]
    [InlineData("en", "Another program uses the address")]
    public async Task An_address_in_use_is_said_plainly(string language, string said)
    {
        var (code, error) = await StartAsync(language, "--urls", browser.Address);

        code.ShouldBe(1);
        error.ShouldContain(said);
        error.ShouldContain("--urls");
        error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("--Database:Sqlite", "nowhere/helpdesk.db", "The folder for the database")]
    [InlineData("--Database:Sqlite", "HelpDesk.Web.dll", "cannot be read as a help desk database")]
    [InlineData("--Database:Postgres", "Host=127.0.0.1;Port=1;Username=x;Password=secret", "The database cannot be reached")]
    [InlineData("--Chat:EmbedOrigins:0", "https://shop.example/page", "Setting Chat:EmbedOrigins cannot be")]
    [InlineData("--Chat:EmbedOrigins:0", "http://shop.example", "Setting Chat:EmbedOrigins cannot be")]
    [InlineData("--Chat:TokensPerMinute", "0", "must be 1 or more")]
    [InlineData("--Chat:TokensPerMinute", "many", "A setting cannot be read")]
    [InlineData("--Mail:Host", "localhost", "Setting Mail:From cannot be ''")]
    public async Task What_cannot_work_does_not_start_and_says_what_to_do(string setting, string value, string said)
    {
        var (code, error) = await StartAsync("en", "--urls", "http://127.0.0.1:0", "--Database:Sqlite", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), setting, value);

        code.ShouldBe(1);
        error.ShouldContain(said);
        error.ShouldNotContain("   at ");
        error.ShouldNotContain("secret");
    }

    private static async Task<(int Code, string Error)> StartAsync(string language, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["HelpDesk.Web.dll", .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["HELPDESK_LANG"] = language;
        using var second = Process.Start(start)!;
        var log = second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        await log;

        return (second.ExitCode, error);
    }
}
