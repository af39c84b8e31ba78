using System.Data.Common;
using System.Globalization;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Site;

namespace HelpDesk.Web.Health;

/// <summary>What /health/ready says.</summary>
/// <param name="Status">«ready»; «degraded» where the kb folder is broken and its last good state, or what is whole of it, is served; where a disk is nearly full; where Teams' credential ends soon; where replies do not arrive; «unavailable» (503) where no message can be accepted.</param>
/// <param name="Parts">
/// Each part by name: kb «ready» or «broken»; database «ready» or why not (<see cref="DatabaseProbe"/>); disk «ready» or «low»; teams, where it is on: how its credential stands (ok, managed, unknown, expires-soon, expired);
/// delivery, where it is on: «ready», «given-up» (a reply within 24 hours) or «late» (one waits for longer than 15 minutes).
/// </param>
/// <param name="Findings">What is wrong and what to do: of the folder with file:line:column.</param>
internal sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Parts, int Articles, IReadOnlyList<string> Findings);

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/health").ExcludeFromDescription();
        group.MapPage("/live", () => TypedResults.Ok(new { status = "live" }));
        group.MapPage("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(
        ServedKnowledge knowledge, DatabaseProbe probe, DiskSpace disk, Database database, IServiceProvider services, IConfiguration configuration, CancellationToken cancellation)
    {
        var language = HostLanguage.Of(configuration);
        TextCatalog texts = SiteTexts.For(language);
        List<string> findings = [.. knowledge.Broken];
        var state = await probe.LookAsync(cancellation);
        var low = disk.LowOne();
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kb"] = findings.Count > 0 ? "broken" : "ready",
            ["database"] = state,
            ["disk"] = low is null ? "ready" : "low",
        };
        var degraded = findings.Count > 0 || low is not null;
        if (state != DatabaseProbe.Ready)
        {
            findings.Add(texts.Get("health." + state, database.Name));
        }

        if (low is var (folder, free))
        {
            findings.Add(texts.Get("health.low", folder, free));
        }

        if (services.GetService<CredentialHealth>()?.Now() is { } credential)
        {
            parts["teams"] = credential.Code;
            degraded |= credential.Code is "expires-soon" or "expired";
            if (credential.IsWarning)
            {
                findings.Add(credential.Say(BotFrameworkTexts.In(language)));
            }
        }

        var ready = state == DatabaseProbe.Ready;
        if (ready && services.GetService<DeliveryHealth>() is { } delivery && await DeliveryOf(delivery) is { } standing)
        {
            parts["delivery"] = standing.Code;
            if (standing.Code != "ready")
            {
                degraded = true;
                findings.Add(texts.Get("delivery." + standing.Code, standing.GivenUp.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return TypedResults.Json(
            new Readiness(!ready ? "unavailable" : degraded ? "degraded" : "ready", parts, knowledge.Desk.KnowledgeBase.Articles.Count, findings),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Null: the database went away since it was asked whether it is there.</summary>
    private static async Task<DeliveryStanding?> DeliveryOf(DeliveryHealth delivery)
    {
        try
        {
            return await delivery.NowAsync();
        }
        catch (DbException)
        {
            return null;
        }
    }
}
