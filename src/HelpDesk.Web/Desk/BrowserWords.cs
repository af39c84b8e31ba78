using System.Text.RegularExpressions;

namespace HelpDesk.Web.Desk;

/// <summary>A browser by the name that it sends (User-Agent), as people know it: «Edge 141, Windows». Proper names, alike in every language.</summary>
internal static partial class BrowserWords
{
    private const int LongestName = 40;

    /// <summary>The first that is there counts: each browser also names those before it, and Chromium's also Safari.</summary>
    private static readonly (string Token, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("EdgA", "Edge"), ("EdgiOS", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("HeadlessChrome", "Chrome"), ("Chrome", "Chrome"), ("Version", "Safari"),
    ];

    /// <summary>An iPhone names Mac OS X too, and Android Linux.</summary>
    private static readonly (string Token, string Name)[] Systems =
        [("Windows NT", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>Null where nothing is named.</summary>
    public static string? Of(string? agent)
    {
        var products = Product().Matches(agent ?? "");
        var named = Browsers.SelectMany(known => products.Where(product => product.Groups[1].Value == known.Token).Take(1).Select(product => $"{known.Name} {product.Groups[2].Value}"))
            .Concat(products.Take(1).Select(product => $"{Short(product.Groups[1].Value)} {product.Groups[2].Value}"))
            .FirstOrDefault();
        var system = Systems.FirstOrDefault(system => agent?.Contains(system.Token, StringComparison.Ordinal) == true).Name;
        return named is null ? system : system is null ? named : $"{named}, {system}";
    }

    private static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName];

    /// <summary>A product's name, and the first figure of its version.</summary>
    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9._-]*)/([0-9]{1,9})", RegexOptions.NonBacktracking)]
    private static partial Regex Product();
}
