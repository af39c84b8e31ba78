using System.Globalization;
using HelpDesk.Attachments.Reading;
using HelpDesk.Storage.Files;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Files;

/// <summary>Section Files of the settings: where files that people send stand, how long, and how pictures are read.</summary>
internal sealed class FilesOptions
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Outside every folder that is served; null: «helpdesk-files» beside the database. All nodes need the same.</summary>
    public string? Folder { get; set; }

    /// <summary>Days that a file is kept which no ticket holds, from the last word in its conversation.</summary>
    public int DaysWithoutTicket { get; set; } = 30;

    /// <summary>Images decoded at the same time, each in a process of up to 400 MB.</summary>
    public int ImagesAtOnce { get; set; } = 2;

    /// <summary>Megabytes that one person may send in 24 hours.</summary>
    public int MegabytesOfPersonInADay { get; set; } = 200;

    /// <summary>Megabytes of all files together.</summary>
    public int MegabytesInAll { get; set; } = 20_000;

    /// <summary>Megabytes that stay free on the disk of the folder: the database may stand on the same.</summary>
    public int MegabytesLeftFree { get; set; } = 500;

    public ReadingOptions Reading { get; set; } = new();

    public FileQuota Quota => new(MegabytesOfPersonInADay * Megabyte, MegabytesInAll * Megabyte);

    public long LeftFree => MegabytesLeftFree * Megabyte;

    public ScreenTextOptions ScreenText => new()
    {
        SearchPath = Reading.SearchPath,
        Time = TimeSpan.FromSeconds(Reading.Seconds),
        Memory = Reading.Megabytes * 1024L * 1024,
        MostAtOnce = Reading.AtOnce,
    };
}

/// <summary>How pictures are read by tesseract.</summary>
internal sealed class ReadingOptions
{
    /// <summary>Folders in which tesseract is looked for, parted as in PATH; null: the process's own PATH.</summary>
    public string? SearchPath { get; set; }

    /// <summary>For one picture. The chat client gives a message with its files 20 seconds.</summary>
    public int Seconds { get; set; } = 6;

    /// <summary>Address space of one tesseract.</summary>
    public int Megabytes { get; set; } = 1024;

    /// <summary>Pictures read at the same time; each keeps one core busy.</summary>
    public int AtOnce { get; set; } = 1;
}

/// <summary>Faults as «code|value», for the texts under «settings».</summary>
internal sealed class FilesOptionsCheck : IValidateOptions<FilesOptions>
{
    public ValidateOptionsResult Validate(string? name, FilesOptions options)
    {
        var numbers = new (string Key, int Value)[]
        {
            ("DaysWithoutTicket", options.DaysWithoutTicket), ("ImagesAtOnce", options.ImagesAtOnce),
            ("MegabytesOfPersonInADay", options.MegabytesOfPersonInADay), ("MegabytesInAll", options.MegabytesInAll), ("MegabytesLeftFree", options.MegabytesLeftFree), ("Reading:Seconds", options.Reading.Seconds),
            ("Reading:Megabytes", options.Reading.Megabytes), ("Reading:AtOnce", options.Reading.AtOnce),
        };
        var faults = numbers.Where(number => number.Value < 1).Select(number => $"filesNumber|Files:{number.Key}={number.Value.ToString(CultureInfo.InvariantCulture)}").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
