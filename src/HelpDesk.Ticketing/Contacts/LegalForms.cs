namespace HelpDesk.Ticketing.Contacts;

/// <summary>What the law has companies bear before or after their names, and people leave out.</summary>
public static class LegalForms
{
    public static IReadOnlyList<string> All { get; } = ["株式会社", "合同会社", "有限会社", "合資会社", "合名会社", "一般社団法人", "協同組合", "(株)", "(有)", "(同)"];

    /// <summary>A folded name without the form at its beginning or end; the name itself where nothing else stands in it.</summary>
    public static string Without(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        foreach (var form in All)
        {
            var bare = folded.StartsWith(form, StringComparison.Ordinal) ? folded[form.Length..] : folded.EndsWith(form, StringComparison.Ordinal) ? folded[..^form.Length] : folded;
            if (bare.Length != folded.Length && bare.Trim().Length > 0)
            {
                return bare.Trim();
            }
        }

        return folded;
    }
}
