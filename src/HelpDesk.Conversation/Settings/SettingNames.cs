using System.Globalization;

namespace HelpDesk.Conversation.Settings;

/// <summary>What a key leads to.</summary>
internal abstract record SettingMatch;

/// <param name="Key">As we spell it; GUIDs with hyphens.</param>
/// <param name="Item">Number in a list; null for the whole of it.</param>
internal sealed record FoundSetting(KnownSetting Setting, string Key, int? Item) : SettingMatch;

internal sealed record FrameworkSetting : SettingMatch;

/// <summary>A section: entries stand in it, no value.</summary>
internal sealed record SectionName(IReadOnlyList<string> Entries) : SettingMatch;

/// <summary>Entries stand where one value is due.</summary>
internal sealed record TooDeep : SettingMatch;

/// <summary>A GUID is due and stands there not.</summary>
internal sealed record NoId(string Written) : SettingMatch;

/// <param name="Nearest">The whole key that was probably meant; null where nothing is near.</param>
/// <param name="Names">What can stand there.</param>
internal sealed record UnknownName(string? Nearest, IReadOnlyList<string> Names) : SettingMatch;

/// <summary>The names of settings as a tree, and what comes near a name that is not in it.</summary>
internal static class SettingNames
{
    private const int FewestAlike = 4;

    private static readonly Node Root = Build();

    /// <summary>Whether a variable's first part is a section of ours, or so near that it was meant to be one.</summary>
    public static bool IsLikeASection(string name) =>
        Root.Children.Values.Any(child => child.Children.Count > 0 && (string.Equals(child.Name, name, StringComparison.OrdinalIgnoreCase) || IsNear(name, child.Name)));

    public static SettingMatch Find(string key)
    {
        var parts = key.Split(':');
        var (node, spelled) = (Root, new List<string>());
        for (var i = 0; i < parts.Length; i++)
        {
            if (node == Root && KnownSettings.OfTheFramework.Contains(parts[i], StringComparer.OrdinalIgnoreCase))
            {
                return new FrameworkSetting();
            }

            if (node.Setting is { } setting)
            {
                return setting.Kind == SettingKind.List && i == parts.Length - 1 && int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var item)
                    ? new FoundSetting(setting, string.Join(':', spelled), item)
                    : new TooDeep();
            }

            if (Step(node, parts[i]) is not var (next, name))
            {
                return node.Children.ContainsKey(KnownSetting.Id) ? new NoId(parts[i]) : new UnknownName(Nearest(parts), node.Names);
            }

            (node, spelled) = (next, [.. spelled, name]);
        }

        return node.Setting is { } found ? new FoundSetting(found, string.Join(':', spelled), null) : new SectionName(node.Names);
    }

    /// <summary>Letters to put in, take out, change or swap (upper and lower case are the same).</summary>
    public static int Distance(string one, string other)
    {
        var (a, b) = (one.ToUpperInvariant(), other.ToUpperInvariant());
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }

    /// <summary>The same key with each part that is not known put right; else a key elsewhere that ends in the same name.</summary>
    private static string? Nearest(string[] parts)
    {
        var (node, spelled) = (Root, new List<string>());
        foreach (var part in parts)
        {
            if (node.Setting is not null)
            {
                break;
            }

            if ((Step(node, part) ?? Near(node, part)) is not var (next, name))
            {
                return Elsewhere(parts);
            }

            (node, spelled) = (next, [.. spelled, name]);
        }

        return string.Join(':', spelled);
    }

    private static string? Elsewhere(string[] parts)
    {
        var last = parts.LastOrDefault(part => !part.All(char.IsAsciiDigit)) ?? "";
        var near = KnownSettings.All.Select(setting => (setting.Key, Distance: Distance(last, setting.Key.Split(':')[^1])))
            .Where(one => last.Length >= FewestAlike && one.Distance <= 1).OrderBy(one => one.Distance).FirstOrDefault();
        return near.Key ?? (Step(Root, parts[0]) is null ? Near(Root, parts[0])?.Name : null) ?? KnownSettings.OfTheFramework.FirstOrDefault(name => IsNear(parts[0], name));
    }

    private static (Node Node, string Name)? Near(Node node, string part)
    {
        var near = node.Children.Values.Where(child => IsNear(part, child.Name)).OrderBy(child => Distance(part, child.Name)).FirstOrDefault();
        return near is null ? null : (near, near.Name);
    }

    private static bool IsNear(string typed, string name) => Distance(typed, name) <= Math.Max(1, Math.Min(3, name.Length / 4)) && name.Length >= FewestAlike;

    private static (Node Node, string Name)? Step(Node node, string part)
    {
        if (node.Children.TryGetValue(part, out var child))
        {
            return (child, child.Name);
        }

        // Whether there is such an area the kb folder says, later.
        if (node.Children.TryGetValue(KnownSetting.Area, out var area))
        {
            return (area, part);
        }

        // A shell and systemd take no hyphen in a variable's name: 32 digits, or underscores for the hyphens.
        return node.Children.TryGetValue(KnownSetting.Id, out var id) && Guid.TryParse(part.Replace('_', '-'), out var guid) ? (id, guid.ToString("D")) : null;
    }

    private static Node Build()
    {
        var root = new Node("");
        foreach (var setting in KnownSettings.All)
        {
            var node = root;
            foreach (var part in setting.Key.Split(':'))
            {
                node = node.Children.TryGetValue(part, out var child) ? child : node.Children[part] = new Node(part);
            }

            node.Setting = setting;
        }

        return root;
    }

    private sealed class Node(string name)
    {
        public string Name => name;

        public Dictionary<string, Node> Children { get; } = new(StringComparer.OrdinalIgnoreCase);

        public KnownSetting? Setting { get; set; }

        public IReadOnlyList<string> Names => [.. Children.Values.Select(child => child.Name)];
    }
}
