using System.Buffers;
using System.Text.RegularExpressions;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Ticketing.Privacy;

/// <summary>Text for logs and for learning: passwords and the like (<see cref="Secrets"/>), supply point numbers, e-mail addresses, telephone numbers, postal codes and street addresses masked, the rest as it is.</summary>
public static partial class PersonalData
{
    public const string EmailMark = "***@***";
    public const string PhoneMark = "***-****";
    public const string AddressMark = "(住所)";

    /// <summary>Without one of these nothing below can be found: digits of either width, signs of an address, and what stands before a kanji house number.</summary>
    private static readonly SearchValues<char> Suspicious = SearchValues.Create("0123456789０１２３４５６７８９@＠〒市区町村");

    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Secrets.Mask(text);
        if (!text.AsSpan().ContainsAny(Suspicious))
        {
            return text;
        }

        var masked = SupplyPointNumber.Mask(text);
        masked = Email().Replace(masked, EmailMark);
        masked = Phone().Replace(masked, PhoneMark);
        masked = PostalCode().Replace(masked, "〒***-****");
        return Address().Replace(masked, "${place}" + AddressMark);
    }

    [GeneratedRegex(@"[\w.+\-]{1,64}[@＠][\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")]
    private static partial Regex Email();

    /// <summary>A Japanese number: 0 and nine or ten more digits in two or three groups, or one; or +81. Not a date, not a code of five digits.</summary>
    [GeneratedRegex(@"(?<![0-9０-９])(?:(?:\+81|＋８１)[-－ー‐ ]?[0-9０-９]{1,4}|[0０][0-9０-９]{1,4})[-－ー‐(（) ）]{1,2}[0-9０-９]{1,4}[-－ー‐)） ]{1,2}[0-9０-９]{3,4}(?![0-9０-９])|(?<![0-9０-９])[0０][5789５７８９][0０][0-9０-９]{8}(?![0-9０-９])|(?<![0-9０-９])[0０][1-9１-９][0-9０-９]{8}(?![0-9０-９])")]
    private static partial Regex Phone();

    [GeneratedRegex(@"〒\s?[0-9０-９]{3}[-－ー‐]?[0-9０-９]{4}")]
    private static partial Regex PostalCode();

    /// <summary>What follows the municipality up to the house number; the municipality itself says the area and stays.</summary>
    [GeneratedRegex(@"(?<place>[市区町村])(?:\p{L}{1,12}?[0-9０-９一二三四五六七八九十]{1,4}(?:丁目|番地|番|号|[-－ー‐の])(?:[0-9０-９]{1,4}(?:番地|番|号|[-－ー‐])?){0,3})")]
    private static partial Regex Address();
}
