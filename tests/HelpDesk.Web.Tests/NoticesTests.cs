using System.Text.Json;

namespace HelpDesk.Web.Tests;

/// <summary>Whose work is in the product stands in THIRD-PARTY-NOTICES.md: every package of every lock file of src.</summary>
public class NoticesTests
{
    [Fact]
    public void Every_package_of_the_product_is_named()
    {
        var root = Checkout.Root;
        var notices = File.ReadAllText(Path.Combine(root, "THIRD-PARTY-NOTICES.md"));
        var missing = Directory.EnumerateFiles(Path.Combine(root, "src"), "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(Packages).Distinct(StringComparer.OrdinalIgnoreCase).Where(package => !IsNamed(package, notices)).Order(StringComparer.Ordinal);
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_npm_package_that_the_product_is_made_of_is_named_with_its_version()
    {
        var root = Checkout.Root;
        var notices = File.ReadAllText(Path.Combine(root, "THIRD-PARTY-NOTICES.md"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "src"), "package.json", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var package in json.RootElement.GetProperty("dependencies").EnumerateObject())
            {
                notices.ShouldContain($"[{package.Name}](", customMessage: file);
                notices.ShouldContain($"| {package.Value.GetString()} |", customMessage: package.Name);
            }
        }
    }

    /// <summary>By its own name, or by a family that the notices name with a star.</summary>
    private static bool IsNamed(string package, string notices) =>
        notices.Contains(package, StringComparison.OrdinalIgnoreCase)
        || Enumerable.Range(1, package.Count(c => c == '.')).Any(parts => notices.Contains(string.Join('.', package.Split('.').Take(parts)) + ".*", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Packages(string lockFile)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(lockFile));
        return [.. json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project" && !IsForBuilding(package.Name)).Select(package => package.Name)];
    }

    private static bool IsForBuilding(string package) => package is "Meziantou.Analyzer" or "Microsoft.CodeAnalysis.BannedApiAnalyzers";
}
