using System.Reflection;
using HelpDesk.Attachments;
using HelpDesk.Channels.Activities;
using HelpDesk.Language;
using HelpDesk.Storage;

namespace HelpDesk.Web.Tests;

/// <summary>Arrows go downward only, from the host to the channels to storage; what is below stands in the tests of Conversation.</summary>
public class ArchitectureTests
{
    [Theory]
    [InlineData(typeof(Database), "HelpDesk.Conversation HelpDesk.Search HelpDesk.Knowledge HelpDesk.Ticketing HelpDesk.Sources")]
    [InlineData(typeof(Activity), "HelpDesk.Attachments HelpDesk.Storage HelpDesk.Conversation HelpDesk.Knowledge HelpDesk.Ticketing HelpDesk.Sources")]
    [InlineData(typeof(AttachmentLimits), "")]
    [InlineData(typeof(LanguageOptions), "")]
    public void It_knows_what_is_below_it(Type type, string below) =>
        References(type).Where(name => name.StartsWith("HelpDesk.", StringComparison.Ordinal)).ShouldBeSubsetOf(below.Split(' '));

    [Theory]
    [InlineData(typeof(Database))]
    [InlineData(typeof(AttachmentLimits))]
    [InlineData(typeof(LanguageOptions))]
    public void Storage_and_attachments_know_no_web(Type type) =>
        References(type).ShouldNotContain(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Channels_know_no_pages() =>
        References(typeof(Activity)).ShouldNotContain(name => name.Contains("Components", StringComparison.Ordinal) || name.Contains("Razor", StringComparison.Ordinal));

    private static List<string> References(Type type) => [.. Assembly.GetAssembly(type)!.GetReferencedAssemblies().Select(name => name.Name!)];
}
