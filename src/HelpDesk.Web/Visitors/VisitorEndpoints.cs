using HelpDesk.Attachments.Store;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Visitors;
using HelpDesk.Web.Http;
using HelpDesk.Web.Mail;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Visitors;

/// <summary>What the chat page needs to speak, in the form of Direct Line's token answers.</summary>
/// <param name="Expires_in">Seconds.</param>
/// <param name="IsNew">Nothing has been said in the conversation yet.</param>
/// <param name="Session">What a framed page keeps and sends in <see cref="VisitorSession.Header"/>; null where a cookie does.</param>
internal sealed record ChatSession(string ConversationId, string Token, int Expires_in, string UserId, bool IsNew, string? Session);

internal sealed record EmailRequest(string? Email)
{
    public static async ValueTask<EmailRequest?> BindAsync(HttpContext context) => new((await CleanBody.ReadAsync(context)).Text("email"));
}

internal sealed record CodeRequest(string? Email, string? Code)
{
    public static async ValueTask<CodeRequest?> BindAsync(HttpContext context) =>
        await CleanBody.ReadAsync(context) is var json ? new(json.Text("email"), json.Text("code")) : null;
}

/// <summary>Who a visitor is: a token for their conversation, the proof of an e-mail address, being forgotten. For our own pages only.</summary>
internal static class VisitorEndpoints
{
    public static void AddVisitors(this IServiceCollection services)
    {
        services.AddSingleton<VisitorSession>();
        services.AddSingleton(provider => new EmailProofs(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()));
    }

    public static void MapVisitors(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/chat").OfOwnPages().ExcludeFromDescription();
        group.MapPost("/token", TokenAsync).RequireRateLimiting(RateLimits.Tokens);
        group.MapPost("/forget", ForgetAsync).RequireRateLimiting(RateLimits.Tokens);
        if (app.ServiceProvider.GetService<IMailbox>() is not null)
        {
            group.MapPost("/email", SendCodeAsync).RequireRateLimiting(RateLimits.Emails);
            group.MapPost("/email/verify", VerifyAsync).RequireRateLimiting(RateLimits.Emails);
        }
    }

    /// <summary>From a page of this site, with its token wherever a cookie says who asks: in a frame of another site none does.</summary>
    private static RouteGroupBuilder OfOwnPages(this RouteGroupBuilder group)
    {
        group.OfOwnSite().AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            return VisitorSession.IsFramed(context.Request) || await OwnPages.HasTokenAsync(context)
                ? await next(invocation)
                : Problems.Create(StatusCodes.Status403Forbidden, "page_expired", context.Request);
        });
        return group;
    }

    private static async Task<IResult> TokenAsync(HttpContext context, VisitorSession session, ChatTokens tokens, Transcript transcript, CancellationToken cancellation) =>
        TypedResults.Ok(await OpenAsync(context, await session.ReadAsync(context.Request, cancellation) ?? VisitorSession.NewVisitor(), session, tokens, transcript, cancellation));

    private static async Task<ChatSession> OpenAsync(
        HttpContext context, WebPerson visitor, VisitorSession session, ChatTokens tokens, Transcript transcript, CancellationToken cancellation)
    {
        var issued = await tokens.IssueAsync(visitor.Conversation, visitor.Person, cancellation: cancellation);
        var isNew = await transcript.FindAsync(DirectLineChannel.Name, visitor.Conversation, cancellation) is not { Sequence: > 0 };
        return new ChatSession(issued.ConversationId, issued.Token, issued.ExpiresIn, issued.UserId, isNew, await session.KeepAsync(context, visitor, cancellation));
    }

    private static async Task<Ok<WhatStays>> ForgetAsync(
        HttpContext context, VisitorSession session, ForgottenVisitors forgotten, FileStore store, CancellationToken cancellation)
    {
        var stays = new WhatStays([]);
        if (await session.ReadAsync(context.Request, cancellation) is { } visitor)
        {
            // Not with the request's own cancellation: who closes the page at once is forgotten all the same.
            stays = await forgotten.ForgetAsync(
                DirectLineChannel.Name, visitor, language => SiteTexts.For(language).Get("chat.forget.note"), id => store.Delete(id), CancellationToken.None);
        }

        VisitorSession.Forget(context);
        return TypedResults.Ok(stays);
    }

    /// <summary>The same answer whether or not we know the address: it has a code now, if it exists.</summary>
    private static async Task<IResult> SendCodeAsync(
        EmailRequest asked, HttpContext context, VisitorSession session, EmailProofs proofs, IMailbox mailbox, CancellationToken cancellation)
    {
        if (EmailAddress.Read(asked.Email) is not { } email || await session.ReadAsync(context.Request, cancellation) is not { } visitor)
        {
            return Problems.Create(StatusCodes.Status400BadRequest, "email_invalid", context.Request);
        }

        var issued = await proofs.IssueAsync(new Asker(visitor.Person, RateLimits.Network(context.Connection.RemoteIpAddress)), email, cancellation);
        if (issued.Code is not { } code)
        {
            return RateLimits.TooMany(context, issued.Wait);
        }

        var texts = SiteTexts.For(RequestLanguage.Of(context.Request));
        return await mailbox.SendAsync(email, texts.Get("mail.code.subject"), texts.Get("mail.code.text", code), cancellation) is Sent or InDoubt
            ? TypedResults.Accepted((string?)null)
            : Problems.Create(StatusCodes.Status503ServiceUnavailable, "mail_failed", context.Request);
    }

    private static async Task<IResult> VerifyAsync(
        CodeRequest given, HttpContext context, VisitorSession session, EmailProofs proofs, ChatTokens tokens, Transcript transcript, CancellationToken cancellation)
    {
        var proven = EmailAddress.Read(given.Email) is { } email && given.Code is { Length: > 0 and <= EmailAddress.LongestCode } code && await session.ReadAsync(context.Request, cancellation) is { } visitor
            ? await proofs.ProveAsync(DirectLineChannel.Name, visitor, VisitorSession.NewVisitor(), email, EmailAddress.Digits(code), cancellation)
            : null;
        return proven is null
            ? Problems.Create(StatusCodes.Status400BadRequest, "code_wrong", context.Request)
            : TypedResults.Ok(await OpenAsync(context, proven, session, tokens, transcript, cancellation));
    }
}
