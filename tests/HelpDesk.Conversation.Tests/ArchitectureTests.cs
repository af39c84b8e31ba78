using System.Reflection;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Tests;

/// <summary>Arrows go downward only: Conversation over Knowledge and Ticketing, which do not know each other, over Sources.</summary>
public class ArchitectureTests
{
    [Fact]
    public void Sources_knows_nobody() => OwnReferences(typeof(Finding)).ShouldBeEmpty();

    [Fact]
    public void Knowledge_knows_sources_only() => OwnReferences(typeof(KnowledgeBase)).ShouldBeSubsetOf(["HelpDesk.Sources"]);

    [Fact]
    public void Ticketing_knows_sources_only() => OwnReferences(typeof(RoutingRules)).ShouldBeSubsetOf(["HelpDesk.Sources"]);

    [Fact]
    public void Conversation_knows_what_is_below_it() =>
        OwnReferences(typeof(AnswerDesk)).ShouldBeSubsetOf(["HelpDesk.Knowledge", "HelpDesk.Ticketing", "HelpDesk.Sources"]);

    [Theory]
    [InlineData(typeof(Finding))]
    [InlineData(typeof(KnowledgeBase))]
    [InlineData(typeof(RoutingRules))]
    [InlineData(typeof(AnswerDesk))]
    public void Nothing_below_the_web_knows_web_or_terminal(Type type) =>
        References(type).ShouldNotContain(name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("System.CommandLine", StringComparison.Ordinal)
            || name.StartsWith("Spectre", StringComparison.Ordinal));

    [Theory]
    [InlineData(typeof(Finding))]
    [InlineData(typeof(RoutingRules))]
    [InlineData(typeof(AnswerDesk))]
    public void Only_knowledge_knows_Lucene(Type type) =>
        References(type).ShouldNotContain(name => name.StartsWith("Lucene", StringComparison.Ordinal));

    private static IEnumerable<string> OwnReferences(Type type) => References(type).Where(name => name.StartsWith("HelpDesk.", StringComparison.Ordinal));

    private static List<string> References(Type type) => [.. Assembly.GetAssembly(type)!.GetReferencedAssemblies().Select(name => name.Name!)];
}
