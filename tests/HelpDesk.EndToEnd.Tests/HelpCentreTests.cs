using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

public sealed class HelpCentreTests(Browser browser)
{
    private static readonly AxeRunOptions Wcag22Aa = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    public static TheoryData<string, int, ColorScheme> Pages()
    {
        var pages = new TheoryData<string, int, ColorScheme>();
        foreach (var path in (string[])["/", "/articles/5-02", "/articles/REF", "/search?q=ERR_20040", "/search?q=qwerty", "/articles/9-99", "/en", "/en/articles/1-04", "/en/search?q=browser"])
        {
            pages.Add(path, 1200, ColorScheme.Light);
            pages.Add(path, 390, ColorScheme.Dark);
        }

        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_breaks_WCAG_22_AA(string path, int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(path, width, scheme: scheme);
        var result = await page.RunAxe(Wcag22Aa);
        result.Violations.ShouldBeEmpty(string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help}: {v.Nodes.FirstOrDefault()?.Html}")));
        result.Passes.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(390)]
    public async Task No_page_scrolls_sideways(int width)
    {
        foreach (var path in (string[])["/", "/articles/REF", "/articles/1-04", "/search?q=ERR_20040"])
        {
            var page = await browser.OpenAsync(path, width);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, path);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_types_what_the_screen_says_and_reads_the_answer(bool javaScript)
    {
        var page = await browser.OpenAsync("/", javaScript: javaScript);
        await page.Locator("#q").FillAsync("使いのユーザーＩＤは利用できませ");
        await page.Locator("#q").PressAsync("Enter");
        await page.GetByText("ユーザIDが凍結されているため").First.WaitForAsync();
        page.Url.ShouldContain("/search?");
        await page.GetByRole(AriaRole.Link, new() { Name = "お使いのユーザIDは利用できません" }).First.ClickAsync();
        page.Url.ShouldEndWith("/articles/1-02");
    }

    [Fact]
    public async Task Markup_in_a_question_is_only_text()
    {
        var page = await browser.OpenAsync("/search?q=" + Uri.EscapeDataString("<script>document.title='x'</script><img src=x onerror=document.title='x'>ログインできない"));
        (await page.TitleAsync()).ShouldNotBe("x");
        (await page.Locator("main img").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Suggestions_appear_while_typing()
    {
        var page = await browser.OpenAsync("/");
        await page.Locator("#q").PressSequentiallyAsync("パスワード");
        await page.GetByRole(AriaRole.Link, new() { Name = "ユーザIDもしくはパスワードが不正です" }).First.WaitForAsync();
    }
}
