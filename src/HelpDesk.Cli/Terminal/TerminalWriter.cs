using System.Globalization;
using System.Text;

namespace HelpDesk.Cli.Terminal;

/// <summary>
/// All that this program prints goes through here. What people wrote cannot command the terminal: escapes and other control
/// characters, signs that turn the direction of writing, and line separators are shown by their number («\u001b»), which in JSON is
/// the same character. Only line breaks and tabs do what they are for; <see cref="OneLine"/> is for values that stand in a line.
/// </summary>
internal sealed class TerminalWriter(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    private char? high;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Before anything is printed.</summary>
    public static void Install()
    {
        Console.SetOut(new TerminalWriter(Console.Out));
        Console.SetError(new TerminalWriter(Console.Error));
    }

    /// <summary>A value on one line, that it may not look like a line of ours.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ').Replace('\v', ' ');

    /// <summary>What people wrote in several lines, each of which says that it is theirs.</summary>
    public static string Quoted(string text) => "  | " + text.ReplaceLineEndings("\n").Replace("\n", "\n  | ", StringComparison.Ordinal);

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
        {
            One(buffer[i], i + 1 < buffer.Length ? buffer[i + 1] : null);
        }
    }

    public override void WriteLine()
    {
        Loose();
        inner.WriteLine();
    }

    public override void WriteLine(string? value)
    {
        Write(value);
        WriteLine();
    }

    public override void Flush()
    {
        Loose();
        inner.Flush();
    }

    private void One(char c, char? next)
    {
        if (high is { } first)
        {
            high = null;
            if (char.IsLowSurrogate(c))
            {
                Show(new Rune(first, c));
                return;
            }

            inner.Write((char)Rune.ReplacementChar.Value);
        }

        if (char.IsHighSurrogate(c))
        {
            high = c;
        }
        else if (char.IsLowSurrogate(c))
        {
            inner.Write((char)Rune.ReplacementChar.Value);
        }
        else if (c != '\r' || next != '\n')
        {
            Show(new Rune(c));
        }
    }

    /// <summary>Half a character that nothing follows.</summary>
    private void Loose()
    {
        if (high is not null)
        {
            high = null;
            inner.Write((char)Rune.ReplacementChar.Value);
        }
    }

    private void Show(Rune rune)
    {
        if (!IsCommand(rune))
        {
            inner.Write(rune.ToString());
            return;
        }

        foreach (var unit in rune.ToString())
        {
            inner.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"));
        }
    }

    private static bool IsCommand(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => false,
        0x061c or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x206f) => true,
        (>= 0xfff9 and <= 0xfffb) or (>= 0xe0000 and <= 0xe007f) => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };
}
