using HelpDesk.Web.Http;
using HelpDesk.Web.Mail;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Chat;

/// <summary>The chat page in both languages, and the same for frames of other sites.</summary>
internal static class ChatEndpoints
{
    public static void AddChat(this IServiceCollection services)
    {
        services.AddOptions<ChatOptions>().BindConfiguration("Chat").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ChatOptions>, ChatOptionsCheck>();
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ChatOptions>>((limits, chat) =>
        {
            limits.AddPerMinute(RateLimits.Tokens, chat.Value.TokensPerMinute);
            limits.AddPerMinute(RateLimits.Emails, chat.Value.EmailsPerMinute);
        });
    }

    public static void MapChatPages(this IEndpointRouteBuilder app)
    {
        var framed = ChatPolicy.Framed(app.ServiceProvider.GetRequiredService<IOptions<ChatOptions>>().Value);
        var offersEmail = app.ServiceProvider.GetService<IMailbox>() is not null;
        foreach (var language in SiteTexts.Languages)
        {
            var pages = app.MapGroup(Addresses.Root(language)).ExcludeFromDescription();
            pages.MapPage("/chat", (HttpContext context, IAntiforgery antiforgery) => Page(context, language, antiforgery.GetAndStoreTokens(context).RequestToken, offersEmail))
                .WithMetadata(ChatPolicy.Page);
            pages.MapPage("/chat/embed", (HttpContext context) => Page(context, language, null, offersEmail)).WithMetadata(framed);
        }
    }

    private static RazorComponentResult<ChatPage> Page(HttpContext context, string language, string? antiforgery, bool offersEmail)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<ChatPage>(new { Language = language, Antiforgery = antiforgery, OffersEmail = offersEmail });
    }
}
