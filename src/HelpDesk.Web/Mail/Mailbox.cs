using HelpDesk.Storage.Visitors;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace HelpDesk.Web.Mail;

/// <summary>The way mail leaves us; there is none where no server is set.</summary>
internal interface IMailbox
{
    /// <returns>Whether it was handed over; why not stands in the log.</returns>
    Task<bool> SendAsync(string to, string subject, string text, CancellationToken cancellation);
}

/// <summary>By SMTP.</summary>
internal sealed class SmtpMailbox(IOptions<MailOptions> options, TimeProvider time, ILogger<SmtpMailbox> log) : IMailbox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<bool> SendAsync(string to, string subject, string text, CancellationToken cancellation)
    {
        var mail = options.Value;
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(mail.From!));
        message.To.Add(MailboxAddress.Parse(to));
        message.Subject = subject;
        message.Date = time.GetUtcNow();
        message.Body = new TextPart("plain") { Text = text };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(mail.Host!, mail.Port, Security(mail.Tls), patience.Token);
            if (mail.User is { Length: > 0 } user)
            {
                await client.AuthenticateAsync(user, mail.Password!, patience.Token);
            }

            await client.SendAsync(message, patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
            return true;
        }
        catch (Exception e) when (IsOfTheServer(e) && !cancellation.IsCancellationRequested)
        {
            log.LogError(e, "The mail server {Host}:{Port} did not take a mail", mail.Host, mail.Port);
            return false;
        }
    }

    private static SecureSocketOptions Security(MailTls tls) => tls switch
    {
        MailTls.Implicit => SecureSocketOptions.SslOnConnect,
        MailTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private static bool IsOfTheServer(Exception e) =>
        e is MailKit.CommandException or MailKit.ProtocolException or AuthenticationException or SslHandshakeException or IOException
            or System.Net.Sockets.SocketException or NotSupportedException or OperationCanceledException;
}

/// <summary>In Development without a server: to the console, so that one can go on.</summary>
internal sealed class ConsoleMailbox : IMailbox
{
    public async Task<bool> SendAsync(string to, string subject, string text, CancellationToken cancellation)
    {
        await Console.Out.WriteLineAsync($"{to}: {subject}\n{text}".AsMemory(), cancellation);
        return true;
    }
}

internal static class MailSetup
{
    /// <summary>Registers the way that the settings name; none where they name none.</summary>
    public static void AddMailbox(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        if (configuration["Mail:Host"] is { Length: > 0 })
        {
            services.AddSingleton<IMailbox, SmtpMailbox>();
        }
        else if (environment.IsDevelopment())
        {
            services.AddSingleton<IMailbox, ConsoleMailbox>();
        }
        else
        {
            return;
        }

        services.AddSingleton<MailNotices>();
        services.AddSingleton<MailNoticeSender>();
        services.AddHostedService<MailDelivery>();
    }
}
