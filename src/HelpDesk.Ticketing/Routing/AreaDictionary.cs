using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Routing;

/// <summary>Builds the finder's dictionary from the tables. A word that is both a prefecture and its capital or area means the prefecture.</summary>
internal sealed class AreaDictionary
{
    private const char City = '市';

    /// <summary>Letters of a municipality's name in romaji that counts behind «in» without an ending: shorter ones are words (Date, Mine, Usa).</summary>
    private const int ShortestRomaji = 5;

    private readonly AreaTables tables;
    private readonly AreaWords words;
    private readonly WordTrie<AreaTerm> trie = new();
    private readonly Dictionary<string, (uint Sure, uint Possible)> prefectures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint> sharedWards;

    private AreaDictionary(AreaTables tables)
    {
        this.tables = tables;
        words = tables.Words;
        sharedWards = words.SharedWards.DistinctBy(w => w.Ward).ToDictionary(w => w.Ward, w => tables.Bits(w.Areas), StringComparer.Ordinal);
    }

    public static WordTrie<AreaTerm> Build(AreaTables tables)
    {
        var dictionary = new AreaDictionary(tables);
        foreach (var word in tables.Words.NoPlaces)
        {
            dictionary.trie.Set(word, new AreaTerm(word));
        }

        dictionary.ReadPrefectureAreas();
        dictionary.AddPrefectures();
        dictionary.AddOperatorsAndAreas();
        dictionary.AddAmbiguous();
        dictionary.AddMunicipalities();
        dictionary.AddDistricts();
        return dictionary.trie;
    }

    private void ReadPrefectureAreas()
    {
        var fullNames = tables.PrefectureRows.DistinctBy(r => r["short"]).ToDictionary(r => r["short"], r => r["prefecture"], StringComparer.Ordinal);
        foreach (var row in tables.AreaRows)
        {
            var bit = tables.Bit(row["code"], row.Place);
            foreach (var name in row.List("prefectures"))
            {
                var full = fullNames.GetValueOrDefault(name, name);
                prefectures[full] = (prefectures.GetValueOrDefault(full).Sure | bit, bit);
            }
        }

        foreach (var row in tables.MunicipalityRows)
        {
            var (sure, possible) = prefectures.GetValueOrDefault(row["prefecture"]);
            prefectures[row["prefecture"]] = (sure, possible | MunicipalityAreas(row));
        }
    }

    private uint MunicipalityAreas(CsvRow row) =>
        tables.Bit(row["area"], row.Place) | (row["alt_area"].Length > 0 ? tables.Bit(row["alt_area"], row.Place) : 0);

    private void AddPrefectures()
    {
        foreach (var (name, (sure, possible)) in prefectures)
        {
            var meaning = new AreaMeaning(AreaEvidenceKind.Prefecture, sure, possible | sure) { Prefecture = name };
            Add(name, meaning);
            var row = tables.PrefectureRows.FirstOrDefault(r => r["prefecture"] == name);
            if (row is null)
            {
                continue;
            }

            Add(row["short"], meaning, bare: row["short"] != name);
            AddSpellings(row["reading"], row.List("romaji"), name, meaning, bare: true);
        }
    }

    private void AddOperatorsAndAreas()
    {
        foreach (var row in tables.AreaRows)
        {
            var bit = tables.Bit(row["code"], row.Place);
            foreach (var alias in row.List("aliases").Concat([row["operator"], row["operator_en"], row["short"]]))
            {
                AddAlias(alias, bit);
            }

            Add(row["area"], AreaName(row["area"], bit));
            Add(row["area_en"], AreaName(row["area"], bit));
        }

        foreach (var (area, spellings) in words.Spellings)
        {
            var bit = tables.Bit(area.Value, area.Place);
            foreach (var spelling in spellings)
            {
                AddAlias(spelling, bit);
            }
        }
    }

    private void AddAlias(string alias, uint bits)
    {
        var word = FoldedText.Word(alias);
        var isOperator = words.OperatorMarks.Any(mark => word.Contains(mark, StringComparison.Ordinal));
        var marked = words.NetworkMarks.Any(mark => word.Contains(mark, StringComparison.Ordinal));
        var meaning = isOperator ? new AreaMeaning(AreaEvidenceKind.Operator, bits, bits) : AreaName(alias, bits);
        Add(alias, meaning with { Marked = marked }, kanji: isOperator && word.Length <= 2);
    }

    private AreaMeaning AreaName(string name, uint bits) =>
        new(AreaEvidenceKind.AreaName, bits, bits) { Weak = words.WeakNames.Contains(name) };

    private void AddAmbiguous()
    {
        foreach (var row in tables.AmbiguousRows)
        {
            var bits = tables.Bits(row.List("codes").Select(code => new Placed<string>(code, row.Place)));
            var word = FoldedText.Word(row["alias"]);
            var isOperator = words.OperatorMarks.Any(mark => word.Contains(mark, StringComparison.Ordinal));
            var kind = isOperator ? AreaEvidenceKind.Operator : AreaEvidenceKind.AreaName;
            var marked = words.NetworkMarks.Any(mark => word.Contains(mark, StringComparison.Ordinal));
            Add(row["alias"], new AreaMeaning(kind, 0, bits) { Marked = marked }, kanji: word.Length <= 2 && isOperator);
        }
    }

