using System.IO.Compression;

namespace HelpDesk.Cli.Tests;

public class TeamsPackageTests
{
    private const string Bot = "3f9a2c61-5d0e-4b7a-9c4e-0a1b2c3d4e5f";

    [Theory]
    [InlineData("ja", "を作りました")]
    [InlineData("en", "is made")]
    public async Task Makes_the_package(string language, string said)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("app.zip");

        var ran = await Cli.Run("teams-package", "--bot-id", Bot, "--domain", "helpdesk.example.jp", "--out", file, "--lang", language);

        (ran.ExitCode, ran.Error).ShouldBe((0, ""));
        ran.Output.ShouldContain(said);
        await using var zip = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
        zip.Entries.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("ja", "bot", "helpdesk.example.jp", "--bot-id の値「bot」は")]
    [InlineData("en", "bot", "helpdesk.example.jp", "--bot-id holds «bot»")]
    [InlineData("en", "00000000-0000-0000-0000-000000000000", "helpdesk.example.jp", "--bot-id holds")]
    [InlineData("ja", Bot, "https://helpdesk.example.jp", "--domain の値「https://helpdesk.example.jp」は")]
    [InlineData("en", Bot, "localhost", "--domain holds «localhost»")]
    public async Task Says_what_is_wrong_and_writes_nothing(string language, string bot, string domain, string said)
    {
        using var folder = new TemporaryFolder();

        var ran = await Cli.Run("teams-package", "--bot-id", bot, "--domain", domain, "--out", folder.File("app.zip"), "--lang", language);

        (ran.ExitCode, ran.Output).ShouldBe((1, ""));
        ran.Error.ShouldStartWith(said);
        File.Exists(folder.File("app.zip")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        var ran = await Cli.Run("teams-package", "--bot-id", Bot, "--domain", "helpdesk.example.jp", "--out", folder.File("no/app.zip"), "--lang", "en");
        (ran.ExitCode, ran.Output).ShouldBe((1, ""));
        ran.Error.ShouldContain("no/app.zip could not be written");
    }
}
