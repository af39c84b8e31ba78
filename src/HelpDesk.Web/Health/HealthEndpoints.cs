using HelpDesk.Channels.BotFramework;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Storage;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Settings;

namespace HelpDesk.Web.Health;

/// <summary>What /health/ready says.</summary>
/// <param name="Status">«ready»; «degraded» where the last good kb state is served because the folder is broken; or Teams' credential ends soon; «unavailable» (503) where nothing can be accepted.</param>
/// <param name="Parts">Each part by name (kb, database): «ready», «broken» or «unreachable»; teams, where it is on: how its credential stands (ok, managed, unknown, expires-soon, expired).</param>
/// <param name="Findings">What is wrong in the folder: file:line:column, what, how to mend it; and what is to be done about the credential.</param>
internal sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Parts, int Articles, IReadOnlyList<string> Findings);

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/health").ExcludeFromDescription();
        group.MapPage("/live", () => TypedResults.Ok(new { status = "live" }));
        group.MapPage("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(ServedKnowledge knowledge, Database database, IServiceProvider services, IConfiguration configuration, CancellationToken cancellation)
    {
        IReadOnlyList<string> findings = knowledge.Broken;
        var broken = findings.Count > 0;
        var answers = await database.AnswersAsync(cancellation);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kb"] = broken ? "broken" : "ready",
            ["database"] = answers ? "ready" : "unreachable",
        };
        if (services.GetService<CredentialHealth>()?.Now() is { } credential)
        {
            parts["teams"] = credential.Code;
            findings = credential.IsWarning ? [.. findings, credential.Say(BotFrameworkTexts.In(HostSettings.LanguageOf(configuration)))] : findings;
            broken |= credential.Code is "expires-soon" or "expired";
        }

        var status = !answers ? "unavailable" : broken ? "degraded" : "ready";
        return TypedResults.Json(
            new Readiness(status, parts, knowledge.Desk.KnowledgeBase.Articles.Count, findings),
            statusCode: answers ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
