using System.IO.Compression;
using System.Text.Json;

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
    public async Task Says_what_is_ones_own_without_the_source()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("app.zip");
        var ran = await Cli.Run(
            "teams-package", "--bot-id", Bot, "--domain", "helpdesk.example.jp", "--out", file, "--developer", "例電力サポート", "--website", "https://www.example.jp/", "--privacy", "https://www.example.jp/privacy",
            "--terms", "https://www.example.jp/terms", "--app-version", "2.0.1", "--manifest-version", "1.25");
        (ran.ExitCode, ran.Error).ShouldBe((0, ""));
        var manifest = await ManifestAsync(file);
        (manifest.GetProperty("version").GetString(), manifest.GetProperty("manifestVersion").GetString()).ShouldBe(("2.0.1", "1.25"));
        manifest.GetProperty("$schema").GetString()!.ShouldContain("/v1.25/");
        manifest.GetProperty("developer").EnumerateObject().Select(one => one.Value.GetString()).ShouldBe(["例電力サポート", "https://www.example.jp/", "https://www.example.jp/privacy", "https://www.example.jp/terms"]);
        manifest.GetProperty("bots")[0].GetProperty("botId").GetString().ShouldBe(Bot);
    }

    [Fact]
    public async Task Takes_a_folder_of_ones_own_files()
    {
        using var folder = new TemporaryFolder();
        folder.Write("own/manifest.json", """{ "id": "{{botId}}", "version": "3.0.0", "validDomains": ["{{domain}}"] }""");
        folder.Write("own/en.json", """{ "name.short": "Our desk" }""");
        var file = folder.File("app.zip");
        (await Cli.Run("teams-package", "--bot-id", Bot, "--domain", "helpdesk.example.jp", "--out", file, "--manifest", folder.File("own"))).ExitCode.ShouldBe(0);
        (await ManifestAsync(file)).GetRawText().ShouldContain($"\"id\": \"{Bot}\"");
        (await ManifestAsync(file, "en.json")).GetProperty("name.short").GetString().ShouldBe("Our desk");
        (await ManifestAsync(file, "ja.json")).GetProperty("name.short").GetString().ShouldBe("ヘルプデスク");

        folder.Write("own/manifest.json", "{");
        (await Cli.Run("teams-package", "--bot-id", Bot, "--domain", "helpdesk.example.jp", "--out", file, "--manifest", folder.File("own"))).Error.ShouldContain("JSONとして読めません");
    }

    [Theory]
    [InlineData("--privacy", "http://www.example.jp/", "«http://www.example.jp/» is no https address")]
    [InlineData("--terms", "terms", "«terms» is no https address")]
    [InlineData("--app-version", "1.2", "--app-version holds «1.2»")]
    [InlineData("--app-version", "1.02.0", "--app-version holds «1.02.0»")]
    [InlineData("--manifest-version", "new", "--manifest-version holds «new»")]
    [InlineData("--developer", "123456789012345678901234567890123", "--developer holds")]
    [InlineData("--manifest", "/nowhere", "There is no manifest.json in /nowhere")]
    public async Task What_cannot_be_ones_own_is_said(string option, string value, string said)
    {
        using var folder = new TemporaryFolder();
        var ran = await Cli.Run("teams-package", "--bot-id", Bot, "--domain", "helpdesk.example.jp", "--out", folder.File("app.zip"), "--lang", "en", option, value);
        (ran.ExitCode, ran.Output).ShouldBe((1, ""));
        ran.Error.ShouldContain(said);
        File.Exists(folder.File("app.zip")).ShouldBeFalse();
    }

    private static async Task<JsonElement> ManifestAsync(string file, string name = "manifest.json")
    {
        await using var zip = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
        await using var entry = await zip.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken);
        return (await JsonDocument.ParseAsync(entry, cancellationToken: TestContext.Current.CancellationToken)).RootElement;
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
