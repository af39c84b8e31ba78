using System.Globalization;
using System.Text.Json;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Settings;

/// <summary>A settings file: JSON, in which remarks and trailing commas are allowed.</summary>
internal static class JsonSettings
{
    private const int DeepestFile = 32;

    public static SettingLayer Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = DeepestFile });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Failed(path, "SET008", path, "1");
            }

            var (given, faults) = (new List<GivenSetting>(), new List<SettingFault>());
            Flatten(json.RootElement, "", new SettingOrigin(SettingPlace.File, path), given, faults);
            return new SettingLayer(given, faults);
        }
        catch (JsonException e)
        {
            return Failed(path, "SET008", path, ((e.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(path, "SET013", path);
        }
    }

    private static void Flatten(JsonElement element, string key, SettingOrigin origin, List<GivenSetting> given, List<SettingFault> faults)
    {
        var before = given.Count;
        if (element.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var property in element.EnumerateObject())
            {
                var name = key.Length == 0 ? property.Name : $"{key}:{property.Name}";
                if (!names.Add(property.Name))
                {
                    faults.Add(new SettingFault(name, "SET012") { Origin = origin });
                }

                Flatten(property.Value, name, origin, given, faults);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var (item, index) in element.EnumerateArray().Select((item, index) => (item, index)))
            {
                Flatten(item, string.Create(CultureInfo.InvariantCulture, $"{key}:{index}"), origin, given, faults);
            }
        }
        else
        {
            given.Add(new GivenSetting(key, element.ValueKind == JsonValueKind.Null ? null : element.ToString(), origin));
        }

        if (given.Count == before && key.Length > 0)
        {
            // An empty section has a name, which may be wrong.
            given.Add(new GivenSetting(key, null, origin));
        }
    }

    private static SettingLayer Failed(string path, string code, params IReadOnlyList<string> arguments) => new([], [new SettingFault(Path.GetFileName(path), code, arguments)]);
}
