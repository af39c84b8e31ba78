using HelpDesk.Ticketing.People;
using Microsoft.Playwright;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>Every page of the desk for whoever enlarges it, or has the system choose its colours: what a look at one page would not tell of the others.</summary>
public sealed class DeskReflowTests(Browser browser)
{
    /// <summary>WCAG 1.4.10: as wide as a window of 1,280 pixels at 400 %.</summary>
    private const int Narrow = 320;

    /// <summary>What stands out to the right, of the things that a reader would have to scroll to.</summary>
    private const string Outside = """
        () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
          .filter(one => one.checkVisibility() && !one.closest('.scroll') && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 120))
        """;

    /// <summary>Words that nobody sees in forced colours, and what can be focused without a ring. Behind words whose colours are forced the browser lays the ground of the page.</summary>
    private const string Unseen = """
        () => {
          const plane = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const light = colour => {
            plane.fillStyle = colour;
            plane.fillRect(0, 0, 1, 1);
            return [...plane.getImageData(0, 0, 1, 1).data].slice(0, 3).map(one => one / 255).map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
              .reduce((sum, one, i) => sum + one * [.2126, .7152, .0722][i], 0);
          };
          const contrast = (one, other) => (Math.max(light(one), light(other)) + .05) / (Math.min(light(one), light(other)) + .05);
          const ground = one => {
            while (one && /^rgba\(.*, 0\)$/.test(getComputedStyle(one).backgroundColor)) one = one.parentElement;
            return one ? getComputedStyle(one).backgroundColor : 'Canvas';
          };
          const body = getComputedStyle(document.body).backgroundColor;
          const words = [...document.querySelectorAll('body *')].filter(one => one.checkVisibility({ opacityProperty: true }) && !one.disabled && [...one.childNodes].some(each => each.nodeType === 3 && each.data.trim()))
            .filter(one => {
              const style = getComputedStyle(one);
              const ours = style.forcedColorAdjust === 'none' || one.ownerSVGElement;
              return contrast(one.ownerSVGElement ? style.fill : style.color, one.matches('.on-bar-3') ? getComputedStyle(document.querySelector('.bar-3') ?? one).fill : ours ? ground(one.ownerSVGElement ?? one) : body) < 4.5;
            });
          const ringless = [...document.querySelectorAll('a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary')].filter(one => one.checkVisibility()).filter(one => {
            one.focus({ focusVisible: true });
            const style = getComputedStyle(one);
            return document.activeElement === one && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1 || contrast(style.outlineColor, body) < 3);
          });
          return [...words.map(one => 'unseen: ' + one.outerHTML.slice(0, 120)), ...ringless.map(one => 'no ring: ' + one.outerHTML.slice(0, 120))];
        }
        """;

    [Fact]
    public async Task Every_page_fits_a_narrow_window_and_larger_letters_and_shows_its_words_and_focus_in_forced_colours()
    {
        var number = await Requester.InquireOnceAsync(browser.Address);
        await using var agent = await DeskAgent.ComeAsync(browser.Chromium, browser.Address, browser.DatabaseFile, "統括", roles: [DeskRole.Lead, DeskRole.Admin]);
        var page = agent.Page;
        foreach (var path in (string[])["/desk?view=all", "/desk/inquiries/" + number, "/desk/search?q=20070", "/desk/reports", "/desk/people", "/desk/audit", "/desk/contacts", "/desk/checks", "/desk/notices", "/desk/views", "/desk/sessions", "/desk/passkeys"])
        {
            await page.SetViewportSizeAsync(1280, 720);
            await page.GotoAsync(browser.Address + path);
            await page.Locator("main:is([data-live=true], .plain) h1").WaitForAsync();
            if (path.Contains(number, StringComparison.Ordinal))
            {
                await page.Keyboard.PressAsync("t");
                await Assertions.Expect(page.Locator("#field-third-party")).ToBeFocusedAsync();
            }
            else if (path.Contains("view=", StringComparison.Ordinal))
            {
                await page.Locator("[data-choose]").First.CheckAsync();
                await page.Locator(".bulk form").WaitForAsync();
            }

            var name = path.Split('?')[0].Replace('/', '-').Replace(number, "inquiry", StringComparison.Ordinal);
            foreach (var colours in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
            {
                await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ColorScheme = colours });
                (await page.EvaluateAsync<string[]>(Unseen)).ShouldBeEmpty($"{path}, forced colours, {colours}");
            }

            await agent.PictureAsync("forced" + name);
            await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });

            // Chromium at 200 % has half as many pixels; letters alone are enlarged in its settings.
            foreach (var (width, letters) in ((int, string)[])[(1280, "200%"), (640, "100%"), (Narrow, "100%")])
            {
                await page.SetViewportSizeAsync(width, 720);
                await page.EvaluateAsync("size => { document.documentElement.style.fontSize = size; }", letters);
                (await page.EvaluateAsync<string[]>(Outside)).ShouldBeEmpty($"{path}, {width} pixels, letters {letters}");
                await agent.PictureAsync($"{width}-{letters.TrimEnd('%')}{name}");
            }

            await agent.IsAccessibleAsync(path + " narrow");
        }

        agent.Errors.ShouldBeEmpty();
    }
}
