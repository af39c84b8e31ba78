using System.Globalization;
using Azure;
using HelpDesk.Language.Client;

namespace HelpDesk.Language.Tests;

public sealed class ClientTests : IAsyncLifetime
{
    private FakeLanguageService fake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fake = await FakeLanguageService.StartAsync();

    public ValueTask DisposeAsync() => fake.DisposeAsync();

    [Fact]
    public async Task Offsets_are_those_of_our_strings_behind_surrogates_and_joined_emoji()
    {
        const string text = "👨‍👩‍👧と𠮷田花子、🇯🇵例電力株式会社";
        var found = (await Client().FindPersonalDataAsync([new LanguageDocument("1", text, "ja")], Stop))[0].Value.ShouldNotBeNull();
        found.Entities.ShouldAllBe(one => text.Substring(one.Offset, one.Length) == one.Text);
        PersonalMask.Apply(text, found.Entities).ShouldBe("👨‍👩‍👧と***、🇯🇵***");
    }

    [Fact]
    public async Task A_long_text_is_cut_where_a_character_ends_and_is_then_taken()
    {
        var text = string.Concat(Enumerable.Repeat("👨‍👩‍👧", 3_000)) + string.Concat(Enumerable.Repeat("が", 3_000));
        var cut = LanguageClient.Cut(text);
        new StringInfo(cut).LengthInTextElements.ShouldBe(LanguageClient.LongestText);
        text.ShouldStartWith(cut);
        LanguageClient.Cut("short").ShouldBe("short");

        (await Client().DetectLanguageAsync([new LanguageDocument("1", text)], Stop))[0].Error!.Code.ShouldBe("InvalidDocument");
        (await Client().DetectLanguageAsync([new LanguageDocument("1", cut)], Stop))[0].Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Half_a_character_is_sent_as_a_mark_and_moves_no_offset()
    {
        const string text = "\ud842佐藤太郎\udfb7";
        var found = (await Client().FindPersonalDataAsync([new LanguageDocument("1", text, "ja")], Stop))[0].Value.ShouldNotBeNull();
        PersonalMask.Apply(text, found.Entities).ShouldBe("\ud842***\udfb7");
    }

    [Theory]
    [InlineData(429, "TooManyRequests")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalServerError")]
    public async Task What_passes_is_asked_again(int status, string code)
    {
        fake.Next.Enqueue(FakeLanguageService.Failing(status, code, retryAfter: 1));
        (await Client().DetectLanguageAsync([new LanguageDocument("1", "困っています")], Stop))[0].Value!.Code.ShouldBe("ja");
        fake.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_does_not_pass_is_not_and_says_its_code()
    {
        var documents = Enumerable.Range(1, 6).Select(one => new LanguageDocument(one.ToString(CultureInfo.InvariantCulture), "a", "en")).ToList();
        var failed = await Should.ThrowAsync<RequestFailedException>(() => Client().FindPersonalDataAsync(documents, Stop));
        (failed.Status, failed.ErrorCode).ShouldBe((400, "InvalidRequest"));
        fake.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_of_another_form_is_a_failure()
    {
        fake.Next.Enqueue(async context =>
        {
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "<html>", Stop);
            return true;
        });
        (await Should.ThrowAsync<RequestFailedException>(() => Client().DetectLanguageAsync([new LanguageDocument("1", "a")], Stop))).ErrorCode.ShouldBe("InvalidAnswer");
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(3, 9)]
    [InlineData(int.MaxValue, 1)]
    public void A_place_outside_of_the_text_masks_nothing_for_certain(int offset, int length) =>
        PersonalMask.Apply("佐藤です", [new PersonalEntity("?", "Person", offset, length, 1)]).ShouldBeNull();

    [Fact]
    public void Places_that_overlap_are_one_and_half_a_character_goes_whole()
    {
        PersonalMask.Apply("ab佐藤太郎cd", [new("", "Person", 2, 3, 1), new("", "Organization", 4, 2, 1)]).ShouldBe("ab***cd");
        PersonalMask.Apply("a𠮷b", [new("", "Person", 2, 1, 1)]).ShouldBe("a***b");
    }

    private LanguageClient Client() => new(fake.Address, new AzureKeyCredential(FakeLanguageService.Key));
}
