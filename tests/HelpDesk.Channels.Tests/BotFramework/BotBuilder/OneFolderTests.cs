namespace HelpDesk.Channels.Tests.BotFramework.BotBuilder;

/// <summary>The SDK is archived: what it touches is one folder, and what is built on it is replaced there.</summary>
public class OneFolderTests
{
    private const string Folder = "src/HelpDesk.Channels/BotFramework/BotBuilder/";

    [Fact]
    public void One_folder_of_the_product_says_Microsoft_Bot_or_Newtonsoft()
    {
        var source = Path.Combine(Checkout.Root, "src");
        var saying = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(Path.Combine(Checkout.Root, file)) is var text
                && (text.Contains("Microsoft.Bot", StringComparison.Ordinal) || text.Contains("Newtonsoft", StringComparison.Ordinal) || text.Contains("Microsoft.Rest", StringComparison.Ordinal)))
            .ToList();
        saying.ShouldNotBeEmpty();
        saying.ShouldAllBe(file => file.StartsWith(Folder, StringComparison.Ordinal));
    }

    [Fact]
    public void One_project_asks_for_it()
    {
        var asking = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("Microsoft.Bot", StringComparison.Ordinal) || text.Contains("Newtonsoft", StringComparison.Ordinal)));
        asking.Select(Path.GetFileNameWithoutExtension).ShouldBe(["HelpDesk.Channels"]);
    }
}
