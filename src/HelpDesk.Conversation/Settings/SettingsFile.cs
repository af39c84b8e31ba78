using System.Globalization;
using System.Text.Json;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Routing;
using Microsoft.Extensions.Configuration;

namespace HelpDesk.Conversation.Settings;

/// <summary>Settings as read, and what is wrong with them; with any fault the program must not start.</summary>
/// <param name="Configuration">The same with the sections that only the host reads.</param>
public sealed record LoadedSettings(HelpDeskSettings Settings, IConfiguration Configuration, IReadOnlyList<SettingFault> Faults);

/// <summary>helpdesk.json (remarks and trailing commas allowed), and over it environment variables such as HELPDESK__BusinessHours__Opens.</summary>
public static class SettingsFile
{
    public const string DefaultName = "helpdesk.json";

    public const string EnvironmentPrefix = "HELPDESK__";

    /// <param name="file">Null: <see cref="DefaultName"/> in the working directory, where it is there.</param>
    /// <param name="areas">Whose codes operators are named by.</param>
    public static LoadedSettings Load(string? file, AreaFinder areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        var path = Path.GetFullPath(file ?? DefaultName);
        var there = File.Exists(path);
        if (!there && file is not null)
        {
            return Failed(new SettingFault(file, "SET007", path));
        }

        var builder = new ConfigurationBuilder();
        if (there)
        {
            if (Fault(path) is { } fault)
            {
                return Failed(fault);
            }

            builder.AddJsonFile(path, optional: false, reloadOnChange: false);
        }

        var configuration = builder.AddEnvironmentVariables(EnvironmentPrefix).Build();
        var reader = new SettingsReader(configuration, areas);
        return new LoadedSettings(reader.Read(), configuration, reader.Faults);
    }

    /// <summary>What the framework's reader would throw for, found before it does.</summary>
    private static SettingFault? Fault(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Twice(json.RootElement, "")
                : new SettingFault(Path.GetFileName(path), "SET008", path, "1");
        }
        catch (JsonException e)
        {
            return new SettingFault(Path.GetFileName(path), "SET008", path, ((e.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SettingFault(Path.GetFileName(path), "SET013", path);
        }
    }

    private static SettingFault? Twice(JsonElement map, string prefix)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in map.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                return new SettingFault(prefix + property.Name, "SET012");
            }

            if (property.Value.ValueKind == JsonValueKind.Object && Twice(property.Value, prefix + property.Name + ":") is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    private static LoadedSettings Failed(SettingFault fault) => new(new HelpDeskSettings(), new ConfigurationBuilder().Build(), [fault]);
}
