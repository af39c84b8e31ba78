using HelpDesk.Attachments.Reading;

namespace HelpDesk.Attachments.Tests;

/// <summary>Attachments stand beside the rest: nobody of the house below them, no web, no database.</summary>
public class ArchitectureTests
{
    [Fact]
    public void Attachments_know_nobody() =>
        typeof(ScreenText).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ShouldNotContain(
            name => name.StartsWith("HelpDesk.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
}
