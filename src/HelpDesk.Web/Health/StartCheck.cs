using HelpDesk.Attachments.Store;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;
using HelpDesk.Web.Chat;
using HelpDesk.Web.Data;
using HelpDesk.Web.Files;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Mail;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Health;

/// <summary>Starts only what can work; where something cannot, says what and what to do, and ends with exit code 1.</summary>
internal static class StartCheck
{
    /// <summary>Settings, dictionaries, kb, database, in this order.</summary>
    public static async Task<bool> PrepareAsync(this WebApplication app, TextCatalog texts)
    {
        try
        {
            _ = app.Services.GetRequiredService<IOptions<ChatOptions>>().Value;
            _ = app.Services.GetRequiredService<IOptions<MailOptions>>().Value;
            _ = app.Services.GetRequiredService<IOptions<FilesOptions>>().Value;
            if (!app.Services.GetRequiredService<ServedKnowledge>().Start(Console.Error) || !await app.Services.PrepareDatabaseAsync(texts, Console.Error))
            {
                return false;
            }

            // After the database: it makes its folder, beside the database unless set, and a mistyped path shall be said, not made.
            _ = app.Services.GetRequiredService<FileStore>();
            return true;
        }
        catch (DictionaryException)
        {
            await Console.Error.WriteLineAsync(texts.Get("site.dictionary", DictionaryFiles.DefaultDirectory));
        }
        catch (OptionsValidationException e)
        {
            await WriteAsync(e, texts);
        }
        catch (InvalidOperationException e)
        {
            await Console.Error.WriteLineAsync(texts.Get("settings.unreadable", e.Message));
        }

        return false;
    }

    public static async Task<int> RunAsync(this WebApplication app, TextCatalog texts)
    {
        // The configuration goes with the host when it fails.
        var address = app.Configuration["urls"] ?? Http.Listening.DefaultAddress;
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(texts.Get("site.addressInUse", address));
        }
        catch (OptionsValidationException e)
        {
            await WriteAsync(e, texts);
        }

        return 1;
    }

    /// <summary>Faults are «code|value» for our own texts, or words already.</summary>
    private static async Task WriteAsync(OptionsValidationException e, TextCatalog texts)
    {
        foreach (var parts in e.Failures.Select(failure => failure.Split('|', 2)))
        {
            await Console.Error.WriteLineAsync(parts.Length == 2 ? texts.Get("settings." + parts[0], parts[1]) : parts[0]);
        }
    }
}
