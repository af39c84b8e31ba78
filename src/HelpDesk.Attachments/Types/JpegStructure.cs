using System.Buffers.Binary;

namespace HelpDesk.Attachments.Types;

/// <summary>A JPEG as its markers (ITU-T T.81, annex B).</summary>
/// <param name="IsWhole">The markers reach the end of the image (EOI); what follows it is no part of the image.</param>
/// <param name="Scans">How often the decoder has to walk the image.</param>
internal readonly record struct JpegStructure(bool IsWhole, int Scans)
{
    private const byte StartOfImage = 0xd8;
    private const byte EndOfImage = 0xd9;
    private const byte StartOfScan = 0xda;
    private const byte FirstRestart = 0xd0;
    private const byte LastRestart = 0xd7;

    public static JpegStructure Read(ReadOnlySpan<byte> content)
    {
        var scans = 0;
        var at = 0;
        while (NextMarker(content, at) is var marker and >= 0)
        {
            at = marker + 2;
            switch (content[marker + 1])
            {
                case EndOfImage:
                    return new(true, scans);
                case StartOfImage or 0x01 or (>= FirstRestart and <= LastRestart):
                    continue;
                case StartOfScan:
                    scans++;
                    break;
            }

            if (content.Length - at < 2)
            {
                break;
            }

            at += Math.Max(2, (int)BinaryPrimitives.ReadUInt16BigEndian(content[at..]));
        }

        return new(false, scans);
    }

    /// <summary>Where the next marker stands: 0xff and a byte that is neither filling (0xff) nor a stuffed zero; −1 where there is none.</summary>
    private static int NextMarker(ReadOnlySpan<byte> content, int from)
    {
        for (var at = from; at < content.Length - 1; at++)
        {
            var skipped = content[at..].IndexOf((byte)0xff);
            if (skipped < 0)
            {
                return -1;
            }

            at += skipped;
            if (at + 1 < content.Length && content[at + 1] is not (0x00 or 0xff))
            {
                return at;
            }
        }

        return -1;
    }
}
