namespace HelpDesk.Ticketing.Contacts;

/// <summary>What the law has companies bear before or after their names, and people leave out.</summary>
public static class LegalForms
{
    public static IReadOnlyList<string> All { get; } = ["株式会社", "合同会社", "有限会社", "合資会社", "合名会社", "一般社団法人", "協同組合", "(株)", "(有)", "(同)"];

    /// <summary>How names of retailers end where no form does: a department, a shift or a role ends in none of them.</summary>
    public static IReadOnlyList<string> Trades { get; } =
    [
        "電力", "電気", "電機", "電工", "電設", "でんき", "デンキ", "でんりょく", "エナジー", "エネルギー", "エネ", "ガス", "瓦斯", "パワー", "ソーラー", "石油", "燃料", "プロパン",
        "商会", "商事", "商店", "物産", "産業", "工業", "興業", "実業", "開発", "建設", "不動産", "鉄道", "通信", "ネット", "テック", "ライフ", "ホーム", "グループ", "ホールディングス", "公社", "組合", "生協",
        "小売", "新電力", "サービス", "ソリューションズ",
    ];

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
