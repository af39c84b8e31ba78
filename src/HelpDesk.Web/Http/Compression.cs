using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Http;

/// <summary>
/// Pages, styles and scripts that are the same for everybody go compressed. What is one person's own (no-store, private: the
/// chat's page with its token) does not: the length of what is compressed together tells of secrets in it (BREACH).
/// </summary>
internal static class Compression
{
    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.AddSingleton<IResponseCompressionProvider, ForEverybody>();
    }

    private sealed class ForEverybody(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
    {
        public override bool ShouldCompressResponse(HttpContext context)
        {
            var caching = context.Response.GetTypedHeaders().CacheControl;
            return caching is not ({ NoStore: true } or { Private: true }) && base.ShouldCompressResponse(context);
        }
    }
}
