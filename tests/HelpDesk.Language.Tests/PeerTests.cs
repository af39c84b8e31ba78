using System.Text.Json.Nodes;
using Azure;
using HelpDesk.Language.Client;

namespace HelpDesk.Language.Tests;

/// <summary>The fake is what Microsoft's own clients take for the service, and our requests are theirs.</summary>
public sealed class PeerTests : IAsyncLifetime
{
    private static readonly LanguageDocument[] Documents =
    [
        new("1", "佐藤太郎です。廃止取次が進まず困っています。", "ja"),
        new("2", "😀例電力株式会社の𠮷田花子と申します👨‍👩‍👧。", "ja"),
        new("3", "This is Jane Miller. The certificate has expired.", "en"),
    ];

    private FakeLanguageService fake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fake = await FakeLanguageService.StartAsync();

    public ValueTask DisposeAsync() => fake.DisposeAsync();

    [Theory]
    [InlineData("language-text")]
    [InlineData("text-analytics")]
    public async Task Their_clients_understand_the_fake(string client)
    {
        var answers = await Peers.AskAsync(fake.Address, FakeLanguageService.Key,
            new { client, kind = "LanguageDetection", documents = Documents.Select(one => new { id = one.Id, text = one.Text }) },
            new { client, kind = "PiiEntityRecognition", documents = Sent, options = new { stringIndexType = "Utf16CodeUnit" } },
            new { client, kind = "KeyPhraseExtraction", documents = Sent },
            new { client, kind = "SentimentAnalysis", documents = Sent });

        answers.ShouldAllBe(one => one!["results"] != null, answers.ToJsonString());
        var (languages, personal, phrases, moods) = (answers[0]!["results"]!, answers[1]!["results"]!, answers[2]!["results"]!, answers[3]!["results"]!);
        string[] codes = [.. languages.AsArray().Select(one => one!["primaryLanguage"]!["iso6391Name"]!.GetValue<string>())];
        codes.ShouldBe(["ja", "ja", "en"]);
        phrases[0]!["keyPhrases"]!.AsArray().Count.ShouldBeGreaterThan(0);
        moods[0]!["sentiment"]!.GetValue<string>().ShouldBe("negative");
        // Their offsets are JavaScript's, UTF-16 like ours; the newer client has to ask for them.
        var found = personal[1]!["entities"]!.AsArray().Select(one => Documents[1].Text.Substring(one!["offset"]!.GetValue<int>(), one["length"]!.GetValue<int>()));
        found.ShouldBe(["例電力株式会社", "𠮷田花子"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("LanguageDetection", "{\"disableServiceLogs\":true}")]
    [InlineData("KeyPhraseExtraction", "{\"disableServiceLogs\":true}")]
    [InlineData("SentimentAnalysis", "{\"disableServiceLogs\":true,\"stringIndexType\":\"Utf16CodeUnit\"}")]
    [InlineData("PiiEntityRecognition", "{\"disableServiceLogs\":true,\"stringIndexType\":\"Utf16CodeUnit\",\"categoriesFilter\":[\"Person\",\"Organization\",\"Address\",\"PhoneNumber\",\"Email\"]}")]
    public async Task Our_requests_are_theirs(string kind, string options)
    {
        var client = Client();
        await (kind switch
        {
            "LanguageDetection" => (Task)client.DetectLanguageAsync(Documents, Stop),
            "KeyPhraseExtraction" => client.FindKeyPhrasesAsync(Documents, Stop),
            "SentimentAnalysis" => client.FindSentimentAsync(Documents, Stop),
            _ => client.FindPersonalDataAsync(Documents, Stop),
        });
        object documents = kind == "LanguageDetection" ? Documents.Select(one => new { id = one.Id, text = one.Text }) : Sent;
        await Peers.AskAsync(fake.Address, FakeLanguageService.Key, new { client = "language-text", kind, documents, options = JsonNode.Parse(options) });

        var (ours, theirs) = (fake.Seen.First(), fake.Seen.Last());
        fake.Seen.Count.ShouldBe(2);
        (ours.Method, ours.Address).ShouldBe((theirs.Method, theirs.Address.Replace("%3A", ":", StringComparison.OrdinalIgnoreCase)));
        foreach (var header in (string[])["Ocp-Apim-Subscription-Key", "Content-Type", "Accept"])
        {
            ours.Headers[header].ShouldBe(theirs.Headers[header], header);
        }

        JsonNode.DeepEquals(ours.Body, theirs.Body).ShouldBeTrue($"{ours.Body!.ToJsonString()}\n{theirs.Body!.ToJsonString()}");
    }

    [Fact]
    public async Task Errors_are_read_as_theirs_are()
    {
        LanguageDocument[] documents = [Documents[0], new("2", new string('あ', 5_121), "ja"), new("3", "x", "tlh")];
        var ours = await Client().FindKeyPhrasesAsync(documents, Stop);
        var wrong = await Should.ThrowAsync<RequestFailedException>(() => new LanguageClient(fake.Address, new AzureKeyCredential("wrong")).FindKeyPhrasesAsync(Documents, Stop));
        var sent = documents.Select(one => new { id = one.Id, text = one.Text, language = one.Language });
        var theirs = await Peers.AskAsync(fake.Address, FakeLanguageService.Key, new { client = "language-text", kind = "KeyPhraseExtraction", documents = sent });
        var wrongThere = await Peers.AskAsync(fake.Address, "wrong", new { client = "language-text", kind = "KeyPhraseExtraction", documents = Sent });

        ours.Select(one => one.Error?.Code).ShouldBe(theirs[0]!["results"]!.AsArray().Select(one => one!["error"]?["code"]?.GetValue<string>()));
        ours.Select(one => one.Error?.Code).ShouldBe([null, "InvalidDocument", "UnsupportedLanguageCode"]);
        (wrong.Status, wrong.ErrorCode).ShouldBe((401, "Unauthorized"));
        wrongThere[0]!["failed"]!["status"]!.GetValue<int>().ShouldBe(401);
    }

    private static object Sent => Documents.Select(one => new { id = one.Id, text = one.Text, language = one.Language });

    private LanguageClient Client() => new(fake.Address, new AzureKeyCredential(FakeLanguageService.Key));
}
