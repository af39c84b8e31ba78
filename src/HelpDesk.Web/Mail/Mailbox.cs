using System.Globalization;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MimeKit;

namespace HelpDesk.Web.Mail;

/// <summary>The way mail leaves us; there is none where no server is set.</summary>
internal interface IMailbox
{
    /// <returns><see cref="Sent"/>, <see cref="TryLater"/>, <see cref="InDoubt"/> or <see cref="Refused"/>; why stands in the log.</returns>
    Task<SendOutcome> SendAsync(string to, string subject, string text, CancellationToken cancellation);
}

/// <summary>By SMTP.</summary>
internal sealed class SmtpMailbox(IOptions<MailOptions> options, TimeProvider time, ILogger<SmtpMailbox> log) : IMailbox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>RFC 5321, 4.2.1: from here on it would be the same tomorrow.</summary>
    private const int FirstForGood = 500;

    public async Task<SendOutcome> SendAsync(string to, string subject, string text, CancellationToken cancellation)
    {
        var mail = options.Value;
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(mail.From!));
        message.To.Add(MailboxAddress.Parse(to));
        message.Subject = subject;
        message.Date = time.GetUtcNow();
        message.Body = new TextPart("plain") { Text = text };
        var way = new Way();
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

            await client.SendAsync(message, patience.Token, way);
            way.IsTaken = true;
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception e) when (IsOfTheServer(e) && (way.IsTaken || way.HasLeft || !cancellation.IsCancellationRequested))
        {
            // Whatever goes wrong with the farewell, the mail was taken: to send it again would double it.
            if (!way.IsTaken)
            {
                log.LogError(e, "The mail server {Host}:{Port} did not take a mail", mail.Host, mail.Port);
                return OutcomeOf(e, way);
            }
        }

        return new Sent(null);
    }

    /// <summary>A refusal for good of this recipient or this mail; one of ourselves (sender, password) passes once it is mended.</summary>
    private static SendOutcome OutcomeOf(Exception e, Way way) => e switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, StatusCode: var status } when (int)status >= FirstForGood =>
            new Refused(string.Create(CultureInfo.InvariantCulture, $"smtp.{(int)status}")),
        SmtpCommandException => new TryLater("smtp"),
        _ => way.HasLeft ? new InDoubt("smtp.cut") : new TryLater("smtp"),
    };

    private static SecureSocketOptions Security(MailTls tls) => tls switch
    {
        MailTls.Implicit => SecureSocketOptions.SslOnConnect,
        MailTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private static bool IsOfTheServer(Exception e) =>
        e is MailKit.CommandException or MailKit.ProtocolException or AuthenticationException or SslHandshakeException or IOException
            or System.Net.Sockets.SocketException or NotSupportedException or OperationCanceledException;

    /// <summary>How far a mail came: from its first byte on it may arrive, whatever happens to the connection.</summary>
    private sealed class Way : ITransferProgress
    {
        public bool HasLeft { get; private set; }

        public bool IsTaken { get; set; }

        public void Report(long bytesTransferred, long totalSize) => HasLeft = true;

        public void Report(long bytesTransferred) => HasLeft = true;
    }
}

/// <summary>In Development without a server: to the console, so that one can go on.</summary>
internal sealed class ConsoleMailbox : IMailbox
{
    public async Task<SendOutcome> SendAsync(string to, string subject, string text, CancellationToken cancellation)
    {
        await Console.Out.WriteLineAsync($"{to}: {subject}\n{text}".AsMemory(), cancellation);
        return new Sent(null);
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

        services.TryAddSingleton<DeliveryHealth>();
        services.AddSingleton<MailNotices>();
        services.AddSingleton<MailNoticeSender>();
        services.AddHostedService<MailDelivery>();
    }
}
