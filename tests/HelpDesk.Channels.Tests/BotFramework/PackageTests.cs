using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.Json;
using HelpDesk.Channels.BotFramework.Package;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;

namespace HelpDesk.Channels.Tests.BotFramework;

public class PackageTests
{
    private static readonly Dictionary<string, byte[]> Package = Open();

    [Fact]
    public void Holds_manifest_languages_and_icons_and_nothing_else() =>
        Package.Keys.Order(StringComparer.Ordinal).ShouldBe(["color.png", "en.json", "ja.json", "manifest.json", "outline.png"]);

    [Fact]
    public async Task Fits_Microsofts_schema_of_manifests()
    {
        var older = (JsonObject)JsonNode.Parse(Package["manifest.json"])!;
        (older["$schema"], older["manifestVersion"]) = ("https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json", "1.25");
        object[] checks =
        [
            new { name = "manifest", by = "teams:v1.30/MicrosoftTeams.schema.json", json = Json("manifest.json") },
            new { name = "manifest with an older version, for clouds that lag behind", by = "teams:v1.25/MicrosoftTeams.schema.json", json = (object)older },
            new { name = "ja", by = "teams:v1.30/MicrosoftTeams.Localization.schema.json", json = Json("ja.json") },
            new { name = "en", by = "teams:v1.30/MicrosoftTeams.Localization.schema.json", json = Json("en.json") },
            new { name = "the schema is no rubber stamp", by = "teams:v1.30/MicrosoftTeams.schema.json", json = JsonElement.Parse("""{"manifestVersion":"1.30"}""") },
        ];

        var verdicts = (await Peers.Run("schema.mjs", checks)).EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetString());

        verdicts["the schema is no rubber stamp"].ShouldNotBeEmpty();
        verdicts.Where(each => each.Key != "the schema is no rubber stamp").ShouldAllBe(each => each.Value == "");
    }

    [Fact]
    public void Carries_bot_and_domain_in_every_place()
    {
        var manifest = Json("manifest.json");
        manifest.GetRawText().ShouldNotContain("{{");
        manifest.GetProperty("bots")[0].GetProperty("botId").GetString().ShouldBe(FakeTokens.AppId);
        manifest.GetProperty("bots")[0].GetProperty("supportsFiles").GetBoolean().ShouldBeTrue("without it Teams offers no way to attach a file");
        manifest.GetProperty("composeExtensions")[0].GetProperty("botId").GetString().ShouldBe(FakeTokens.AppId);
        manifest.GetProperty("validDomains")[0].GetString().ShouldBe("helpdesk.example.jp");
    }

    [Fact]
    public void Both_languages_say_the_same_things_and_the_manifest_is_the_Japanese_one()
    {
        var (ja, en) = (Json("ja.json").EnumerateObject().ToList(), Json("en.json").EnumerateObject().ToList());
        en.Select(each => each.Name).ShouldBe(ja.Select(each => each.Name));
        en.Skip(1).ShouldAllBe(each => each.Value.GetString()!.All(c => c < 0x3000));
        foreach (var text in ja.Skip(1))
        {
            At(Json("manifest.json"), text.Name).ShouldBe(text.Value.GetString(), text.Name);
        }
    }

    [Theory]
    [InlineData("ja.json")]
    [InlineData("en.json")]
    public void Every_command_is_something_the_bot_understands(string language)
    {
        var intents = DialogueTexts.Read(Path.Combine(Peers.RepositoryRoot, "kb"), new FindingList()).Intents;
        var commands = Json(language).EnumerateObject().Where(each => each.Name.StartsWith("bots", StringComparison.Ordinal) && each.Name.EndsWith("title", StringComparison.Ordinal)).ToList();
        commands.Count.ShouldBe(4);
        commands.ShouldAllBe(each => intents.Named(each.Value.GetString()!) != null);
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void Icons_have_the_size_that_Teams_asks_for(string file, int size)
    {
        var png = Package[file].AsSpan();
        (BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..])).ShouldBe((size, size));
        png[25].ShouldBe((byte)6, "with transparency");
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes() => Bytes().ShouldBe(Bytes());

    [Theory]
    [InlineData("helpdesk.example.jp", true)]
    [InlineData("HELPDESK.example.jp", true)]
    [InlineData("xn--p8j9a0d.jp", true)]
    [InlineData("https://helpdesk.example.jp", false)]
    [InlineData("helpdesk.example.jp/", false)]
    [InlineData("helpdesk.example.jp:443", false)]
    [InlineData("*.example.jp", false)]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("-a.example.jp", false)]
    [InlineData("ヘルプ.jp", false)]
    [InlineData("a..jp", false)]
    [InlineData("", false)]
    [InlineData("a.jp\",\"x", false)]
    public void A_domain_is_a_host_name(string text, bool domain) => TeamsPackage.IsDomain(text).ShouldBe(domain);

    private static JsonElement Json(string file) => JsonElement.Parse(Package[file]);

    private static byte[] Bytes()
    {
        using var stream = new MemoryStream();
        TeamsPackage.Write(stream, Guid.Parse(FakeTokens.AppId), "helpdesk.example.jp");
        return stream.ToArray();
    }

    private static Dictionary<string, byte[]> Open()
    {
        using var zip = new ZipArchive(new MemoryStream(Bytes()));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var from = entry.Open();
            using var into = new MemoryStream();
            from.CopyTo(into);
            return into.ToArray();
        });
    }

    /// <summary>«bots[0].commandLists[0].commands[1].title».</summary>
    private static string? At(JsonElement json, string path)
    {
        foreach (var part in path.Split('.'))
        {
            var name = part.Split('[')[0];
            json = json.GetProperty(name);
            json = name == part ? json : json[int.Parse(part[(name.Length + 1)..^1], System.Globalization.CultureInfo.InvariantCulture)];
        }

        return json.GetString();
    }
}
