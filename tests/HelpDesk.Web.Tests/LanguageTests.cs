using HelpDesk.Conversation.Dialogue;
using HelpDesk.Language.Tests;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Turns;
using HelpDesk.Web.Language;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>The language service in a whole host: behind the answer, never before it; off unless it is set.</summary>
public sealed class LanguageTests : IAsyncLifetime
{
    private FakeLanguageService fake = null!;
    private int messages;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fake = await FakeLanguageService.StartAsync();

    public ValueTask DisposeAsync() => fake.DisposeAsync();

    [Fact]
    public async Task Answers_do_not_wait_for_it_and_no_text_is_kept_before_it_has_spoken()
    {
        var (arrived, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        fake.Next.Enqueue(async _ =>
        {
            arrived.TrySetResult();
            await goesOn.Task;
            return false;
        });
        await using var site = Site("Language", "PersonalData", "KeyPhrases", "Sentiment");
        var reply = await SayAsync(site, "例電力株式会社の佐藤太郎です。ERR_99999が出て困っています。電話は03-1234-5678です");
        reply.Replies.ShouldNotBeEmpty();
        await arrived.Task;
        (await QuestionsAsync(site)).ShouldAllBe(row => row.MaskedText == "");

        goesOn.SetResult();
        var kept = await UntilAsync(() => QuestionsAsync(site), rows => rows.Count > 0 && rows.All(row => row.MaskedText.Length > 0));
        kept[0].MaskedText.ShouldBe("***の***です。ERR_99999が出て困っています。電話は***-****です");
        fake.Seen.ShouldAllBe(one => !one.Body!.ToJsonString().Contains("03-1234", StringComparison.Ordinal), "what our own masks find never leaves");

        foreach (var line in (string[])["担当者に相談", "すべてスキップ", "この内容で送る"])
        {
            await SayAsync(site, line);
        }

        var hint = (await UntilAsync(() => ReadAsync(site, context => context.InquiryHints), rows => rows.Count > 0)).ShouldHaveSingleItem();
        (hint.Sentiment, hint.Negative).ShouldBe(("negative", .92));
        hint.KeyPhrases.ShouldNotBeEmpty();
        (await ReadAsync(site, context => context.LanguageDays)).ShouldHaveSingleItem().Documents.ShouldBe(fake.Seen.Count);
    }

    [Fact]
    public async Task A_service_that_refuses_us_costs_texts_and_hints_and_nothing_else()
    {
        fake.Always = FakeLanguageService.Failing(401, "Unauthorized");
        await using var site = Site("PersonalData", "Sentiment");
        for (var i = 0; i < 3; i++)
        {
            (await SayAsync(site, "ERR_20070")).Replies.ShouldNotBeEmpty();
        }

        await UntilAsync(() => Task.FromResult(fake.Seen.Count), seen => seen > 0);
        (await QuestionsAsync(site)).ShouldAllBe(row => row.MaskedText == "");
        fake.Seen.Count.ShouldBe(1, "the breaker is open after the first");
    }

    [Fact]
    public async Task It_is_off_unless_it_is_set()
    {
        await using var site = HelpDeskSite.With(null, ("Language:Endpoint", fake.Address.AbsoluteUri), ("Language:Key", FakeLanguageService.Key));
        await SayAsync(site, "ERR_20070");
        site.Services.GetService<LanguageWork>().ShouldBeNull();
        (await QuestionsAsync(site)).ShouldAllBe(row => row.MaskedText == "ERR_20070");
        fake.Seen.ShouldBeEmpty();
    }

    private HelpDeskSite Site(params string[] uses) => HelpDeskSite.With(null,
    [
        ("Language:Endpoint", fake.Address.AbsoluteUri), ("Language:Key", FakeLanguageService.Key), ("Language:Seconds", "100"), .. uses.Select((use, i) => ($"Language:Uses:{i}", use)),
    ]);

    private Task<AcceptedTurn> SayAsync(HelpDeskSite site, string text) => site.Services.GetRequiredService<TurnDesk>()
        .AcceptAsync(new AcceptedMessage("webchat", "c", $"a{messages++}", "dl_taro", new Incoming(text), new Person("dl_taro")), Stop);

    private static Task<List<QuestionRow>> QuestionsAsync(HelpDeskSite site) => ReadAsync(site, context => context.Questions.OrderBy(row => row.Id));

    private static async Task<List<T>> ReadAsync<T>(HelpDeskSite site, Func<HelpDeskContext, IQueryable<T>> rows)
        where T : class
    {
        await using var context = site.Services.GetRequiredService<Database>().Open();
        return await rows(context).AsNoTracking().ToListAsync(Stop);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> holds)
    {
        while (true)
        {
            var seen = await look();
            if (holds(seen))
            {
                return seen;
            }

            await Task.Delay(50, Stop);
        }
    }
}
