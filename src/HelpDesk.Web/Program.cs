using System.Text.Encodings.Web;
using System.Text.Unicode;
using HelpDesk.Attachments.Images;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Storage;
using HelpDesk.Web.Articles;
using HelpDesk.Web.Chat;
using HelpDesk.Web.Data;
using HelpDesk.Web.Desk;
using HelpDesk.Web.Files;
using HelpDesk.Web.Health;
using HelpDesk.Web.Http;
using HelpDesk.Web.Inquiries;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Language;
using HelpDesk.Web.Mail;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Search;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Site;
using HelpDesk.Web.Teams;
using HelpDesk.Web.Visitors;

// This program starts itself anew for each picture that people send.
if (ImageProcess.IsAskedBy(args))
{
    return ImageProcess.Run(args);
}

// Settings are read once, at the start. To watch their files is to watch the content root with all below it, and the
// database, which stands there by default, would wake the watcher at every write: a tenth of a busy host's time.
if (HostSettings.Read(args, Console.Error) is not { } settings)
{
    return 1;
}

try
{
    DiskThreads.Reserve();
    var texts = SiteTexts.For(settings.Language);
    var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
    settings.ApplyTo(builder);
    builder.ConfigureListening();
    builder.ConfigureStartLog();
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddSingleton(ReadDesks.Language);
    builder.Services.AddKnowledge();
    builder.Services.AddDatabase();
    builder.Services.AddKeyStore();
    builder.Services.AddDirectLine(builder.Configuration);
    builder.Services.AddFiles();
    builder.Services.AddTeamsWhereSet(builder.Configuration);
    builder.Services.AddLanguage(builder.Configuration);
    builder.Services.AddChat();
    builder.Services.AddVisitors();
    builder.Services.AddInquiries();
    builder.Services.AddArticles();
    builder.Services.AddMailbox(builder.Configuration, builder.Environment);
    builder.Services.AddPublicAddresses();
    builder.Services.AddOwnPages();
    builder.Services.AddCompression();
    builder.Services.AddRateLimits();

    // Japanese stays readable in HTML and JSON; what is markup is still escaped.
    builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
    builder.Services.AddDesk(builder.Configuration);
    builder.Services.AddProblemDetails();
    builder.Services.AddOpenApi();

    await using var app = builder.Build();
    if (!await app.PrepareAsync(texts))
    {
        return 1;
    }

    app.UseSecurityHeaders();
    app.UsePublicAddresses();
    app.UseResponseCompression();
    app.UseFailures();
    app.UseSiteFiles();

    // After the files: the page for missing addresses would match theirs.
    app.UseRouting();
    app.UseRateLimiter();
    app.UseDesk();
    app.MapHealth();
    app.MapArticlePages();
    app.MapSearchPages();
    app.MapArticleApi();
    app.MapSearchApi();
    app.MapChatPages();
    app.MapVisitors();
    app.MapInquiries();
    app.MapFiles();
    app.MapDirectLine();
    app.MapTeamsWhereSet();
    app.MapDesk();
    app.MapOpenApi();
    app.MapMissingPages();
    return await app.ServeAsync();
}
catch (Exception e) when (e is not HostAbortedException)
{
    return StartFailure.Say(e, settings, Console.Error);
}
