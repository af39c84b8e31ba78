using System.Text;
using HelpDesk.Sources.Spelling;

namespace HelpDesk.Knowledge.Language;

/// <summary>Text folded for recognition and search.</summary>
public static class TextFolding
{
    /// <summary>Under invariant globalization .NET's NFKC silently returns its input; the program must not run so.</summary>
    /// <exception cref="InvalidOperationException">Width folding does nothing here.</exception>
    public static void EnsureWorks()
    {
        if (!string.Equals("Ａｶﾞ".Normalize(NormalizationForm.FormKC), "Aガ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                "Unicode normalisation does nothing on this machine: install libicu and leave InvariantGlobalization off (DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0).");
        }
    }

    /// <summary>As <see cref="SpelledText.Fold"/>: the same folding that areas and routing words are read with.</summary>
    public static string Fold(string text) => SpelledText.Fold(text);
}
