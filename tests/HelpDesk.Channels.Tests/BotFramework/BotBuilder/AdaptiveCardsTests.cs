using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using HelpDesk.Channels.Activities;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector;

namespace HelpDesk.Channels.Tests.BotFramework.BotBuilder;

/// <summary>The SDK's assembly AdaptiveCards is taken out of the restore: one type of SharePoint's would miss it, and nothing of ours knows that type.</summary>
public class AdaptiveCardsTests
{
    private const string Assembly = "AdaptiveCards";

    [Theory]
    [InlineData(typeof(Microsoft.Bot.Schema.Activity), true)]
    [InlineData(typeof(IBot), false)]
    [InlineData(typeof(CloudAdapter), false)]
    [InlineData(typeof(IConnectorClient), false)]
    [InlineData(typeof(Activity), false)]
    public void Only_the_schema_refers_to_it(Type within, bool refers) =>
        within.Assembly.GetReferencedAssemblies().Any(name => name.Name == Assembly).ShouldBe(refers);

    [Fact]
    public void In_the_schema_it_is_one_property_of_one_type()
    {
        using var file = new PEReader(File.OpenRead(typeof(Microsoft.Bot.Schema.Activity).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var card = metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == Assembly);
        card.Select(type => metadata.GetString(type.Name)).ShouldBe(["AdaptiveCard"]);
        File.Exists(Path.Combine(AppContext.BaseDirectory, Assembly + ".dll")).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_of_ours_knows_that_type()
    {
        using var file = new PEReader(File.OpenRead(typeof(Activity).Assembly.Location));
        var metadata = file.GetMetadataReader();
        metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Name)).ShouldNotContain(name => name.StartsWith("QuickView", StringComparison.Ordinal));
    }
}
