using HelpDesk.Attachments.Tests;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Storage;
using HelpDesk.Web.Files;
using HelpDesk.Web.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests.Files;

/// <summary>A screenshot is read and asked about; where nothing can be read, the words are asked for.</summary>
public class PictureTests
{
    [Fact]
    public async Task A_login_error_in_a_picture_leads_to_its_article_once_the_person_says_yes()
    {
        await using var site = HelpDeskSite.With(settings: ("Files:Reading:Seconds", "60"));
        using var sender = await Sender.OpenAsync(site);
        var article = site.Services.GetRequiredService<ServedKnowledge>().Desk.KnowledgeBase.Articles.Single(article => article.Id == "1-03");
        var shown = article.Symptoms.OfType<MessageSymptom>().First(symptom => symptom.Prefix is not null);
        await sender.KeepAsync("login.png", Screens.Draw(shown.Prefix!, shown.Text, Look.GreyBox));

        var asked = await sender.LastAsync();
        asked.ShouldContain("画像から次の表示を読み取りました");
        asked.ShouldContain("この内容でお調べしてよろしいですか");
        await sender.SayAsync("はい");
        await using var context = site.Services.GetRequiredService<Database>().Open();
        var question = await context.Questions.SingleAsync(TestContext.Current.CancellationToken);
        (question.Outcome, question.Articles.ShouldHaveSingleItem()).ShouldBe(("answer", "1-03"));
    }

    [Fact]
    public async Task Without_tesseract_the_bot_asks_for_the_text()
    {
        var empty = Directory.CreateTempSubdirectory("helpdesk-path-").FullName;
        await using var site = HelpDeskSite.With(settings: ("Files:Reading:SearchPath", empty));
        using var sender = await Sender.OpenAsync(site);
        await sender.KeepAsync("login.png", Screens.Draw("ログイン失敗", "本文", Look.GreyBox));
        (await sender.LastAsync()).ShouldContain("画面に出ている文言を文字でお送りいただけると");
        Directory.Delete(empty);
    }

    [Fact]
    public void Of_a_long_text_the_lines_around_what_is_known_are_kept()
    {
        var noise = Enumerable.Range(0, 100).Select(i => $"line {i} of a screen that is full of words");
        var text = string.Join("\n\n", [.. noise, "ログイン失敗", "ERR_20040", .. noise]);

        var kept = PictureReader.Kept(text, lines => lines.Contains("ERR_20040", StringComparison.Ordinal));
        kept.Length.ShouldBeLessThanOrEqualTo(PictureReader.LongestKept);
        kept.ShouldContain("ログイン失敗\nERR_20040\n");
        PictureReader.Kept(text, _ => false).ShouldStartWith("line 0 ");
        PictureReader.Kept(text, _ => false).Length.ShouldBe(PictureReader.LongestKept);
        PictureReader.Kept("一行目\n\n 二行目 \n", _ => false).ShouldBe("一行目\n二行目");
    }
}
