using HelpDesk.Language.Tests;

namespace HelpDesk.Cli.Tests;

/// <summary>`helpdesk language`: default and service side by side.</summary>
public class LanguageTests
{
    private const string Text = "例電力株式会社の佐藤太郎です。至急、ERR_20070で困っています。03-1234-5678";

    [Fact]
    public async Task Without_a_service_the_defaults_stand_alone()
    {
        var ran = await Cli.Run("language", Text);
        ran.ExitCode.ShouldBe(0, ran.Error);
        foreach (var part in (string[])["ja", "例電力株式会社の佐藤太郎です。至急、ERR_20070で困っています。***-****", "ERR_20070", "急ぎ(「至急」)", "使わない", "Language:Endpoint がないため"])
        {
            ran.Output.ShouldContain(part);
        }
    }

    [Fact]
    public async Task With_one_it_stands_beside_them()
    {
        await using var fake = await FakeLanguageService.StartAsync();
        var ran = await Cli.RunIn(Settings(fake, FakeLanguageService.Key), "language", Text, "--lang", "en");
        ran.ExitCode.ShouldBe(0, ran.Error);
        foreach (var part in (string[])["ja (0.99)", "***の***です", "negative (positive 0.01, neutral 0.07, negative 0.92)"])
        {
            ran.Output.ShouldContain(part);
        }

        fake.Seen.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_wrong_key_is_said_with_what_to_do()
    {
        await using var fake = await FakeLanguageService.StartAsync();
        var ran = await Cli.RunIn(Settings(fake, "wrong"), "language", Text, "--lang", "en");
        ran.ExitCode.ShouldBe(0, ran.Error);
        ran.Output.ShouldContain("401 Unauthorized");
        ran.Output.ShouldContain("check Language:Key");
        fake.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_are_said()
    {
        var ran = await Cli.RunIn(new Dictionary<string, string> { ["HELPDESK__Language__Uses"] = "Sentiment" }, "language", Text);
        ran.ExitCode.ShouldBe(1);
        ran.Error.ShouldContain("Language:Endpoint");
    }

    private static Dictionary<string, string> Settings(FakeLanguageService fake, string key) => new()
    {
        ["HELPDESK__Language__Endpoint"] = fake.Address.AbsoluteUri, ["HELPDESK__Language__Key"] = key, ["HELPDESK__Language__Uses"] = "Language,PersonalData,KeyPhrases,Sentiment",
    };
}
