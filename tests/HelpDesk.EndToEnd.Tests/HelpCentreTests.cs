using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

public sealed class HelpCentreTests(Browser browser)
{
    private static readonly AxeRunOptions Wcag22Aa = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        // No word outside of a landmark, where those who jump from one to the next would not find it.
        Rules = new Dictionary<string, RuleOptions> { ["region"] = new() { Enabled = true } },
    };

    public static TheoryData<string, int, ColorScheme> Pages()
    {
        var pages = new TheoryData<string, int, ColorScheme>();
        foreach (var path in (string[])["/", "/articles/5-02", "/articles/REF", "/search?q=ERR_20040", "/search?q=qwerty", "/search?q=NG%2003", "/search?q=お使いの端末では当システムを利用できません", "/articles/9-99", "/en", "/en/articles/1-04", "/en/search?q=browser", "/inquiries/new", "/en/inquiries"])
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
        foreach (var path in (string[])["/", "/articles/REF", "/articles/1-04", "/search?q=ERR_20040", "/inquiries/new"])
        {
            var page = await browser.OpenAsync(path, width);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, path);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_asks_by_the_form_and_finds_the_inquiry_in_the_list(bool javaScript)
    {
        var page = await browser.OpenAsync("/inquiries/new", 390, javaScript: javaScript);
        await page.Locator("#matter").FillAsync("ERR_20040が出て進めません");
        await page.Locator("#supply-point-number").FillAsync("123");
        await page.Locator("form.inquiry button").ClickAsync();
        await page.Locator("#supply-point-number-error").WaitForAsync();
        (await page.Locator("#matter").InputValueAsync()).ShouldBe("ERR_20040が出て進めません");
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "artifacts", $"inquiry-{javaScript}-1.png"), FullPage = true });

        await page.Locator("#supply-point-number").FillAsync("0312345678901234567890");
        await page.Locator("form.inquiry button").ClickAsync();
        await page.GetByText("受け付けました").WaitForAsync();
        page.Url.ShouldContain("/inquiries?sent=1");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("HD-");
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "artifacts", $"inquiry-{javaScript}-2.png"), FullPage = true });
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_says_that_an_article_did_not_help_and_is_shown_a_way_on(bool javaScript)
    {
        var page = await browser.OpenAsync("/articles/5-02", 390, javaScript: javaScript);
        (await page.Locator("[data-copy]").IsVisibleAsync()).ShouldBe(javaScript, "without a script there is the browser's own bar");
        await page.Locator("#helpful").GetByRole(AriaRole.Button, new() { Name = "いいえ" }).ClickAsync();
        await page.Locator("#helpful").GetByText("見直し").WaitForAsync();
        (await page.Locator("#helpful a").CountAsync()).ShouldBe(2);
        if (javaScript)
        {
            await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
            await page.Locator("[data-copy]").ClickAsync();
            await page.GetByText("コピーしました").WaitForAsync();
            (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldEndWith("/articles/5-02");
        }
    }

    [Fact]
    public async Task Markup_in_a_question_is_only_text()
    {
        var page = await browser.OpenAsync("/search?q=" + Uri.EscapeDataString("<script>document.title='x'</script><img src=x onerror=document.title='x'>ログインできない"));
        (await page.TitleAsync()).ShouldNotBe("x");
        (await page.Locator("main img").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Suggestions_are_a_combobox_for_the_keyboard()
    {
        var page = await browser.OpenAsync("/");
        var box = page.GetByRole(AriaRole.Combobox);
        (await box.GetAttributeAsync("aria-expanded")).ShouldBe("false");
        await box.PressSequentiallyAsync("パスワード");
        await page.GetByRole(AriaRole.Option, new() { Name = "ユーザIDもしくはパスワードが不正です" }).First.WaitForAsync();
        (await box.GetAttributeAsync("aria-expanded")).ShouldBe("true");
        (await page.RunAxe(Wcag22Aa)).Violations.ShouldBeEmpty();

        await box.PressAsync("ArrowDown");
        await box.PressAsync("ArrowDown");
        await box.PressAsync("ArrowUp");
        var first = page.GetByRole(AriaRole.Option).First;
        (await box.GetAttributeAsync("aria-activedescendant")).ShouldBe(await first.GetAttributeAsync("id"));
        (await first.GetAttributeAsync("aria-selected")).ShouldBe("true");
        (await Focused(page)).ShouldBe("q");
        (await page.RunAxe(Wcag22Aa)).Violations.ShouldBeEmpty();

        await box.PressAsync("Escape");
        (await page.GetByRole(AriaRole.Listbox).CountAsync()).ShouldBe(0, "hidden");
        (await box.InputValueAsync()).ShouldBe("パスワード", "the first Escape closes the list only");

        await box.PressAsync("End");
        await box.PressSequentiallyAsync("が不正");
        await page.GetByRole(AriaRole.Option, new() { Name = "1-01" }).WaitForAsync();
        await box.PressAsync("ArrowDown");
        await box.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(browser.Address + "/articles/1-01");
    }

    [Fact]
    public async Task A_suggestion_can_be_clicked_and_none_need_be_taken()
    {
        var page = await browser.OpenAsync("/en");
        await page.Locator("#q").PressSequentiallyAsync("ERR_2004");
        await page.GetByRole(AriaRole.Option, new() { Name = "6-05" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(browser.Address + "/en/articles/6-05");

        await page.Locator("#q").PressSequentiallyAsync("ERR_2004");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await page.Locator("#q").PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(browser.Address + "/en/search?q=ERR_2004");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/articles/5-02")]
    public async Task Tab_goes_through_the_page_in_the_order_of_reading(string path)
    {
        var page = await browser.OpenAsync(path);
        var stops = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            stops.Add(await Focused(page));
        }

        stops.ShouldBe(["skip", "brand", "nav", "q", "submit"]);
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<bool>("document.activeElement === document.querySelector('main form ~ * a, main form ~ a')")).ShouldBeTrue("then the content's first link");
        var tops = await page.EvaluateAsync<int>("document.querySelectorAll('[tabindex]:not([tabindex=\"-1\"])').length");
        tops.ShouldBe(0, "nothing jumps the queue");

        await page.Locator(".skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        (await Focused(page)).ShouldBe("content");
    }

    [Fact]
    public async Task On_paper_an_article_has_its_source_and_date_and_no_controls()
    {
        var page = await browser.OpenAsync("/articles/5-02");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var control in (string[])[".search", ".skip", "header nav"])
        {
            (await page.Locator(control).IsVisibleAsync()).ShouldBeFalse(control);
        }

        (await page.Locator(".answer").IsVisibleAsync()).ShouldBeTrue();
        (await page.GetByText("https://www.occto.or.jp/various/sw_system/faq.html").First.IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator("time").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator(".facts").GetByText("5-02").IsVisibleAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("/search?q=ERR_20040")]
    [InlineData("/articles/5-02")]
    [InlineData("/inquiries/new")]
    [InlineData("/chat")]
    public async Task With_forced_colours_whatever_can_be_pressed_has_an_edge_and_marks_stand_out(string path)
    {
        var page = await browser.OpenAsync(path);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        if (path == "/chat")
        {
            await page.Locator("#chat[data-state=online] textarea").WaitForAsync();
        }

        var flat = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, .chat-open, .ask')]
              .filter(control => control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && control.getBoundingClientRect().height > 1)
              .filter(control => {
                const style = getComputedStyle(control);
                // A button in a line of text looks like a link.
                return !style.textDecorationLine.includes('underline') && (style.borderTopWidth === '0px' || style.borderTopStyle === 'none' || style.borderTopColor === getComputedStyle(document.body).backgroundColor);
              })
              .map(control => control.outerHTML.slice(0, 120))
            """);
        flat.ShouldBeEmpty();
        var pale = await page.EvaluateAsync<int>("""
            () => [...document.querySelectorAll('mark')].filter(mark => getComputedStyle(mark).backgroundColor === getComputedStyle(document.body).backgroundColor).length
            """);
        pale.ShouldBe(0);
    }

    [Fact]
    public async Task With_forced_colours_the_chosen_suggestion_is_seen()
    {
        var page = await browser.OpenAsync("/");
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await page.Locator("#q").PressSequentiallyAsync("パスワード");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await page.Locator("#q").PressAsync("ArrowDown");
        var grounds = await page.GetByRole(AriaRole.Option).EvaluateAllAsync<string[]>("options => options.map(option => getComputedStyle(option).backgroundColor)");
        grounds[1..].ShouldNotContain(grounds[0]);
    }

    [Fact]
    public async Task The_lists_of_the_home_page_stand_without_holes()
    {
        var page = await browser.OpenAsync("/");
        var gap = await page.EvaluateAsync<double>("""
            () => {
              const boxes = [...document.querySelectorAll('.cards .card')].map(card => card.getBoundingClientRect());
              return Math.max(...boxes.map(box => {
                const above = boxes.filter(other => other !== box && other.left < box.right && box.left < other.right && other.bottom <= box.top);
                return above.length ? box.top - Math.max(...above.map(other => other.bottom)) : 0;
              }));
            }
            """);
        gap.ShouldBeLessThanOrEqualTo(24);
    }

    /// <summary>Where the focus is: the element's id, its class, its type, or the landmark around it.</summary>
    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("""
        () => {
          const at = document.activeElement;
          return at.id || at.className || at.getAttribute('type') || at.closest('nav, header, main, footer, body').tagName.toLowerCase();
        }
        """);
}
