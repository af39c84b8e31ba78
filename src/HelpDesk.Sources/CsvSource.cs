using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace HelpDesk.Sources;

/// <summary>One row of a CSV or TSV file: its values by column name, and where it stands. Rows of a file share its header: tables have thousands.</summary>
public sealed class CsvRow
{
    private readonly string[] header;
    private readonly string[] values;

    /// <summary>A row that stands in no file.</summary>
    public CsvRow(IReadOnlyDictionary<string, string> values, Place place)
        : this([.. values.Keys], [.. values.Values], place)
    {
    }

    internal CsvRow(string[] header, string[] values, Place place)
    {
        (this.header, this.values, Place) = (header, values, place);
    }

    public Place Place { get; }

    /// <summary>The value of a column; empty where the file has no such column.</summary>
    public string this[string column] => Array.IndexOf(header, column) is var at and >= 0 ? values[at] : "";

    /// <summary>The parts of a value separated by «|», trimmed, empty ones left out.</summary>
    public IReadOnlyList<string> List(string column) =>
        this[column].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Reads tables that people keep in a spreadsheet: UTF-8 with or without BOM, a header row, lines starting with # are remarks.</summary>
public static class CsvSource
{
    /// <param name="required">Columns that must stand in the header; a missing one is an error and gives no rows.</param>
    public static IReadOnlyList<CsvRow> Read(string path, string shownAs, FindingList findings, params IReadOnlyList<string> required)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (SourceFile.Read(path, shownAs, findings, SourceFile.LargestTable) is not { } text)
        {
            return [];
        }

        using var reader = new StringReader(text);
        return Read(reader, path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase), shownAs, findings, required);
    }

    public static IReadOnlyList<CsvRow> Read(TextReader reader, bool tabs, string shownAs, FindingList findings, params IReadOnlyList<string> required)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(required);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = tabs ? "\t" : ",",
            // A TSV holds quotes as plain characters (people's questions are full of them).
            Mode = tabs ? CsvMode.NoEscape : CsvMode.RFC4180,
            AllowComments = !tabs,
            Comment = '#',
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
            MissingFieldFound = null,
        };
        using var csv = new CsvReader(reader, configuration, leaveOpen: true);
        var rows = new List<CsvRow>();
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            findings.Error(new Place(shownAs, 1, 1), "KB010", string.Join(", ", required));
            return rows;
        }

        if (header.Distinct(StringComparer.Ordinal).Count() < header.Length)
        {
            findings.Error(new Place(shownAs, 1, 1), "KB107", string.Join(", ", header.GroupBy(name => name, StringComparer.Ordinal).Where(names => names.Count() > 1).Select(names => names.Key)));
            return rows;
        }

        var missing = required.Where(column => !header.Contains(column, StringComparer.Ordinal)).ToList();
        if (missing.Count > 0)
        {
            findings.Error(new Place(shownAs, 1, 1), "KB010", string.Join(", ", missing));
            return rows;
        }

        while (csv.Read())
        {
            var place = new Place(shownAs, csv.Parser.RawRow, 1);
            var fields = csv.Parser.Record ?? [];
            if (!tabs && BadQuote(csv.Parser.RawRecord) is var bad and not QuoteFault.None)
            {
                // Whatever follows stands inside the value, or would be read as if it did not: said once, for the rest of the file.
                // A value that never ends takes the end of the file for a row of its own.
                var record = bad == QuoteFault.Open ? csv.Parser.RawRecord : csv.Parser.RawRecord.TrimEnd('\r', '\n');
                findings.Error(new Place(shownAs, csv.Parser.RawRow - record.Count(c => c == '\n'), 1), "KB106");
                return rows;
            }

            if (fields.Length != header.Length)
            {
                findings.Error(place, "KB011", fields.Length.ToString(CultureInfo.InvariantCulture), header.Length.ToString(CultureInfo.InvariantCulture));
                continue;
            }

            rows.Add(new CsvRow(header, fields, place));
        }

        return rows;
    }

    private enum QuoteFault
    {
        None,
        Inside,
        Open,
    }

    /// <summary>Quotes stand around a whole value, and twice where one is meant.</summary>
    private static QuoteFault BadQuote(string record)
    {
        var (inside, begins) = (false, true);
        for (var i = 0; i < record.Length; i++)
        {
            if (record[i] != '"')
            {
                begins = !inside && (record[i] is ',' || (begins && char.IsWhiteSpace(record[i])));
                continue;
            }

            if (!inside && !begins)
            {
                return QuoteFault.Inside;
            }

            if (inside && i + 1 < record.Length && record[i + 1] == '"')
            {
                i++;
                continue;
            }

            (inside, begins) = (!inside, false);
        }

        return inside ? QuoteFault.Open : QuoteFault.None;
    }
}