    private void AddMunicipalities()
    {
        var bare = words.BareCities.Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var known = tables.MunicipalityRows.Select(r => r["municipality"]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in tables.MunicipalityRows)
        {
            var name = row["municipality"];
            if (name.Length < 2)
            {
                continue;
            }

            var meaning = Municipality(row);
            Add(name, meaning, kanji: name.Length <= 3);
            var isBare = bare.Contains(name);
            if (isBare)
            {
                Add(name[..^1], meaning, bare: true);
            }

            else if (name[^1] == City && name[..^1].All(IsKanji))
            {
                Add(name[..^1], meaning, bare: true, kanji: name.Length <= 3, placed: true);
            }

            AddSpellings(row["reading"], [row["romaji"]], name, meaning, isBare);
        }

        foreach (var city in words.BareCities.Where(city => known.Count > 0 && !known.Contains(city.Value)))
        {
            tables.Findings.Error(city.Place, "KB064", city.Value);
        }
    }

    private AreaMeaning Municipality(CsvRow row)
    {
        var sure = tables.Bit(row["area"], row.Place);
        var shared = sharedWards.GetValueOrDefault(row["municipality"]);
        var exception = row["alt_area"].Length > 0 || prefectures[row["prefecture"]].Sure != sure;
        return new AreaMeaning(
            exception ? AreaEvidenceKind.MunicipalityException : AreaEvidenceKind.Municipality,
            shared != 0 ? 0 : sure,
            shared != 0 ? shared : MunicipalityAreas(row))
        {
            Prefecture = row["prefecture"],
            Municipality = row["municipality"],
            Note = row["alt_area"].Length > 0 && row["note"].Length > 0 ? row["note"] : null,
        };
    }

    /// <summary>The reading and the romaji, with the ending that the name has (し, -shi, City) and, for a well-known place, without.</summary>
    private void AddSpellings(string reading, IReadOnlyList<string> romaji, string name, AreaMeaning meaning, bool bare)
    {
        var isPrefecture = meaning.Kind == AreaEvidenceKind.Prefecture;
        romaji = [.. romaji.Concat(romaji.Select(WithM)).Distinct(StringComparer.Ordinal)];
        foreach (var ending in words.Endings[name[^1..]])
        {
            // Short readings with an ending are words of the language (いずし, なかまち).
            if (!char.IsAscii(ending[^1]) && reading.Length >= (isPrefecture ? 2 : 4))
            {
                Add(reading + ending, meaning);
            }

            foreach (var roman in char.IsAscii(ending[^1]) ? romaji.Where(r => r.Length > 0) : [])
            {
                Add(FoldedText.Word(roman) + ending, meaning);
            }
        }

        foreach (var roman in romaji.Where(r => !bare && !isPrefecture && r.Length >= ShortestRomaji))
        {
            // «in Gotemba»: no English speaker writes -shi.
            Add(roman, meaning, bare: true, placed: true);
        }

        if (bare)
        {
            Add(reading.Length >= 3 ? reading : "", meaning, bare: true);
            foreach (var roman in romaji)
            {
                Add(roman, meaning, bare: true);
            }
        }
    }

    /// <summary>Stations and maps write m before b, m and p: Gotemba, Namba.</summary>
    private static string WithM(string romaji) => romaji.Replace("nb", "mb", StringComparison.Ordinal).Replace("nm", "mm", StringComparison.Ordinal).Replace("np", "mp", StringComparison.Ordinal);

    private void AddDistricts()
    {
        var known = tables.MunicipalityRows.Select(r => r["municipality"]).ToHashSet(StringComparer.Ordinal);
        foreach (var district in words.Districts)
        {
            foreach (var of in district.Of.Where(of => known.Count > 0 && !known.Contains(of.Value)))
            {
                tables.Findings.Error(of.Place, "KB064", of.Value);
            }

            var bits = tables.Bits(district.Areas);
            var meaning = new AreaMeaning(AreaEvidenceKind.MunicipalityException, uint.IsPow2(bits) ? bits : 0, bits)
            {
                Prefecture = district.Prefecture,
                DistrictOf = [.. district.Of.Select(of => of.Value)],
                Alone = district.Alone,
            };
            foreach (var word in district.Words)
            {
                Add(word, meaning);
            }
        }
    }

    private void Add(string name, AreaMeaning meaning, bool bare = false, bool kanji = false, bool placed = false)
    {
        var word = FoldedText.Word(name);
        if (word.Length < (placed ? 1 : 2))
        {
            return;
        }

        var capital = placed && char.IsAsciiLetter(word[0]);

        var term = trie[word];
        if (term is null)
        {
            term = new AreaTerm(word) { IsBare = bare, NeedsKanjiBefore = kanji, NeedsCapital = capital || words.CapitalOnly.Contains(word), NeedsPlace = placed };
            trie.Set(word, term);
        }
        else if (placed != term.NeedsPlace)
        {
            // What counts anywhere goes before what counts in one place only.
            if (placed)
            {
                return;
            }

            term.Meanings.Clear();
            (term.IsBare, term.NeedsKanjiBefore, term.NeedsPlace, term.NeedsCapital) = (bare, kanji, false, words.CapitalOnly.Contains(word));
        }
        else if (term.Meanings.Count == 0 || !BelongBeside(term.Meanings, meaning))
        {
            return;
        }

        term.Meanings.Add(meaning);
    }

    /// <summary>Only municipalities and districts share a name without being the same place.</summary>
    private static bool BelongBeside(List<AreaMeaning> meanings, AreaMeaning more) =>
        IsLocal(more) && meanings.TrueForAll(IsLocal) && !meanings.Contains(more);

    private static bool IsKanji(char c) => c is >= '\u3400' and <= '\u9FFF' or '\u3005';

    private static bool IsLocal(AreaMeaning meaning) => meaning.Municipality is not null || meaning.DistrictOf is not null;
}
