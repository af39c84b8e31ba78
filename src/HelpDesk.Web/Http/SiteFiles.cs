using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Http;

/// <summary>Stylesheets and scripts, served from wwwroot beside the program.</summary>
internal static class SiteFiles
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Files with their version in their name, compressed by the build.</summary>
    private const string Versioned = "/webchat";

    public static void UseSiteFiles(this IApplicationBuilder app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Versioned, StringComparison.Ordinal), UseVersionedFiles);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder),
            OnPrepareResponse = prepared =>
            {
                var response = prepared.Context.Response;
                response.Headers.CacheControl = "public, max-age=300";

                // embed.js runs in pages of other sites, which may be written in Shift_JIS.
                response.ContentType = response.ContentType is { } type && type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : response.ContentType;
            },
        });
    }

    private static void UseVersionedFiles(IApplicationBuilder app)
    {
        var files = new PhysicalFileProvider(Folder);
        app.Use((context, next) =>
        {
            if (Smaller(context.Request, files) is { } compressed)
            {
                context.Request.Path = compressed;
            }

            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files, ContentTypeProvider = new CompressedTypes(), OnPrepareResponse = Prepare,
        });
    }

    private static void Prepare(StaticFileResponseContext prepared)
    {
        var headers = prepared.Context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentEncoding = Path.GetExtension(prepared.File.Name) switch { ".br" => "br", ".gz" => "gzip", _ => StringValues.Empty };
    }

    private static string? Smaller(HttpRequest request, PhysicalFileProvider files)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding.Where(encoding => encoding.Quality is not 0).Select(encoding => encoding.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var path = request.Path.Value!;
        return accepted.Contains("br") && files.GetFileInfo(path + ".br").Exists ? path + ".br"
            : accepted.Contains("gzip") && files.GetFileInfo(path + ".gz").Exists ? path + ".gz"
            : null;
    }

    /// <summary>The type of what is in a compressed file.</summary>
    private sealed class CompressedTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider types = new();

        public bool TryGetContentType(string subpath, out string contentType) =>
            types.TryGetContentType(Path.GetExtension(subpath) is ".br" or ".gz" ? Path.ChangeExtension(subpath, null) : subpath, out contentType!);
    }
}
