using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;

namespace HelpDesk.Web.Health;

/// <summary>What /health/ready says.</summary>
/// <param name="Status">«ready», or «degraded» where the last good kb state is served because the folder is broken.</param>
/// <param name="Findings">What is wrong in the folder: file:line:column, what, how to mend it.</param>
internal sealed record Readiness(string Status, int Articles, IReadOnlyList<string> Findings);

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/health").ExcludeFromDescription();
        group.MapPage("/live", () => TypedResults.Ok(new { status = "live" }));
        group.MapPage("/ready", (ServedKnowledge knowledge) =>
        {
            var findings = knowledge.Broken;
            return TypedResults.Ok(new Readiness(findings.Count == 0 ? "ready" : "degraded", knowledge.Desk.KnowledgeBase.Articles.Count, findings));
        });
    }
}
