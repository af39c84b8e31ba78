using HelpDesk.Scripts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>The host in this process, on the repository's kb or on another folder, with a database of its own.</summary>
public sealed class HelpDeskSite : WebApplicationFactory<Program>
{
    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-site-").FullName;
    private readonly Dictionary<string, string> settings = new(StringComparer.Ordinal);
    private string directory = Checkout.Kb;
    private Action<IServiceCollection> changed = _ => { };

    public HelpDeskSite() => PreparedSqlite.CopyTo(DatabaseFile);

    public string DatabaseFile => Path.Combine(folder, "helpdesk.db");

    public static HelpDeskSite On(string kb) => new() { directory = kb };

    /// <summary>A host of which a part is broken or replaced, with settings of its own.</summary>
    public static HelpDeskSite With(Action<IServiceCollection>? changed = null, params ReadOnlySpan<(string Key, string Value)> settings)
    {
        var site = new HelpDeskSite { changed = changed ?? (_ => { }) };
        foreach (var (key, value) in settings)
        {
            site.settings[key] = value;
        }

        return site;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseEnvironment("Production");
        builder.UseSetting("Knowledge:Directory", directory);
        builder.UseSetting("Database:Sqlite", DatabaseFile);
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureServices(changed);
    }
}

/// <summary>A copy of the kb folder that a test may break, deleted after it.</summary>
internal sealed class KbCopy : IDisposable
{
    public KbCopy()
    {
        var source = Checkout.Kb;
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
