using System.Net.Sockets;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Health;

/// <summary>Why the host could not start, in words for whoever starts it: what happened, where the setting was given, what to do. Never a stack trace.</summary>
internal static class StartFailure
{
    public const int ExitCode = 1;

    public static int Say(Exception e, HostSettings settings, TextWriter errors)
    {
        var texts = SiteTexts.For(settings.Language);
        foreach (var line in Lines(e, settings, texts))
        {
            errors.WriteLine(line);
        }

        return ExitCode;
    }

    private static IEnumerable<string> Lines(Exception e, HostSettings settings, TextCatalog texts) => e switch
    {
        AggregateException { InnerExceptions.Count: > 0 } several => several.InnerExceptions.SelectMany(inner => Lines(inner, settings, texts)),
        OptionsValidationException options => options.Failures.SelectMany(failure => Option(failure, settings, texts)),
        DictionaryException => [texts.Get("site.dictionary", DictionaryFiles.DefaultDirectory)],
        DatabaseException database => [texts.Get("database." + database.Code, database.File, database.Detail)],
        IOException { InnerException: AddressInUseException } => [texts.Get("site.addressInUse", settings.Address)],
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => [texts.Get("site.addressInUse", settings.Address)],
        SocketException { SocketErrorCode: SocketError.AccessDenied } => [texts.Get("site.addressRefused", settings.Address)],
        SocketException or FormatException => [texts.Get("site.addressBad", settings.Address, e.Message)],
        _ => [texts.Get("site.cannotStart", Causes(e))],
    };

    /// <summary>Faults are «code|value» for our own texts, or words already.</summary>
    private static IEnumerable<string> Option(string failure, HostSettings settings, TextCatalog texts)
    {
        var said = failure.Split('|', 2) is [var code, var value] ? texts.Get("settings." + code, value) : failure;
        return [said, .. settings.OriginsIn(said).Select(origin => "  " + origin)];
    }

    /// <summary>The message of each cause; of what is a defect of ours, its kind.</summary>
    private static string Causes(Exception e)
    {
        var messages = new List<string>();
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            messages.Add($"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}");
        }

        return string.Join(" / ", messages.Distinct(StringComparer.Ordinal));
    }
}
