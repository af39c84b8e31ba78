using HelpDesk.Conversation.Settings;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Tests.Settings;

/// <summary>One reader for file, environment and command line: what is not known or cannot be used stops the start and says what was meant.</summary>
public sealed class StrictSettingsTests : IDisposable
{
    private static readonly TextCatalog Texts = TextCatalog.Embedded(typeof(SettingFault).Assembly, "Texts", "en");

    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-strict-").FullName;

    [Theory]
    [InlineData("Databse:Sqlite", "Database:Sqlite")]
    [InlineData("BotFramework:AllowedTenats", "BotFramework:AllowedTenants")]
    [InlineData("BotFramework:Credentail", "BotFramework:Credential")]
    [InlineData("BotFramwork:Credentail", "BotFramework:Credential")]
    [InlineData("BotFramework:Tenants:72f988bf-0000-4000-8000-2d7cd011db47:Compny", "BotFramework:Tenants:72f988bf-0000-4000-8000-2d7cd011db47:Company")]
    [InlineData("Chat:MessagesPerMinute", "DirectLine:MessagesPerMinute")]
    [InlineData("Files:Reading:Second", "Files:Reading:Seconds")]
    [InlineData("Mail:Hsot", "Mail:Host")]
    [InlineData("Loging:LogLevel:Default", "Logging")]
    [InlineData("EmbedOrigins:0", "Chat:EmbedOrigins")]
    public void A_name_that_is_nearly_right_is_refused_with_the_right_one_wherever_it_stands(string key, string meant)
    {
        Said(Read([$"--{key}", "x"])).ShouldBe([$"{key} (command line --{key}): error SET014: There is no setting of this name. Did you mean «--{meant}»? Correct the spelling, or remove it."]);
        var json = key.Split(':').Reverse().Aggregate("\"x\"", (inner, part) => $$"""{ "{{part}}": {{inner}} }""");
        Said(Read(json: json)).ShouldBe([$"{key} ({File}): error SET014: There is no setting of this name. Did you mean «{meant}»? Correct the spelling, or remove it."]);
        var (name, right) = ("HELPDESK__" + key.Replace(":", "__", StringComparison.Ordinal), "HELPDESK__" + meant.Replace(":", "__", StringComparison.Ordinal));
        Said(Read(variables: [(name, "x")])).ShouldBe([$"{key} (environment variable {name}): error SET014: There is no setting of this name. Did you mean «{right}»? Correct the spelling, or remove it."]);
    }

    [Theory]
    [InlineData("BotFramework__AllowedTenats", "BotFramework__AllowedTenants")]
    [InlineData("botframwork__appid", "BotFramework__AppId")]
    [InlineData("DATABSE__POSTGRES", "Database__Postgres")]
    [InlineData("HELPDESK_Mail__Port", "HELPDESK__Mail__Port")]
    [InlineData("HELPDESK_LAGN", "HELPDESK_LANG")]
    public void A_variable_that_was_meant_for_us_is_refused(string name, string meant) => Said(Read(variables: [(name, "x")])).ShouldHaveSingleItem().ShouldContain($"«{meant}»");

