using HelpDesk.Language;
using HelpDesk.Language.Client;
using HelpDesk.Language.Guard;
using HelpDesk.Storage;
using HelpDesk.Storage.Learning;
using HelpDesk.Storage.Turns;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Language;

/// <summary>Azure AI Language, only where the section Language names an endpoint and a use; never in the way of an answer.</summary>
internal static class LanguageSetup
{
    public static void AddLanguage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LanguageOptions>().BindConfiguration("Language").ValidateOnStart();
        services.AddSingleton<IValidateOptions<LanguageOptions>, LanguageOptionsCheck>();
        if (configuration["Language:Endpoint"] is not { Length: > 0 } || !configuration.GetSection("Language:Uses").GetChildren().Any())
        {
            return;
        }

        services.AddSingleton(provider => provider.GetRequiredService<IOptions<LanguageOptions>>().Value);
        services.AddSingleton<IDailyCeiling, SharedCeiling>();
        services.AddSingleton(provider =>
        {
            var (options, log) = (provider.GetRequiredService<LanguageOptions>(), provider.GetRequiredService<ILogger<LanguageClient>>());
            return new GuardedLanguage(options.CreateClient(), TimeSpan.FromSeconds(options.Seconds), provider.GetRequiredService<IDailyCeiling>(), provider.GetRequiredService<TimeProvider>(), (code, pause) =>
                log.LogWarning("Azure AI Language does not answer ({Code}). Answers to people go on without it; it is asked again in {Seconds} s. After 401 or 403 check Language:Key or the identity's role, after 404 Language:Endpoint", code, (int)pause.TotalSeconds));
        });
        services.AddSingleton<LanguageWork>();
        services.AddSingleton<IAftermath>(provider => provider.GetRequiredService<LanguageWork>());
        services.AddHostedService(provider => provider.GetRequiredService<LanguageWork>());
    }

    private sealed class SharedCeiling(Database database, LanguageOptions options, TimeProvider time) : IDailyCeiling
    {
        public Task<bool> TryTakeAsync(CancellationToken cancellation) => new LanguageDays(database, time).TryTakeAsync(options.DocumentsPerDay, cancellation);
    }

    private sealed class LanguageOptionsCheck : IValidateOptions<LanguageOptions>
    {
        public ValidateOptionsResult Validate(string? name, LanguageOptions options) => options.Faults() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
