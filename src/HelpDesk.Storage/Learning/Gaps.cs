using System.Text;
using HelpDesk.Knowledge.Language;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.Privacy;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Learning;

/// <summary>Questions alike that went unanswered or did not help.</summary>
/// <param name="Why">admit (not in the FAQ) or unsolved (answered, and it did not help).</param>
/// <param name="Text">One of them, masked; empty where none of them was kept.</param>
public sealed record Gap(string Why, string Text, IReadOnlyList<string> Articles, int Count);

/// <summary>What the knowledge base lacks, by what people asked. Masked once more: earlier programs knew fewer masks.</summary>
public sealed class Gaps(Database database)
{
    public async Task<IReadOnlyList<Gap>> FindAsync(int most, CancellationToken cancellation)
    {
        await using var context = database.Open();
        var rows = await context.Questions.AsNoTracking().Where(row => row.Outcome == "admit" || row.Solved == false).OrderByDescending(row => row.Id).ToListAsync(cancellation);
        return [.. rows
            .GroupBy(row => (Why: row.Outcome == "admit" ? "admit" : "unsolved", Key: KeyOf(row)))
            .Select(group => new Gap(group.Key.Why, PersonalData.Mask(group.Select(row => row.MaskedText).FirstOrDefault(text => text.Length > 0) ?? ""), group.First().Articles, group.Count()))
            .OrderByDescending(gap => gap.Count)
            .Take(most)];
    }

    /// <summary>A symptom is one gap however it is written; else the letters, width, case and kana of one kind, no punctuation.</summary>
    private static string KeyOf(QuestionRow row)
    {
        if (row.Symptom is { } symptom)
        {
            return symptom;
        }

        var key = new StringBuilder();
        foreach (var c in TextFolding.Fold(row.MaskedText).Where(char.IsLetter))
        {
            key.Append(c);
        }

        return Kana.ToHiragana(key.ToString());
    }
}
