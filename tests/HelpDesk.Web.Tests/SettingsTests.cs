using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Conversation.Settings;
using HelpDesk.Language;
using HelpDesk.Web.Chat;
using HelpDesk.Web.Desk;
using HelpDesk.Web.Files;
using HelpDesk.Web.Mail;
using HelpDesk.Web.Site;
using Microsoft.Extensions.Configuration;

namespace HelpDesk.Web.Tests;

/// <summary>The list of settings is that of the options, and the samples of the documents start the host.</summary>
public class SettingsTests
{
    [Theory]
    [InlineData("Site", typeof(SiteOptions))]
    [InlineData("Chat", typeof(ChatOptions))]
    [InlineData("DirectLine", typeof(DirectLineOptions))]
    [InlineData("Mail", typeof(MailOptions))]
    [InlineData("OpenId", typeof(OpenIdOptions))]
    [InlineData("Files", typeof(FilesOptions))]
    [InlineData("Language", typeof(LanguageOptions))]
    [InlineData("BotFramework", typeof(BotFrameworkOptions))]
    public void The_known_settings_are_those_of_the_options(string section, Type options)
    {
        ArgumentNullException.ThrowIfNull(options);
        KnownSettings.All.Select(setting => setting.Key).Where(key => key.StartsWith(section + ":", StringComparison.Ordinal)).ShouldBe(Keys(section, options), ignoreOrder: true);
    }

    [Fact]
    public async Task The_samples_of_the_documents_start_the_host()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "settings.md"), TestContext.Current.CancellationToken);
        var all = new ConfigurationBuilder();
        foreach (var block in page.Split("```json\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]))
        {
            all.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(block)));
        }

        // What names places of the sample's own machine.
        string[] elsewhere = ["Database", "Knowledge", "Files:Folder", "Urls", "Mail:Host"];
        (string, string)[] settings = [.. all.Build().AsEnumerable().Where(pair => pair.Value is not null && !elsewhere.Any(key => pair.Key.StartsWith(key, StringComparison.Ordinal))).Select(pair => (pair.Key, pair.Value!))];
        settings.Length.ShouldBeGreaterThan(50);
        await using var site = HelpDeskSite.With(null, settings);
        using var client = site.CreateClient();
        (await client.GetFromJsonAsync<JsonElement>("/health/ready", TestContext.Current.CancellationToken)).GetProperty("parts").GetProperty("teams").GetString().ShouldBe("ok");
    }

    private static IEnumerable<string> Keys(string prefix, Type options)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSet))
        {
            var (key, type) = ($"{prefix}:{property.Name}", property.PropertyType);
            var nested = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? type.GetGenericArguments()[1] : type;
            key = nested == type ? key : $"{key}:{KnownSetting.Id}";
            foreach (var one in nested.Namespace!.StartsWith("HelpDesk", StringComparison.Ordinal) && nested.IsClass ? Keys(key, nested) : [key])
            {
                yield return one;
            }
        }
    }

    private static bool IsSet(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } || (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IList<>));
}
