using System.Diagnostics.Metrics;
using HelpDesk.Storage.Outbox;
using Microsoft.EntityFrameworkCore;
using static HelpDesk.Storage.Tests.Pumping;

namespace HelpDesk.Storage.Tests;

/// <summary>What whoever watches can count.</summary>
public class DeliveryMeterTests
{
    [Fact]
    public async Task Each_outcome_is_counted_once_with_its_channel_and_code()
    {
        await using var world = await World.CreateAsync();
        var counted = new List<(string Name, long Count, string? Channel, string? Code)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == "HelpDesk.Delivery")
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            var (channel, code) = (Tag(tags, "channel"), Tag(tags, "code"));
            // Other tests send beside this one.
            if (channel == "metered")
            {
                lock (counted)
                {
                    counted.Add((instrument.Name, count, channel, code));
                }
            }
        });
        listener.Start();

        await world.SayAsync("ERR_20070", "a");
        var wire = new Wire("metered", new TryLater("http.503"), new InDoubt("timeout"), new Sent("1"), new Refused("MessageSizeTooBig"));
        await ToChannelAsync(world, "metered");
        for (var i = 0; i < 4; i++)
        {
            await SendAllAsync(world, wire);
            world.Clock.Advance(Settled.Resends[^1]);
        }

        counted.ShouldBe(
        [
            ("helpdesk.delivery.retried", 1, "metered", "http.503"), ("helpdesk.delivery.doubted", 1, "metered", "timeout"),
            ("helpdesk.delivery.delivered", 1, "metered", ""), ("helpdesk.delivery.given_up", 1, "metered", "MessageSizeTooBig"),
        ]);

        counted.Clear();
        await world.SayAsync("ERR_20140", "b");
        await ToChannelAsync(world, "metered");
        await SendAllAsync(world, new Wire("metered", new Gone("BotNotInConversationRoster")));
        counted.ShouldAllBe(one => one.Name == "helpdesk.delivery.given_up" && one.Code == "BotNotInConversationRoster");
        counted.Sum(one => one.Count).ShouldBe(2, "all that waited there");
    }

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value as string;
            }
        }

        return null;
    }

    private static async Task ToChannelAsync(World world, string channel)
    {
        await using var context = world.Database.Open();
        await context.Database.ExecuteSqlRawAsync("UPDATE \"Outbox\" SET \"Channel\" = {0}", [channel], TestContext.Current.CancellationToken);
    }
}
