using System.Buffers;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpDesk.Knowledge.Articles;

/// <summary>
/// Addresses that stand bare in a text: <c>https://…</c>, <c>http://…</c>, <c>www.…</c>, <c>mailto:…</c>. Markdig's own parser
/// takes all up to the next blank, which Japanese does not write, and none behind 「 or （. An address is of ASCII: here it ends
/// where anything else begins, and begins behind anything but a letter or digit of ASCII.
/// </summary>
internal sealed class BareLinkParser : InlineParser
{
    private const string Mail = "mailto:";
    private const string Www = "www.";

    private static readonly string[] Beginnings = ["https://", "http://", Www, Mail];

    /// <summary>RFC 3986, without the brackets of IPv6 and the apostrophe that ends a quotation.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&()*+,;=%");

    /// <summary>At the end of an address these belong to the sentence.</summary>
    private const string OfSentence = "?!.,:;*_~";

    public BareLinkParser() => OpeningCharacters = ['h', 'H', 'w', 'W', 'm', 'M'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (char.IsAsciiLetterOrDigit(slice.PeekCharExtra(-1)) || IsInLink(processor.Inline))
        {
            return false;
        }

        var text = slice.AsSpan();
        var length = LengthOf(text);
        if (length == 0)
        {
            return false;
        }

        var address = text[..length].ToString();
        var shown = address.StartsWith(Mail, StringComparison.OrdinalIgnoreCase) ? address[Mail.Length..] : address;
        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        var link = new LinkInline
        {
            Span = new SourceSpan(start, start + length - 1), Line = line, Column = column, IsClosed = true, IsAutoLink = true,
            Url = address.StartsWith(Www, StringComparison.OrdinalIgnoreCase) ? "http://" + address : address,
        };
        link.AppendChild(new LiteralInline(shown) { Span = link.Span, Line = line, Column = column, IsClosed = true });
        processor.Inline = link;
        slice.Start += length;
        return true;
    }

    /// <summary>Characters of the address that the text begins with; 0 where it begins with none.</summary>
    private static int LengthOf(ReadOnlySpan<char> text)
    {
        foreach (var beginning in Beginnings)
        {
            if (!text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var end = text.IndexOfAnyExcept(Signs);
            var length = WithoutSentence(text[..(end < 0 ? text.Length : end)]);
            var host = length > beginning.Length ? text[beginning.Length..length] : [];
            return host.Length > 0 && char.IsAsciiLetterOrDigit(host[0]) && (beginning != Mail || host[1..].Contains('@')) ? length : 0;
        }

        return 0;
    }

    /// <summary>Without the sentence's own signs at its end; a bracket stays where it closes one of the address.</summary>
    private static int WithoutSentence(ReadOnlySpan<char> address)
    {
        while (address.Length > 0 && (OfSentence.Contains(address[^1], StringComparison.Ordinal) || address[^1] == '('
            || (address[^1] == ')' && address.Count(')') > address.Count('('))))
        {
            address = address[..^1];
        }

        return address.Length;
    }

    /// <summary>The words of a link are no link of their own.</summary>
    private static bool IsInLink(Inline? inline)
    {
        for (var around = inline; around is not null; around = around.Parent)
        {
            if (around is LinkDelimiterInline { IsActive: true })
            {
                return true;
            }
        }

        return false;
    }
}
