using System.Buffers.Binary;

namespace HelpDesk.Attachments.Types;

/// <summary>A PNG as its chunks: length, name, data, checksum (W3C PNG, 5.3).</summary>
internal static class PngStructure
{
    private const int LengthNameAndChecksum = 12;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Whether the chunks begin with IHDR and reach IEND; what follows it is no part of the image.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> content)
    {
        var rest = content[Signature.Length..];
        for (var first = true; rest.Length >= LengthNameAndChecksum; first = false)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var name = rest[4..8];
            if (length > rest.Length - LengthNameAndChecksum || first != name.SequenceEqual("IHDR"u8))
            {
                return false;
            }

            if (name.SequenceEqual("IEND"u8))
            {
                return true;
            }

            rest = rest[(LengthNameAndChecksum + (int)length)..];
        }

        return false;
    }
}
