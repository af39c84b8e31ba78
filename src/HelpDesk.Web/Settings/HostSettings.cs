using HelpDesk.Conversation.Settings;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;
using HelpDesk.Web.Knowledge;

namespace HelpDesk.Web.Settings;

/// <summary>helpdesk.json beside the content root (another file: --Settings FILE), below the command line and the environment.</summary>
internal static class HostSettings
{
    private const string File = "Settings";

    /// <summary>Reads it strictly; where anything is wrong, writes every fault and returns false.</summary>
    public static bool AddHelpDeskSettings(this WebApplicationBuilder builder, TextWriter errors)
    {
        var (root, configuration) = (builder.Environment.ContentRootPath, builder.Configuration);
        var areas = AreaFinder.Read(KnowledgeFolder.Find(configuration, root), new FindingList());
        var loaded = SettingsFile.Load(Chosen(configuration[File], root), areas);
        var texts = TextCatalog.Embedded(typeof(Finding).Assembly, "Texts", configuration["HELPDESK_LANG"] == "en" ? "en" : "ja");
        foreach (var fault in loaded.Faults)
        {
            errors.WriteLine(fault.Describe(texts));
        }

        ((IConfigurationBuilder)configuration).Sources.Insert(0, new ChainedConfigurationSource { Configuration = loaded.Configuration });
        builder.Services.AddSingleton(loaded.Settings);
        return loaded.Faults.Count == 0;
    }

    private static string? Chosen(string? file, string root)
    {
        var path = Path.GetFullPath(file ?? SettingsFile.DefaultName, root);
        return file is not null || System.IO.File.Exists(path) ? path : null;
    }
}
