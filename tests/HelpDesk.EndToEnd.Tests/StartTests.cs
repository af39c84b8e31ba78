using System.Diagnostics;

namespace HelpDesk.EndToEnd.Tests;

public sealed class StartTests(Browser browser)
{
    [Theory]
    [InlineData("", "はほかのプログラムが使っています。")]
    [InlineData("en", "Another program uses the address")]
    public async Task An_address_in_use_is_said_plainly(string language, string said)
    {
        var start = new ProcessStartInfo("dotnet", ["HelpDesk.Web.dll", "--urls", browser.Address])
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["HELPDESK_LANG"] = language;
        using var second = Process.Start(start)!;
        var log = second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        await log;

        second.ExitCode.ShouldBe(1);
        error.ShouldContain(said);
        error.ShouldContain("--urls");
        error.ShouldNotContain("   at ");
    }
}