    [Theory]
    [InlineData("PATH")]
    [InlineData("HELPDESK_PORT")] // Kubernetes makes it of a service called helpdesk.
    [InlineData("HELPDESK_SERVICE_HOST")]
    [InlineData("HELPDESK_KILLS")]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("DOTNET_gcServer")]
    [InlineData("Logging__LogLevel__Default")]
    [InlineData("Kestrel__Endpoints__Http__Url")]
    [InlineData("SERILOG__MinimumLevel")]
    [InlineData("__CF_USER_TEXT_ENCODING")]
    public void Other_peoples_variables_are_left_alone(string name) => Read(variables: [(name, "x")]).Faults.ShouldBeEmpty();

    [Theory]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("--Logging:LogLevel:Default=Debug")]
    [InlineData("/Kestrel:Endpoints:Http:Url=http://127.0.0.1:0")]
    [InlineData("AllowedHosts=help.example.jp")]
    [InlineData("--environment", "Development")]
    public void The_frameworks_own_settings_pass(params string[] arguments) => Read(arguments).Faults.ShouldBeEmpty();

    [Theory]
    [InlineData("Mail:Port", "abc", "error SET015: «abc» cannot be used. Write a whole number from 1 to 65535.")]
    [InlineData("Mail:Port", "0", "SET015")]
    [InlineData("Mail:Port", "65536", "SET015")]
    [InlineData("Mail:Port", "65535", null)]
    [InlineData("Chat:TokensPerMinute", "0", "SET015")]
    [InlineData("Chat:TokensPerMinute", "1", null)]
    [InlineData("Mail:Tls", "SSL", "error SET019: «SSL» cannot be used. Write one of: StartTls, Implicit, None")]
    [InlineData("Mail:Tls", "implicit", null)]
    [InlineData("BotFramework:Credential", "Secrt", "SET019")]
    [InlineData("BotFramework:AgentsChannel:Everyone", "yes", "SET019")]
    [InlineData("BotFramework:ClientSecretExpires", "31.03.2027", "error SET020: «31.03.2027» cannot be read as a day. Write it like «2027-03-31».")]
    [InlineData("BotFramework:ClientSecretExpires", "2027-03-31", null)]
    [InlineData("HELPDESK_LANG", "fr", "error SET019: «fr» cannot be used. Write one of: ja, en")]
    [InlineData("Database", "x.db", "error SET010: Write entries here, not a value. What can stand here: Sqlite, Postgres")]
    [InlineData("Mail:Host:Name", "x", "error SET009: Write a single value here.")]
    [InlineData("Chat:EmbedOrigins:first", "x", "SET009")]
    [InlineData("BotFramework:Tenants:contoso:Company", "x", "SET022: «contoso» is no GUID.")]
    public void A_value_that_cannot_be_used_is_refused(string key, string value, string? said)
    {
        var faults = Said(Read([$"--{key}", value]));
        if (said is null)
        {
            faults.ShouldBeEmpty();
            return;
        }

        faults.ShouldHaveSingleItem().ShouldContain(said);
        faults[0].ShouldContain($"(command line --{key})");
    }

    [Theory]
    [InlineData("SET016", "stray")]
    [InlineData("SET016", "-x")]
    [InlineData("SET016", "--help")]
    [InlineData("SET017", "--Mail:Port")]
    [InlineData("SET017", "--Mail:Host", "--Mail:Port=25")]
    public void What_the_framework_would_pass_over_is_refused(string code, params string[] arguments) => Read(arguments).Faults.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void No_fault_repeats_a_secret()
    {
        var said = Said(Read(["--Mail:Pasword", "hushhush", "--DirectLine:Secret:0", "hushhush"], variables: [("HELPDESK__BotFramework__ClientSecrt", "hushhush")]));
        said.Count.ShouldBe(3);
        said.ShouldAllBe(line => !line.Contains("hushhush", StringComparison.Ordinal));
    }

    [Fact]
    public void The_later_place_wins_and_a_list_is_replaced_whole()
    {
        const string json = """{ "Mail": { "Host": "file", "Port": 1, "From": "file" }, "Chat": { "EmbedOrigins": ["https://a.example", "https://b.example"] }, "DirectLine": { "AllowedOrigins": "https://c.example, https://d.example" } }""";
        var read = Read(
            ["--mail:host", "argument", "--Chat:EmbedOrigins:0", "https://z.example"], json,
            [("Mail__Port", "2"), ("HELPDESK__Mail__Port", "3"), ("Mail__From", "variable"), ("HELPDESK__Mail__From", ""), ("HELPDESK__Mail__Host", "variable")]);
        read.Faults.ShouldBeEmpty();
        var configuration = read.Configuration;
        (configuration["Mail:Host"], configuration["Mail:Port"], configuration["Mail:From"]).ShouldBe(("argument", "3", "variable"));
        configuration.GetSection("Chat:EmbedOrigins").GetChildren().Select(item => item.Value).ShouldBe(["https://z.example"]);
        configuration.GetSection("DirectLine:AllowedOrigins").GetChildren().Select(item => item.Value).ShouldBe(["https://c.example", "https://d.example"]);
        read.OriginOf("Mail:Port")!.Name.ShouldBe("HELPDESK__Mail__Port");
    }

    [Theory]
    [InlineData("72f988bf00004000800002d7cd011db4")]
    [InlineData("72f988bf_0000_4000_8000_02d7cd011db4")]
    [InlineData("72F988BF-0000-4000-8000-02D7CD011DB4")]
    public void A_GUID_is_a_name_that_a_variable_can_have(string id)
    {
        var read = Read(variables: [($"HELPDESK__BotFramework__Tenants__{id}__Company", "例電力"), ($"BotFramework__AgentsChannel__Agents__{id}", "佐藤")]);
        read.Faults.ShouldBeEmpty();
        read.Configuration["BotFramework:Tenants:72f988bf-0000-4000-8000-02d7cd011db4:Company"].ShouldBe("例電力");
        read.Configuration["BotFramework:AgentsChannel:Agents:72f988bf-0000-4000-8000-02d7cd011db4"].ShouldBe("佐藤");
    }

    [Fact]
    public void The_settings_file_can_be_named_by_the_environment_and_the_command_line_but_not_by_itself()
    {
        System.IO.File.WriteAllText(Path.Combine(folder, "other.json"), """{ "Mail": { "Host": "other" } }""");
        Read(variables: [("HELPDESK__Settings", "other.json")]).Configuration["Mail:Host"].ShouldBe("other");
        Read(["--Settings", "other.json"]).Configuration["Mail:Host"].ShouldBe("other");
        Read(["--Settings", "none.json"]).Faults.ShouldHaveSingleItem().Code.ShouldBe("SET007");
        Read(json: """{ "Settings": "other.json" }""").Faults.ShouldHaveSingleItem().Code.ShouldBe("SET018");
        Directory.CreateDirectory(Path.Combine(folder, "folder.json"));
        Read(["--Settings", "folder.json"]).Faults.ShouldHaveSingleItem().Code.ShouldBe("SET013");
    }

    [Theory]
    [InlineData("teams.md")]
    [InlineData("operations.md")]
    public void The_samples_of_the_other_pages_are_taken_too(string page)
    {
        var blocks = Blocks(System.IO.File.ReadAllText(Path.Combine(Kb.Directory, "..", "docs", page)), "json").ToList();
        blocks.ShouldNotBeEmpty();
        blocks.ShouldAllBe(block => Said(Read(null, block)).Count == 0);
    }

    [Fact]
    public void Every_setting_has_a_sample_in_the_documents_that_this_reader_takes()
    {
        var page = System.IO.File.ReadAllText(Path.Combine(Kb.Directory, "..", "docs", "settings.md"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in Blocks(page, "json"))
        {
            var read = Read(json: block);
            Said(read).ShouldBeEmpty(block);
            seen.UnionWith(KnownSettings.All.Select(setting => setting.Key).Where(key => Leads(read, key)));
        }

        foreach (var block in Blocks(page, "sh"))
        {
            var variables = block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line["export ".Length..].Split('=', 2)).Select(pair => (pair[0], pair[1])).ToArray();
            System.IO.File.WriteAllText(Path.Combine(folder, "sample.json"), "{}");
            var read = Read(variables: [.. variables.Select(pair => pair.Item1 == "HELPDESK__Settings" ? (pair.Item1, "sample.json") : pair)]);
            Said(read).ShouldBeEmpty(block);
            seen.UnionWith(KnownSettings.All.Select(setting => setting.Key).Where(key => Leads(read, key)));
        }

        KnownSettings.All.Select(setting => setting.Key).Except(seen).ShouldBeEmpty("a setting without a sample in docs/settings.md");
    }

    private string File => Path.Combine(folder, "helpdesk.json");

    private NamedSettings Read(IReadOnlyList<string>? arguments = null, string? json = null, params (string Name, string Value)[] variables)
    {
        System.IO.File.Delete(File);
        if (json is not null)
        {
            System.IO.File.WriteAllText(File, json);
        }

        return SettingsFile.Read(null, folder, [], arguments ?? [], variables.Select(one => KeyValuePair.Create(one.Name, one.Value)));
    }

    private static List<string> Said(NamedSettings read) => [.. read.Faults.Select(fault => fault.Describe(Texts))];

    /// <summary>Whether something was given under a key, whatever the chosen parts of it are.</summary>
    private static bool Leads(NamedSettings read, string key)
    {
        IEnumerable<Microsoft.Extensions.Configuration.IConfiguration> at = [read.Configuration];
        foreach (var part in key.Split(':'))
        {
            at = at.SelectMany(section => section.GetChildren().Where(child => part.StartsWith('{') || child.Key == part));
        }

        return at.Any();
    }

    private static IEnumerable<string> Blocks(string page, string language) =>
        page.Split("```" + language + "\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
