using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Contacts;

/// <summary>A contact and where it stands in the file.</summary>
public sealed record ContactLine(Contact Contact, Place Place);

/// <summary>
/// Contacts as a table that people keep in a spreadsheet: UTF-8 with a header row. Columns code, name and valid_from must be there; mail, phone, form,
/// hours, answer_days and valid_to may be.
/// </summary>
public static class ContactFile
{
    /// <summary>Bytes of a file.</summary>
    public const int Largest = 2_000_000;

    public static IReadOnlyList<string> Columns { get; } = ["code", "name", "valid_from", "valid_to", "mail", "phone", "form", "hours", "answer_days"];

    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy/M/d"];

    /// <param name="areas">The operators' area codes.</param>
    public static IReadOnlyList<ContactLine> Read(string text, string shownAs, IReadOnlyCollection<string> areas, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(findings);
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        return [.. CsvSource.Read(reader, tabs: false, shownAs, findings, "code", "name", "valid_from").Select(row => Entry(row, areas, findings)).OfType<ContactLine>()];
    }

    /// <summary>One entry, by the texts of its columns.</summary>
    public static ContactLine? Entry(CsvRow row, IReadOnlyCollection<string> areas, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(findings);
        var before = findings.All.Count;
        var code = row["code"].Normalize(System.Text.NormalizationForm.FormKC);
        if (!IsCode(code, areas))
        {
            findings.Error(row.Place, "CON001", row["code"]);
        }

        foreach (var column in Columns.Where(column => row[column].Length > Contact.Longest || row[column].Any(char.IsControl) || (column == "name" && row[column].Length == 0)))
        {
            findings.Error(row.Place, "CON002", column, Contact.Longest.ToString(CultureInfo.InvariantCulture));
        }

        var (from, to) = (Date(row, "valid_from", findings), Date(row, "valid_to", findings));
        if (from is null && row["valid_from"].Length == 0)
        {
            findings.Error(row.Place, "CON003", "valid_from", "");
        }

        if (to < from)
        {
            findings.Error(row.Place, "CON007", row["valid_from"], row["valid_to"]);
        }

        var days = Days(row, findings);
        if (row["form"] is { Length: > 0 } form && !(Uri.TryCreate(form, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
        {
            findings.Error(row.Place, "CON008", form);
        }

        return findings.All.Count > before
            ? null
            : new ContactLine(new Contact(code, row["name"], from!.Value) { Mail = Some(row["mail"]), Phone = Some(row["phone"]), Form = Some(row["form"]), Hours = Some(row["hours"]), AnswerDays = days, ValidTo = to }, row.Place);
    }

    private static bool IsCode(string code, IReadOnlyCollection<string> areas) => code.All(char.IsAsciiDigit) && (code.Length == 5 || areas.Contains(code));

    private static DateOnly? Date(CsvRow row, string column, FindingList findings)
    {
        if (row[column].Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(row[column], DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        findings.Error(row.Place, "CON003", column, row[column]);
        return null;
    }

    private static int? Days(CsvRow row, FindingList findings)
    {
        if (row["answer_days"].Length == 0)
        {
            return null;
        }

        if (int.TryParse(row["answer_days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= Contact.MostAnswerDays)
        {
            return days;
        }

        findings.Error(row.Place, "CON004", row["answer_days"], Contact.MostAnswerDays.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    private static string? Some(string value) => value.Length == 0 ? null : value;
}
