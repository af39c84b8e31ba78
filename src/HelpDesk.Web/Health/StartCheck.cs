using System.Globalization;
using HelpDesk.Attachments.Store;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Web.Http;
using HelpDesk.Web.Knowledge;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Health;

/// <summary>Starts only what can work; where something cannot, says what and what to do, and ends with exit code 1.</summary>
internal static class StartCheck
{
    /// <summary>Settings, dictionaries and kb, database, in this order; says what takes time. What is thrown <see cref="StartFailure"/> says.</summary>
    public static async Task<bool> PrepareAsync(this WebApplication app, TextCatalog texts)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var knowledge = app.Services.GetRequiredService<ServedKnowledge>();
        await Console.Out.WriteLineAsync(texts.Get("start.kb", knowledge.Directory));
        if (!knowledge.Start(Console.Error))
        {
            return false;
        }

        if (OpenFiles.Limit() is { } limit && limit < 2 * OpenFiles.Reserved)
        {
            await Console.Error.WriteLineAsync(texts.Get("start.openFiles", limit.ToString(CultureInfo.InvariantCulture), OpenFiles.Connections(limit).ToString(CultureInfo.InvariantCulture)));
        }

        var database = app.Services.GetRequiredService<Database>();
        await Console.Out.WriteLineAsync(texts.Get("start.database", database.Name));
        await database.PrepareAsync(CancellationToken.None, () => Console.Out.WriteLine(texts.Get("start.migrating", database.Name)));

        // After the database: it makes its folder, beside the database unless set, and a mistyped path shall be said, not made.
        _ = app.Services.GetRequiredService<FileStore>();
        return true;
    }

    /// <summary>Until the host is asked to stop.</summary>
    public static async Task<int> ServeAsync(this WebApplication app)
    {
        await app.StartAsync(CancellationToken.None);
        var log = app.Services.GetRequiredService<StartLog>();
        log.Open();
        await app.WaitForShutdownAsync(CancellationToken.None);
        return log.ExitCode;
    }
}
