using Azure;
using Azure.Core;
using HelpDesk.Language.Client;
using HelpDesk.Language.Guard;
using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Language.Tests;

/// <summary>Time limit, circuit breaker and ceiling: the service may fail as it likes, and nothing is thrown.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 26, 1, 0, 0, TimeSpan.Zero));
    private readonly List<(string Code, TimeSpan Pause)> paused = [];
    private FakeLanguageService fake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fake = await FakeLanguageService.StartAsync();

    public ValueTask DisposeAsync() => fake.DisposeAsync();

    [Fact]
    public async Task Names_and_organisations_are_masked()
    {
        var masked = await Guarded().MaskAsync("例電力株式会社の佐藤太郎です。電話は***-****。", "ja", Stop);
        masked.Value.ShouldBe("***の***です。電話は***-****。");
    }

    [Fact]
    public async Task Only_the_part_that_was_read_is_kept()
    {
        var masked = await Guarded().MaskAsync("佐藤太郎" + new string('あ', 6_000) + "佐藤太郎", "ja", Stop);
        masked.Value.ShouldBe("***" + new string('あ', LanguageClient.LongestText - 4));
    }

    [Fact]
    public async Task After_three_failures_it_is_spared_and_longer_each_time()
    {
        fake.Always = FakeLanguageService.Failing(503, "ServiceUnavailable");
        var guarded = Guarded();
        for (var i = 0; i < CircuitBreaker.FailuresToOpen; i++)
        {
            (await guarded.LanguageAsync("a", Stop)).ShouldBe(new LanguageAnswer<DetectedLanguage>(null, LanguageFailure.Away, "503 ServiceUnavailable"));
        }

        (await guarded.LanguageAsync("a", Stop)).Code.ShouldBe("Paused");
        fake.Seen.Count.ShouldBe(CircuitBreaker.FailuresToOpen);
        guarded.Wait.ShouldBe(CircuitBreaker.FirstPause);

        clock.Advance(CircuitBreaker.FirstPause);
        (await guarded.LanguageAsync("a", Stop)).Failure.ShouldBe(LanguageFailure.Away);
        guarded.Wait.ShouldBe(CircuitBreaker.FirstPause * 2);

        clock.Advance(guarded.Wait);
        fake.Always = null;
        (await guarded.LanguageAsync("困", Stop)).Value.ShouldNotBeNull();
        (guarded.Wait, paused.Count).ShouldBe((TimeSpan.Zero, 2));
    }

    [Fact]
    public async Task A_wrong_key_opens_it_at_once()
    {
        var guarded = Guarded(key: "wrong");
        (await guarded.LanguageAsync("a", Stop)).Code.ShouldBe("401 Unauthorized");
        guarded.Wait.ShouldBe(CircuitBreaker.LongestPause);
        paused.ShouldBe([("401 Unauthorized", CircuitBreaker.LongestPause)]);
    }

    [Fact]
    public async Task What_the_service_asks_to_be_spared_is_kept()
    {
        fake.Always = FakeLanguageService.Failing(429, "TooManyRequests", retryAfter: 90);
        var guarded = Guarded();
        (await guarded.LanguageAsync("a", Stop)).Failure.ShouldBe(LanguageFailure.Away);
        guarded.Wait.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task What_hangs_ends_at_the_limit()
    {
        var arrived = new TaskCompletionSource();
        fake.Always = context =>
        {
            arrived.TrySetResult();
            return FakeLanguageService.Hanging(context);
        };
        var asked = Guarded().LanguageAsync("a", Stop);
        await arrived.Task;
        clock.Advance(TimeSpan.FromSeconds(10));
        (await asked).ShouldBe(new LanguageAnswer<DetectedLanguage>(null, LanguageFailure.Away, "Timeout"));
    }

    [Fact]
    public async Task Nobody_there_is_away()
    {
        var address = fake.Address;
        await fake.DisposeAsync();
        var guarded = new GuardedLanguage(new LanguageClient(address, NoRetries()), TimeSpan.FromSeconds(10), null, clock, (_, _) => { });
        (await guarded.LanguageAsync("a", Stop)).ShouldBe(new LanguageAnswer<DetectedLanguage>(null, LanguageFailure.Away, "Unreachable"));
        fake = await FakeLanguageService.StartAsync();
    }

    [Fact]
    public async Task A_text_that_is_refused_spares_nobody()
    {
        var guarded = Guarded();
        for (var i = 0; i < 4; i++)
        {
            (await guarded.KeyPhrasesAsync("a", "tlh", Stop)).ShouldBe(new LanguageAnswer<KeyPhrases>(null, LanguageFailure.Refused, "UnsupportedLanguageCode"));
        }

        guarded.Wait.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Over_the_ceiling_nothing_leaves()
    {
        var guarded = Guarded(new Ceiling(1));
        (await guarded.SentimentAsync("困ります", "ja", Stop)).Value.ShouldBe(new Sentiment("negative", .01, .07, .92));
        (await guarded.SentimentAsync("困ります", "ja", Stop)).Failure.ShouldBe(LanguageFailure.Ceiling);
        fake.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_asks_may_go() =>
        await Should.ThrowAsync<OperationCanceledException>(() => Guarded().LanguageAsync("a", new CancellationToken(canceled: true)));

    private GuardedLanguage Guarded(IDailyCeiling? ceiling = null, string key = FakeLanguageService.Key) =>
        new(new LanguageClient(fake.Address, new AzureKeyCredential(key), NoRetries()), TimeSpan.FromSeconds(10), ceiling, clock, (code, pause) => paused.Add((code, pause)));

    private static LanguageClientOptions NoRetries()
    {
        var options = new LanguageClientOptions();
        options.Retry.MaxRetries = 0;
        options.Retry.Mode = RetryMode.Fixed;
        return options;
    }

    private sealed class Ceiling(int most) : IDailyCeiling
    {
        private int taken;

        public Task<bool> TryTakeAsync(CancellationToken cancellation) => Task.FromResult(taken++ < most);
    }
}
