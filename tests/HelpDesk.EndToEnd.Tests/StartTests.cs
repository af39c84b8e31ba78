using System.Diagnostics;
using HelpDesk.Scripts;

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
    [InlineData("--Database:Postgres", "Host=127.0.0.1;Port=1;Username=x;Password=geheim", "The database cannot be reached")]
    [InlineData("--Chat:EmbedOrigins:0", "https://shop.example/page", "Setting Chat:EmbedOrigins cannot be")]
    [InlineData("--Chat:EmbedOrigins:0", "http://shop.example", "Setting Chat:EmbedOrigins cannot be")]
    [InlineData("--Database:Postgres", "nonsense", "cannot be read as a connection string")]
    [InlineData("--Database:Postgres", "Host=127.0.0.1;Port=geheim", "cannot be read as a connection string")]
    [InlineData("--Database:Postgres", "Host=nowhere.invalid;Username=x;Password=geheim", "The database cannot be reached")]
    [InlineData("--Chat:TokensPerMinute", "0", "Write a whole number from 1")]
    [InlineData("--Chat:TokensPerMinute", "many", "Chat:TokensPerMinute (command line --Chat:TokensPerMinute): error SET015")]
    [InlineData("--Databse:Sqlite", "x", "Did you mean «--Database:Sqlite»?")]
    [InlineData("--DirectLine:Secret", "short", "  DirectLine:Secret: command line --DirectLine:Secret")]
    [InlineData("--urls", "nonsense", "The host cannot listen at nonsense")]
    [InlineData("--urls", "http://192.0.2.1:5080", "The host cannot listen at http://192.0.2.1:5080")]
    [InlineData("--Logging:LogLevel:Default", "Loud", "The host could not start.")]
    [InlineData("--contentRoot", "/nowhere/at/all", "There is no folder /nowhere/at/all")]
    [InlineData("--Mail:Host", "localhost", "Setting Mail:From cannot be ''")]
    public async Task What_cannot_work_does_not_start_and_says_what_to_do(string setting, string value, string said)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-start-").FullName;
        var database = Path.Combine(folder, "helpdesk.db");
        PreparedSqlite.CopyTo(database);
        var (code, error) = await StartAsync("en", "--urls", "http://127.0.0.1:0", "--Database:Sqlite", database, setting, value);
        Directory.Delete(folder, recursive: true);

        code.ShouldBe(1);
        error.ShouldContain(said);
        error.ShouldNotContain("   at ");
        error.ShouldNotContain("geheim");
    }

    [Fact]
    public async Task What_is_wrong_in_the_environment_and_in_files_is_said_with_its_place()
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-start-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), """{ "Chat": { "TokensPerMinut": 1 } }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "helpdesk.json"), "{ \"Mail\": { \"Hsot\": \"x\" } ", TestContext.Current.CancellationToken);
        var (code, error) = await StartAsync("en", [("BotFramework__AllowedTenats", "x"), ("BotFramework__Credentail", "Secret")], "--contentRoot", folder);
        Directory.Delete(folder, recursive: true);

        code.ShouldBe(1);
        error.ShouldContain("Did you mean «Chat:TokensPerMinute»?");
        error.ShouldContain("helpdesk.json cannot be read as JSON");
        error.ShouldContain("environment variable BotFramework__AllowedTenats");
        error.ShouldContain("Did you mean «BotFramework__Credential»?");
        error.ShouldNotContain("   at ");
    }

    private static Task<(int Code, string Error)> StartAsync(string language, params IReadOnlyList<string> arguments) => StartAsync(language, [], arguments);

    private static async Task<(int Code, string Error)> StartAsync(string language, IReadOnlyList<(string Name, string Value)> variables, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["HelpDesk.Web.dll", .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["HELPDESK_LANG"] = language;
        start.IsBrief();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var second = Process.Start(start)!;
        var log = second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        // Nor does a stack trace stand in the log before the words.
        (await log).ShouldNotContain("   at ");
        return (second.ExitCode, error);
    }
}
