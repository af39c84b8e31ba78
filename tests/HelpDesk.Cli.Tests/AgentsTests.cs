namespace HelpDesk.Cli.Tests;

/// <summary>`helpdesk agents`: a fresh install can be entered, and nobody locks everybody out.</summary>
public sealed class AgentsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_fresh_install_gets_its_first_person_by_a_link()
    {
        var ran = await RunAsync("add", "管理 太郎", "--role", "admin", "--role", "lead", "--address", "https://help.example.co.jp/");
        ran.ExitCode.ShouldBe(0);
        ran.Output.ShouldContain("https://help.example.co.jp/desk/join/");
        (await RunAsync("add", "管理 太郎", "--role", "agent")).ShouldSatisfyAllConditions(again => again.ExitCode.ShouldNotBe(0), again => again.Error.ShouldContain("agents invite"));
        (await RunAsync("add", "佐藤", "--role", "boss")).ExitCode.ShouldNotBe(0);
        (await RunAsync("add", "佐藤", "--role", "agent", "--team", "kanto")).Output.ShouldContain("http://localhost:5080/desk/join/");
        (await RunAsync("invite", "だれか")).Error.ShouldContain("agents list");
        (await RunAsync("disable", "管理 太郎")).Error.ShouldContain("最後の管理者");
        (await RunAsync("roles", "佐藤", "--role", "admin")).ExitCode.ShouldBe(0);
        (await RunAsync("disable", "管理 太郎")).ExitCode.ShouldBe(0);
        var list = (await RunAsync("list")).Output;
        list.ShouldContain("管理 太郎  admin,lead  helpdesk  停止中");
        list.ShouldContain("佐藤  admin  helpdesk  招待中");
        (await RunAsync("enable", "管理 太郎", "--lang", "en")).Output.ShouldContain("was changed");
    }

    public void Dispose() => folder.Dispose();

    private Task<Ran> RunAsync(params string[] arguments) => Cli.Run(["agents", .. arguments, "--db", folder.File("help.db")]);
}
