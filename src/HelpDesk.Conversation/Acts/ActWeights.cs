using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HelpDesk.Conversation.Acts;

/// <summary>
/// What was learned of acts, as learned/acts.bin of a kb folder keeps it, so that a process that starts need not learn anew: whole
/// numbers, one for each place and act, times a unit for each act. A line of JSON, then the numbers by act, compressed.
/// </summary>
public sealed class ActWeights
{
    private const string Magic = "HELPDESK-ACTS-1";

    /// <summary>Raised whenever <see cref="ActFeatures"/> or the learning read otherwise: what was learned before is then of no use.</summary>
    private const int Reading = 3;

    internal ActWeights(string digest, float[] units, float[] bias, sbyte[] numbers)
    {
        Digest = digest;
        Units = units;
        Bias = bias;
        Numbers = numbers;
    }

    /// <summary>Of the examples that were learned from: another digest says that they have changed since.</summary>
    public string Digest { get; }

    internal float[] Units { get; }

    internal float[] Bias { get; }

    /// <summary>By act, then by place.</summary>
    internal sbyte[] Numbers { get; }

    /// <summary>Null where the file is not one of these, or is damaged.</summary>
    public static ActWeights? Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var end = Array.IndexOf(file, (byte)'\n');
        try
        {
            if (end < 0 || JsonSerializer.Deserialize<Header>(file.AsSpan(0, end)) is not { Format: Magic } header)
            {
                return null;
            }

            var acts = ActModel.Acts.Length;
            if (header.Reading != Reading || header.Places != ActFeatures.Places || header.Units.Length != acts || header.Bias.Length != acts)
            {
                // Of another version of the program: as if it were stale, which check says.
                return new ActWeights("", [], [], []);
            }

            var numbers = new sbyte[acts * ActFeatures.Places];
            using var numbersOf = new BrotliStream(new MemoryStream(file, end + 1, file.Length - end - 1), CompressionMode.Decompress);
            numbersOf.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
            return numbersOf.ReadByte() == -1 ? new ActWeights(header.Digest, header.Units, header.Bias, numbers) : null;
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    public byte[] Write()
    {
        using var file = new MemoryStream();
        file.Write(JsonSerializer.SerializeToUtf8Bytes(new Header(Magic, Reading, Digest, ActFeatures.Places, Units, Bias)));
        file.WriteByte((byte)'\n');
        using (var numbers = new BrotliStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            numbers.Write(MemoryMarshal.AsBytes<sbyte>(Numbers));
        }

        return file.ToArray();
    }

    /// <summary>The file's first line.</summary>
    private sealed record Header(string Format, int Reading, string Digest, int Places, float[] Units, float[] Bias);
}
