using HelpDesk.Attachments.Intake;
using HelpDesk.Attachments.Reading;
using HelpDesk.Attachments.Store;
using HelpDesk.Channels.Files;
using HelpDesk.Storage;
using HelpDesk.Storage.Files;
using HelpDesk.Web.Http;
using HelpDesk.Web.Site;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Files;

/// <summary>What takes, keeps, serves and forgets the files that people send.</summary>
internal static class FilesSetup
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FilesOptions>().BindConfiguration("Files", binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsCheck>();
        services.AddHttpContextAccessor();
        services.AddSingleton<FileRegister>();
        services.AddSingleton(provider => new AttachmentIntake(provider.GetRequiredService<TimeProvider>(), Options(provider).ImagesAtOnce));
        services.AddSingleton(provider => new ScreenText(Options(provider).ScreenText, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(OpenStore);
        services.AddSingleton<PictureReader>();
        services.AddSingleton<IIncomingFiles, StoredFiles>();
        services.AddSingleton<FileSweep>();
        services.AddHostedService<FileSweepClock>();
    }

    private static FilesOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<FilesOptions>>().Value;

    /// <exception cref="OptionsValidationException">The folder would be served, or cannot be made or written.</exception>
    private static FileStore OpenStore(IServiceProvider provider)
    {
        var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
        var beside = Path.GetDirectoryName(provider.GetRequiredService<Database>().SqliteFile) ?? root;
        var folder = Options(provider).Folder is { Length: > 0 } named ? Path.GetFullPath(named, root) : Path.Combine(beside, FileStore.DefaultFolder);
        try
        {
            var store = new FileStore(folder, SiteFiles.Folder, Path.Combine(root, "wwwroot"));
            if (store.WasOpen)
            {
                Console.Error.WriteLine(SiteTexts.For(provider.GetRequiredService<IConfiguration>()["HELPDESK_LANG"]).Get("site.tightened", folder));
            }

            return store;
        }
        catch (ArgumentException)
        {
            throw Fault("filesServed|" + folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault((Directory.Exists(folder) ? "filesOpen|" : "filesFolder|") + folder);
        }
    }

    private static OptionsValidationException Fault(string fault) => new("Files", typeof(FilesOptions), [fault]);
}
