using System.Diagnostics.Metrics;
using HelpDesk.Storage.Model;

namespace HelpDesk.Storage.Outbox;

/// <summary>What becomes of replies, counted for whoever watches (meter «HelpDesk.Delivery»), by channel and, where something went wrong, its code.</summary>
public static class DeliveryMeter
{
    public const string Name = "HelpDesk.Delivery";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Delivered = Meter.CreateCounter<long>("helpdesk.delivery.delivered", "{reply}", "Acknowledged by the channel");
    private static readonly Counter<long> Retried = Meter.CreateCounter<long>("helpdesk.delivery.retried", "{try}", "Surely did not arrive, tried again");
    private static readonly Counter<long> Doubted = Meter.CreateCounter<long>("helpdesk.delivery.doubted", "{try}", "May have arrived, sent again");
    private static readonly Counter<long> GivenUp = Meter.CreateCounter<long>("helpdesk.delivery.given_up", "{reply}", "Given up, and told on the ticket");

    internal static void Count(string channel, Settled settled)
    {
        var counter = settled.State switch
        {
            DeliveryState.Delivered => Delivered,
            DeliveryState.Ambiguous => Doubted,
            DeliveryState.Failed => GivenUp,
            // A part that arrived.
            _ when settled.Code is null => null,
            _ => Retried,
        };
        counter?.Add(1, new("channel", channel), new("code", settled.Code ?? ""));
    }

    /// <summary>Others of the same conversation, which end with it.</summary>
    internal static void CountGivenUp(string channel, string code, int count)
    {
        if (count > 0)
        {
            GivenUp.Add(count, new("channel", channel), new("code", code));
        }
    }
}
