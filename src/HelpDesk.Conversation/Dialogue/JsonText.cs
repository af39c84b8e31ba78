using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// Writes JSON as text, each letter as <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/> leaves it: what every turn stores is mostly Japanese, which the
/// serializer looks at letter by letter, makes bytes of, and text again. What it writes, the serializer writes too. Not for two threads at once.
/// </summary>
public sealed class JsonText
{
    private const int AtFirst = 2048;

    /// <summary>What stands as it is.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Where(c => !char.IsSurrogate((char)c) && !JavaScriptEncoder.UnsafeRelaxedJsonEscaping.WillEncode(c)).Select(c => (char)c)]);

    [ThreadStatic]
    private static char[]? ofThread;

    private char[] letters = Interlocked.Exchange(ref ofThread, null) ?? new char[AtFirst];
    private int length;

    /// <summary>Begins an object: the value of a member, an item, or all of it.</summary>
    /// <param name="name">Null: no member.</param>
    public JsonText Begin(string? name = null, char bracket = '{')
    {
        Part(name);
        Append(bracket);
        return this;
    }

    public JsonText End(char bracket = '}')
    {
        Append(bracket);
        return this;
    }

    /// <summary>A member that is a text; none where that is null.</summary>
    public JsonText Member(string name, string? text)
    {
        if (text is not null)
        {
            Part(name);
            Quoted(text);
        }

        return this;
    }

    /// <summary>A member that is a number; none where that is 0.</summary>
    public JsonText Member(string name, int number)
    {
        if (number != 0)
        {
            Part(name);
            Append(number.ToString(CultureInfo.InvariantCulture));
        }

        return this;
    }

    /// <summary>A member that is true; none where it is not.</summary>
    public JsonText Member(string name, bool flag)
    {
        if (flag)
        {
            Part(name);
            Append("true");
        }

        return this;
    }

    public JsonText Member(string name, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Begin(name, '[');
        foreach (var text in texts)
        {
            Part(null);
            Quoted(text);
        }

        return End(']');
    }

    /// <summary>None where it is null.</summary>
    public JsonText Member(string name, IReadOnlyDictionary<string, string>? texts)
    {
        if (texts is null)
        {
            return this;
        }

        Begin(name);
        foreach (var (key, text) in texts)
        {
            Part(key);
            Quoted(text);
        }

        return End();
    }

    /// <summary>A member that is JSON already.</summary>
    public JsonText Raw(string name, string json)
    {
        Part(name);
        Append(json);
        return this;
    }

    /// <summary>All of it; nothing can be written after that.</summary>
    public string Finish()
    {
        var text = new string(letters, 0, length);
        ofThread = letters;
        letters = [];
        return text;
    }

    /// <summary>The comma before it, and its name.</summary>
    private void Part(string? name)
    {
        if (length > 0 && letters[length - 1] is not ('{' or '['))
        {
            Append(',');
        }

        if (name is not null)
        {
            Quoted(name);
            Append(':');
        }
    }

    private void Quoted(string? text)
    {
        if (text is null)
        {
            Append("null");
            return;
        }

        Append('"');
        var rest = text.AsSpan();
        while (rest.IndexOfAnyExcept(Plain) is >= 0 and var at)
        {
            Append(rest[..at]);
            var escaped = rest[at] switch { '\n' => "\\n", '"' => "\\\"", '\\' => "\\\\", '\r' => "\\r", '\t' => "\\t", _ => null };
            if (escaped is null)
            {
                // Half a letter, a picture: rare, and the encoder's to say.
                Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(rest[at..].ToString()));
                rest = default;
                break;
            }

            Append(escaped);
            rest = rest[(at + 1)..];
        }

        Append(rest);
        Append('"');
    }

    private void Append(char letter)
    {
        Grow(1);
        letters[length++] = letter;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Grow(text.Length);
        text.CopyTo(letters.AsSpan(length));
        length += text.Length;
    }

    private void Grow(int by)
    {
        if (length + by > letters.Length)
        {
            Array.Resize(ref letters, Math.Max(length + by, letters.Length * 2));
        }
    }
}
