using HelpDesk.Storage;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;

namespace HelpDesk.Web.Health;

/// <summary>What /health/ready says.</summary>
/// <param name="Status">«ready»; «degraded» where the last good kb state is served because the folder is broken; «unavailable» (503) where nothing can be accepted.</param>
/// <param name="Parts">Each part by name (kb, database): «ready», «broken» or «unreachable».</param>
/// <param name="Findings">What is wrong in the folder: file:line:column, what, how to mend it.</param>
internal sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Parts, int Articles, IReadOnlyList<string> Findings);

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/health").ExcludeFromDescription();
        group.MapPage("/live", () => TypedResults.Ok(new { status = "live" }));
        group.MapPage("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(ServedKnowledge knowledge, Database database, CancellationToken cancellation)
    {
        var findings = knowledge.Broken;
        var answers = await database.AnswersAsync(cancellation);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kb"] = findings.Count == 0 ? "ready" : "broken",
            ["database"] = answers ? "ready" : "unreachable",
        };
        var status = !answers ? "unavailable" : findings.Count == 0 ? "ready" : "degraded";
        return TypedResults.Json(
            new Readiness(status, parts, knowledge.Desk.KnowledgeBase.Articles.Count, findings),
            statusCode: answers ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
