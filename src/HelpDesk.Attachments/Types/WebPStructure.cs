using System.Buffers.Binary;

namespace HelpDesk.Attachments.Types;

/// <summary>A WebP as its RIFF chunks (RFC 9649).</summary>
/// <param name="IsWhole">The chunks reach the length that the file's head states; what follows is no part of the image.</param>
/// <param name="IsLossless">The picture, or an animation's first, is stored without loss (VP8L).</param>
internal readonly record struct WebPStructure(bool IsWhole, bool IsLossless)
{
    private const int Head = 12;
    private const int FrameHead = 16;

    public static WebPStructure Read(ReadOnlySpan<byte> content)
    {
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
        if (stated < 4 || stated > content.Length - 8)
        {
            return new(false, false);
        }

        bool whole = true, found = false, lossless = false;
        for (var rest = content[Head..(8 + (int)stated)]; rest.Length > 0;)
        {
            if (rest.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) is var length && length > rest.Length - 8)
            {
                whole = false;
                break;
            }

            var name = rest[..4];
            var data = rest.Slice(8, (int)length);
            if (name.SequenceEqual("ANMF"u8) && data.Length >= FrameHead + 4)
            {
                name = data.Slice(FrameHead, 4);
            }

            if (!found && name.StartsWith("VP8"u8) && name[3] is (byte)' ' or (byte)'L')
            {
                (found, lossless) = (true, name[3] == 'L');
            }

            rest = rest[Math.Min(rest.Length, 8 + (int)length + ((int)length & 1))..];
        }

        return new(whole && found, lossless);
    }
}
