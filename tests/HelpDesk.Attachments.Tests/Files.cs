using System.Buffers.Binary;
using System.Text;

namespace HelpDesk.Attachments.Tests;

/// <summary>Real files with all that people's files carry beside their pixels, put together byte by byte. Each such part holds <see cref="Secret"/>.</summary>
internal static class Files
{
    public const string Secret = "SECRET-35.6812N-139.7671E";

    private static readonly byte[] SecretBytes = Encoding.ASCII.GetBytes(Secret);

    /// <summary>EXIF (TIFF, little endian): the maker, the orientation, and a GPS directory with a text.</summary>
    public static byte[] Exif(ushort orientation)
    {
        const int textAt = 8 + 2 + (3 * 12) + 4;
        var gpsAt = textAt + SecretBytes.Length + 1;
        return Join(
            "II*\0"u8.ToArray(), UInt32(8), UInt16(3),
            UInt16(0x010f), UInt16(2), UInt32(SecretBytes.Length + 1), UInt32(textAt),
            UInt16(0x0112), UInt16(3), UInt32(1), UInt16(orientation), UInt16(0),
            UInt16(0x8825), UInt16(4), UInt32(1), UInt32(gpsAt),
            UInt32(0), SecretBytes, [0],
            UInt16(1), UInt16(0x001b), UInt16(7), UInt32(SecretBytes.Length), UInt32(gpsAt + 18), UInt32(0), SecretBytes);
    }

    /// <summary>The JPEG with EXIF, XMP, IPTC and a comment before its image, and a page behind its end.</summary>
    public static byte[] WithMetadata(byte[] jpeg, ushort orientation) => Join(
        jpeg[..2],
        Segment(0xe1, Join("Exif\0\0"u8.ToArray(), Exif(orientation))),
        Segment(0xe1, Join("http://ns.adobe.com/xap/1.0/\0"u8.ToArray(), SecretBytes)),
        Segment(0xed, Join("Photoshop 3.0\08BIM"u8.ToArray(), SecretBytes)),
        Segment(0xfe, SecretBytes),
        jpeg[2..],
        Trailing());

    /// <summary>The PNG with text of all three kinds, EXIF, a date and an unknown chunk, and a page behind its end.</summary>
    public static byte[] PngWithMetadata(byte[] png)
    {
        const int afterHead = 8 + 25;
        return Join(
            png[..afterHead],
            Chunk("tEXt", Join("Comment\0"u8.ToArray(), SecretBytes)),
            Chunk("iTXt", Join("XML:com.adobe.xmp\0\0\0\0\0"u8.ToArray(), SecretBytes)),
            Chunk("eXIf", Exif(1)),
            Chunk("tIME", [7, 0xe7, 8, 4, 1, 2, 3]),
            Chunk("prVt", SecretBytes),
            png[afterHead..],
            Trailing());
    }

    /// <summary>An animation of the two pictures (lossless WebP), with EXIF and XMP.</summary>
    public static byte[] AnimatedWebP(byte[] first, byte[] second, int width, int height)
    {
        byte[] size = [.. UInt32(width - 1)[..3], .. UInt32(height - 1)[..3]];
        byte[] Frame(byte[] webp) => Riff("ANMF", Join([0, 0, 0, 0, 0, 0], size, [100, 0, 0, 0], webp[12..]));
        var body = Join(
            "WEBP"u8.ToArray(), Riff("VP8X", Join([0x1e, 0, 0, 0], size)), Riff("ANIM", [255, 255, 255, 255, 0, 0]),
            Frame(first), Frame(second), Riff("EXIF", Exif(1)), Riff("XMP ", SecretBytes));
        return Join("RIFF"u8.ToArray(), UInt32(body.Length), body, Trailing());
    }

    /// <summary>One pixel, first red, then blue, with a comment.</summary>
    public static byte[] AnimatedGif()
    {
        byte[] Picture(byte code) => [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, code, 1, 0];
        return Join(
            "GIF89a"u8.ToArray(), [1, 0, 1, 0, 0x80, 0, 0, 0xff, 0, 0, 0, 0, 0xff],
            [0x21, 0xff, 11], "NETSCAPE2.0"u8.ToArray(), [3, 1, 0, 0, 0],
            [0x21, 0xfe, (byte)SecretBytes.Length], SecretBytes, [0],
            Picture(0x44), Picture(0x4c), [0x3b], Trailing());
    }

    /// <summary>A PNG whose head states a size, with next to no data: a bomb where the size is large.</summary>
    public static byte[] PngOfSize(int width, int height)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 0);
        return Join([0x89, .. "PNG\r\n"u8, 0x1a, 0x0a], Chunk("IHDR", head), Chunk("IDAT", [0x78, 0x9c, 3, 0, 0, 0, 0, 1]), Chunk("IEND", []));
    }

    public static byte[] Pdf(string inside = "") => Encoding.ASCII.GetBytes(
        $"%PDF-1.7\n1 0 obj\n<< /Type /Catalog {inside} >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n60\n%%EOF\n");

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static bool Holds(this ReadOnlyMemory<byte> content, string ascii) => content.Span.IndexOf(Encoding.ASCII.GetBytes(ascii)) >= 0;

    /// <summary>What makes one file two: a page that a browser would run, behind the end of the image.</summary>
    private static byte[] Trailing() => Encoding.ASCII.GetBytes($"<html><script>alert(1)</script>{Secret}</html>");

    private static byte[] Segment(byte marker, byte[] data) => [0xff, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] Riff(string name, byte[] data) => [.. Encoding.ASCII.GetBytes(name), .. UInt32(data.Length), .. data, .. new byte[data.Length & 1]];

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    /// <summary>CRC-32 as PNG has it.</summary>
    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static byte[] UInt16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] UInt32(int value) => [.. UInt16(value), .. UInt16(value >> 16)];
}
