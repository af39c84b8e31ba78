using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// What was found of each sentence of lately read statements: what somebody has said is asked for again with every message until their inquiry is sent, and
/// all of it would be read as often. Kept under a digest, so that it holds nobody's words; bounded. Safe to use from many threads.
/// </summary>
internal sealed class SentenceMemory
{
    private const int Sets = 1 << 12;

    /// <summary>Statements of one set; a newer one takes the place of an older.</summary>
    private const int Ways = 4;

    /// <summary>Of statements with more sentences nothing is kept.</summary>
    private const int MostSentences = 64;

    private readonly Known?[] slots = new Known?[Sets * Ways];

    /// <summary>The first half of each slot's digest, beside each other: most slots that are looked at hold another, and to open each would cost more than the digest.</summary>
    private readonly ulong[] firsts = new ulong[Sets * Ways];

    /// <summary>For each sentence whether it is so.</summary>
    /// <param name="statement">With whatever else the answer depends on.</param>
    /// <param name="day">On which it is read: what is a date may depend on it.</param>
    /// <param name="read">Called where the statement is not known.</param>
    public bool[] Of(string statement, DateOnly day, Func<string, bool[]> read)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(statement.AsSpan()), digest);
        var (first, second) = (BinaryPrimitives.ReadUInt64LittleEndian(digest), BinaryPrimitives.ReadUInt64LittleEndian(digest[sizeof(ulong)..]));
        var from = (int)(first % Sets) * Ways;
        for (var i = from; i < from + Ways; i++)
        {
            if (firsts[i] == first && slots[i] is { } one && one.First == first && one.Second == second && one.Day == day)
            {
                return one.Found;
            }
        }

        var found = read(statement);
        if (found.Length <= MostSentences)
        {
            var free = Array.IndexOf(slots, null, from, Ways);
            var at = free >= 0 ? free : from + (int)(second % Ways);
            // A race between the two only reads a statement once more.
            (slots[at], firsts[at]) = (new Known(first, second, day, found), first);
        }

        return found;
    }

    private sealed record Known(ulong First, ulong Second, DateOnly Day, bool[] Found);
}
