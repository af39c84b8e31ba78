using System.Text.Encodings.Web;
using System.Text.Unicode;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Web.Articles;
using HelpDesk.Web.Health;
using HelpDesk.Web.Http;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Search;
using Microsoft.AspNetCore.Connections;

const string DefaultAddress = "http://localhost:5080";
const int LongestAddress = 4 * 1024 * 1024;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
{
    builder.WebHost.UseUrls(DefaultAddress);
}

// A question of 2,000 Japanese characters is 18,000 bytes of a GET's address; whoever pastes a whole log of 1 MB still reads
// that its beginning was searched, not the browser's page about a broken connection.
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestLineSize = LongestAddress;
    kestrel.Limits.MaxRequestBufferSize = LongestAddress;
});

// The framework's log of requests would hold questions, and so supply point numbers and names.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(_ => LanguageTools.Load());
builder.Services.AddSingleton<ServedKnowledge>();
builder.Services.AddHostedService<KnowledgeWatch>();

// Japanese stays readable in HTML and JSON; what is markup is still escaped.
builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
builder.Services.AddRazorComponents();
builder.Services.AddProblemDetails();
builder.Services.AddOpenApi();

await using var app = builder.Build();
var texts = SiteTexts.For(app.Configuration["HELPDESK_LANG"]);
try
{
    if (!app.Services.GetRequiredService<ServedKnowledge>().Start(Console.Error))
    {
        return 1;
    }
}
catch (DictionaryException)
{
    await Console.Error.WriteLineAsync(texts.Get("site.dictionary", DictionaryFiles.DefaultDirectory));
    return 1;
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

app.UseSecurityHeaders();
app.UseFailures();
app.UseSiteFiles();

// After the files: the page for missing addresses would match theirs.
app.UseRouting();
app.MapHealth();
app.MapArticlePages();
app.MapSearchPages();
app.MapArticleApi();
app.MapSearchApi();
app.MapOpenApi();
app.MapMissingPages();
var address = app.Configuration["urls"] ?? DefaultAddress;
try
{
    await app.RunAsync();
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(texts.Get("site.addressInUse", address));
    return 1;
}

return 0;
