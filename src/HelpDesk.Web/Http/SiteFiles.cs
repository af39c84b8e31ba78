using Microsoft.Extensions.FileProviders;

namespace HelpDesk.Web.Http;

/// <summary>The stylesheet and the script, served from wwwroot beside the program.</summary>
internal static class SiteFiles
{
    public static void UseSiteFiles(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")),
        OnPrepareResponse = prepared => prepared.Context.Response.Headers.CacheControl = "public, max-age=300",
    });
}
