using System.Globalization;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Web.Site;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Mail;

/// <summary>Sends what <see cref="MailNotices"/> has put into the outbox: that something was written, and where it can be read.</summary>
internal sealed class MailNoticeSender(MailNotices notices, IMailbox mailbox, TicketDesk tickets, IOptions<SiteOptions> site, IConfiguration configuration) : IChannelSender
{
    public string Channel => MailNotices.Channel;

    public async Task<SendOutcome> SendAsync(OutgoingReply reply, IDeparture departure, CancellationToken cancellation)
    {
        if (await notices.AddressAsync(reply.Conversation, cancellation) is not { } address)
        {
            return new Gone("no-address");
        }

        var (texts, number) = (SiteTexts.For(reply.Reply.Language ?? SiteTexts.Japanese), reply.Ticket ?? "");
        var page = site.Value.Addresses.FirstOrDefault() is { } own ? own.TrimEnd('/') + Addresses.Chat(reply.Reply.Language ?? SiteTexts.Japanese) : "";
        if (!await departure.GoAsync(mayRepeat: false))
        {
            return new HeldBack();
        }

        return await mailbox.SendAsync(address, texts.Get("mail.notice.subject", number), texts.Get("mail.notice.text", number, page), cancellation);
    }

    /// <summary>Whoever works on the ticket reads that the notice did not go; the words themselves stand in the chat.</summary>
    public async Task GiveUpAsync(GivenUp lost, CancellationToken cancellation)
    {
        var texts = SiteTexts.For(HostLanguage.Of(configuration));
        foreach (var reply in lost.Replies)
        {
            var (at, ticket) = (reply.At.ToOffset(BusinessCalendar.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), reply.Ticket ?? "");
            await tickets.ActAsync(
                ticket, Viewer.House, null, (found, by, now) => found.AddNote(texts.Get("mail.notice.lost", at, lost.Code), by, now), cancellation,
                new ActKey(Channel, "unmailed|" + ticket, FormattableString.Invariant($"{reply.Id}")));
        }
    }
}

/// <summary>As long as the host runs, where mail can leave us at all.</summary>
internal sealed class MailDelivery(Database database, MailNoticeSender sender, TimeProvider time, ConversationSignals signals, IHostApplicationLifetime host, ILogger<MailDelivery> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, host.ApplicationStopping);
        await new OutboxSender(database, sender, time, signals, Report).RunAsync(stopping.Token);
    }

    /// <summary>Not the person's name: the ticket's note says whom it concerns.</summary>
    private void Report(SendFailure failure) => log.LogWarning(failure.Exception, "A notice by e-mail was not sent ({Code})", failure.Code);
}
