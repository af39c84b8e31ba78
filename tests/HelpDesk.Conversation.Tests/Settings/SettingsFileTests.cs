using System.Globalization;
using HelpDesk.Conversation.Settings;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Conversation.Tests.Settings;

/// <summary>helpdesk.json: what can be set, and the exact words for what cannot.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-settings-").FullName;

    [Fact]
    public void Everything_is_set()
    {
        var loaded = Load("""
            {
              // remarks are welcome
              "Contacts": { "HelpDesk": " 03-0000-0000 ", "Operators": { "01": "01@example.jp", "10": "10@example.jp" } },
              "BusinessHours": { "Opens": "8:30", "Closes": "18:15" },
              "Targets": { "Urgent": { "FirstResponse": 0.5, "Resolution": 4 }, "Low": { "Resolution": 2000 } },
              "Logging": { "LogLevel": { "Default": "Warning" } },
            }
            """);
        loaded.Faults.ShouldBeEmpty();
        var settings = loaded.Settings;
        settings.Contacts.Of("helpdesk", null).ShouldBe("03-0000-0000");
        settings.Contacts.Of("operator", "01").ShouldBe("01@example.jp");
        settings.Contacts.Of("operator", "02").ShouldBeNull();
        (settings.BusinessHours.Opens, settings.BusinessHours.Closes).ShouldBe((new TimeOnly(8, 30), new TimeOnly(18, 15)));
        settings.Targets.Of(TicketPriority.Urgent).FirstResponse.ShouldBe(TimeSpan.FromMinutes(30));
        settings.Targets.Of(TicketPriority.Low).Resolution.ShouldBe(TimeSpan.FromHours(2000));
        settings.Targets.Of(TicketPriority.Low).FirstResponse.ShouldBe(TimeSpan.FromHours(16), "unset, its default");
        loaded.Configuration["Logging:LogLevel:Default"].ShouldBe("Warning");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Contacts": {}, "BusinessHours": {}, "Targets": { "High": {} } }""")]
    public void Nothing_has_to_be_set(string json)
    {
        var loaded = Load(json);
        loaded.Faults.ShouldBeEmpty();
        loaded.Settings.Contacts.HelpDesk.ShouldBeNull();
        loaded.Settings.BusinessHours.Opens.ShouldBe(new TimeOnly(9, 0));
    }

    [Theory]
    [InlineData("""{ "Contact": {} }""", "en", "Contact{0}: error SET014: There is no setting of this name. Did you mean «Contacts»? Correct the spelling, or remove it.")]
    [InlineData("""{ "Contacts": { "Helpdesk ": "x" } }""", "en", "Contacts:Helpdesk {0}: error SET014: There is no setting of this name. Did you mean «Contacts:HelpDesk»? Correct the spelling, or remove it.")]
    [InlineData("""{ "Targets": { "Urgent": { "Answer": 1 } } }""", "ja", "Targets:Urgent:Answer{0}: error SET001: この名前の設定はありません。綴りを直すか、消してください。ここで使えるのは次のとおりです: FirstResponse, Resolution")]
    [InlineData("""{ "Contacts": { "Operators": { "00": "x" } } }""", "en", "Contacts:Operators:00{0}: error SET002: «00» is no area code. Write two digits, one of: 01, 02, 03, 04, 05, 06, 07, 08, 09, 10")]
    [InlineData("""{ "Contacts": { "Operators": { "11": "x" } } }""", "ja", "Contacts:Operators:11{0}: error SET002: 「11」はエリアコードではありません。2桁で、次のどれかを書いてください: 01, 02, 03, 04, 05, 06, 07, 08, 09, 10")]
    [InlineData("""{ "Contacts": { "Operators": "x" } }""", "en", "Contacts:Operators{0}: error SET010: Write entries here, not a value. What can stand here: {area}")]
    [InlineData("""{ "Contacts": { "HelpDesk": " " } }""", "en", "Contacts:HelpDesk{0}: error SET011: The contact is empty or longer than 300 characters. Write the contact to show, or remove the setting.")]
    [InlineData("""{ "Contacts": { "HelpDesk": { "Phone": "x" } } }""", "en", "Contacts:HelpDesk:Phone{0}: error SET009: Write a single value here.")]
    [InlineData("""{ "BusinessHours": { "Opens": "9" } }""", "en", "BusinessHours:Opens{0}: error SET004: «9» cannot be read as a time of day. Write it like «09:00».")]
    [InlineData("""{ "BusinessHours": { "Closes": "24:00" } }""", "ja", "BusinessHours:Closes{0}: error SET004: 「24:00」は時刻として読めません。「09:00」の形で書いてください。")]
    [InlineData("""{ "BusinessHours": { "Opens": "17:00" } }""", "en", "BusinessHours:Closes: error SET003: Closing time 17:00 is not later than opening time 17:00. Set a closing time after the opening.")]
    [InlineData("""{ "BusinessHours": { "Opens": "18:00", "Closes": "09:00" } }""", "ja", "BusinessHours:Closes{0}: error SET003: 終業時刻 09:00 が始業時刻 18:00 より後ではありません。終業を始業より後の時刻にしてください。")]
    [InlineData("""{ "Targets": { "Low": { "Resolution": "a week" } } }""", "en", "Targets:Low:Resolution{0}: error SET005: «a week» cannot be used. Write a number of business hours above 0 and up to 2000 (such as 0.5, 8, 40).")]
    [InlineData("""{ "Targets": { "Low": { "Resolution": 1e300 } } }""", "ja", "Targets:Low:Resolution{0}: error SET005: 「1e300」は使えません。営業時間の時間数で、0より大きく2000以下の数を書いてください(例: 0.5、8、40)。")]
    [InlineData("""{ "Targets": { "Low": { "FirstResponse": -1 } } }""", "en", "Targets:Low:FirstResponse{0}: error SET005: «-1» cannot be used. Write a number of business hours above 0 and up to 2000 (such as 0.5, 8, 40).")]
    [InlineData("""{ "Targets": { "Urgent": { "FirstResponse": 9 } } }""", "en", "Targets:Urgent:Resolution: error SET006: The target for resolution, 8 hours, is shorter than the one for the first response, 9 hours (Targets:Urgent:FirstResponse). Make it at least as long.")]
    [InlineData("""{ "Replies": { "UndoSeconds": 61 } }""", "en", "Replies:UndoSeconds{0}: error SET015: «61» cannot be used. Write a whole number from 0 to 60.")]
    [InlineData("""{ "Targets": { "Low": {}, "low": {} } }""", "en", "Targets:low{0}: error SET012: A setting of the same name stands twice. Keep one.")]
    public void What_cannot_be_is_said_exactly(string json, string language, string said)
    {
        var texts = TextCatalog.Embedded(typeof(SettingFault).Assembly, "Texts", language);
        Load(json).Faults.Select(fault => fault.Describe(texts)).ShouldContain(said.Replace("{0}", $" ({Path.Combine(folder, "helpdesk.json")})", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_near_nothing_is_told_what_there_is()
    {
        var fault = Load("""{ "contacts": { "HelpDesk": "x" }, "Color": "red" }""").Faults.ShouldHaveSingleItem();
        (fault.Key, fault.Code).ShouldBe(("Color", "SET001"));
        fault.Arguments[0].Split(", ").ShouldBe(KnownSettings.All.Select(setting => setting.Key.Split(':')[0]).Distinct(), ignoreOrder: true);
    }

    [Theory]
    [InlineData("08:59", "09:00", true)]
    [InlineData("09:00", "09:00", false)]
    [InlineData("09:01", "09:00", false)]
    public void Closing_comes_after_opening(string opens, string closes, bool fine) =>
        Load($$"""{ "BusinessHours": { "Opens": "{{opens}}", "Closes": "{{closes}}" } }""").Faults.Count.ShouldBe(fine ? 0 : 1);

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void A_contact_has_at_most_300_characters(int length, bool fine) =>
        Load($$"""{ "Contacts": { "Operators": { "03": "{{new string('x', length)}}" } } }""").Faults.Count.ShouldBe(fine ? 0 : 1);

    [Theory]
    [InlineData("{\n  \"Contacts\": {\n", "SET008", "3")]
    [InlineData("[]", "SET008", "1")]
    [InlineData("", "SET008", "1")]
    [InlineData("Opens = 9", "SET008", "1")]
    public void What_is_no_JSON_is_said_with_its_line(string json, string code, string line)
    {
        var fault = Load(json).Faults.ShouldHaveSingleItem();
        (fault.Code, fault.Arguments[1]).ShouldBe((code, line));
    }

    [Fact]
    public void A_file_that_was_named_must_be_there()
    {
        var path = Path.Combine(folder, "none.json");
        var texts = TextCatalog.Embedded(typeof(SettingFault).Assembly, "Texts", "ja");
        SettingsFile.Load(path, Kb.Loaded.Areas).Faults.ShouldHaveSingleItem().Describe(texts)
            .ShouldBe($"{path}: error SET007: 設定ファイル {path} がありません。--settings のパスを直すか、ファイルを置いてください。");
        SettingsFile.Load(null, Kb.Loaded.Areas).Faults.ShouldBeEmpty("without one the defaults hold");
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_said_so()
    {
        var path = Path.Combine(folder, "helpdesk.json");
        using var held = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        SettingsFile.Load(path, Kb.Loaded.Areas).Faults.ShouldHaveSingleItem().Code.ShouldBe("SET013");
    }

    [Fact]
    public void The_README_gives_the_defaults()
    {
        var readme = File.ReadAllText(Path.Combine(Kb.Directory, "..", "README.md"));
        var settings = new HelpDeskSettings();
        readme.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"`{settings.BusinessHours.Opens:HH\\:mm}`, `{settings.BusinessHours.Closes:HH\\:mm}`"));
        foreach (var priority in Enum.GetValues<TicketPriority>())
        {
            var times = settings.Targets.Of(priority);
            readme.ShouldMatch(string.Create(CultureInfo.InvariantCulture, $@"\| `Targets:{priority}:.* \| {times.FirstResponse.TotalHours}, {times.Resolution.TotalHours} \|"));
        }
    }

    private LoadedSettings Load(string json)
    {
        var path = Path.Combine(folder, "helpdesk.json");
        File.WriteAllText(path, json);
        return SettingsFile.Load(path, Kb.Loaded.Areas);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
