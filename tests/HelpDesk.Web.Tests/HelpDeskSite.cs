using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>The host in this process, on the repository's kb or on another folder.</summary>
public sealed class HelpDeskSite : WebApplicationFactory<Program>
{
    private string directory = Path.Combine(Root(), "kb");
    private Action<IServiceCollection> broken = _ => { };

    public static HelpDeskSite On(string kb) => new() { directory = kb };

    /// <summary>A host of which a part is broken.</summary>
    public static HelpDeskSite With(Action<IServiceCollection> broken) => new() { broken = broken };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseSetting("Knowledge:Directory", directory);
        builder.ConfigureServices(broken);
    }

    internal static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "HelpDesk.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException("HelpDesk.sln is in no folder above the tests.");
        }

        return at.FullName;
    }
}

/// <summary>A copy of the kb folder that a test may break, deleted after it.</summary>
internal sealed class KbCopy : IDisposable
{
    public KbCopy()
    {
        var source = Path.Combine(HelpDeskSite.Root(), "kb");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("helpdesk-kb-").FullName;

    public string Article(string section, string id) => Path.Combine(Folder, "articles", section, id + ".md");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
