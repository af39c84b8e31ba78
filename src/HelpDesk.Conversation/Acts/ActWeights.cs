using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HelpDesk.Conversation.Acts;

/// <summary>
/// What was learned of acts, as learned/acts.bin of a kb folder keeps it, so that a process that starts need not learn anew: whole
/// numbers, one for each place and act, times a unit for each act, and the net. A line of JSON, then the numbers by act, and the net's, compressed.
/// </summary>
public sealed class ActWeights
{
    private const string Magic = "HELPDESK-ACTS-2";

    /// <summary>Raised whenever <see cref="ActFeatures"/>, the shape of <see cref="ActNet"/> or the learning read otherwise: what was learned before is then of no use.</summary>
    private const int Reading = 4;

    internal ActWeights(string digest, float[] units, float[] bias, sbyte[] numbers, ActNet? net)
    {
        Digest = digest;
        Units = units;
        Bias = bias;
        Numbers = numbers;
        Net = net;
    }

    /// <summary>Of the examples that were learned from: another digest says that they have changed since.</summary>
    public string Digest { get; }

    internal float[] Units { get; }

    internal float[] Bias { get; }

    /// <summary>By act, then by place.</summary>
    internal sbyte[] Numbers { get; }

    /// <summary>Null of another version of the program alone.</summary>
    internal ActNet? Net { get; }

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
                return new ActWeights("", [], [], [], null);
            }

            var numbers = new sbyte[acts * ActFeatures.Places];
            using var numbersOf = new BrotliStream(new MemoryStream(file, end + 1, file.Length - end - 1), CompressionMode.Decompress);
            numbersOf.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
            var net = ReadNet(numbersOf);
            return numbersOf.ReadByte() == -1 ? new ActWeights(header.Digest, header.Units, header.Bias, numbers, net) : null;
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ActNet ReadNet(BrotliStream from)
    {
        T[] Next<T>(int count)
            where T : struct
        {
            var next = new T[count];
            from.ReadExactly(MemoryMarshal.AsBytes(next.AsSpan()));
            return next;
        }

        const int Senses = ActNet.Senses;
        const int Parts = ActNet.Circumstances;
        return new ActNet(
            Next<float>(Senses), Next<sbyte>(ActFeatures.NetPlaces * Senses), Next<float>(Parts * Senses), Next<float>(Parts * Senses), Next<float>(2 * Senses * ActNet.Width),
            Next<float>((Parts + 1) * ActNet.Width));
    }

    /// <exception cref="InvalidOperationException">They are of another version of the program.</exception>
    public byte[] Write()
    {
        using var file = new MemoryStream();
        file.Write(JsonSerializer.SerializeToUtf8Bytes(new Header(Magic, Reading, Digest, ActFeatures.Places, Units, Bias)));
        file.WriteByte((byte)'\n');
        using (var numbers = new BrotliStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            var net = Net ?? throw new InvalidOperationException("Weights of another version.");
            numbers.Write(MemoryMarshal.AsBytes<sbyte>(Numbers));
            numbers.Write(MemoryMarshal.AsBytes<float>(net.Units));
            numbers.Write(MemoryMarshal.AsBytes<sbyte>(net.Numbers));
            foreach (var more in (float[][])[net.Gates, net.Shifts, net.Speaks, net.Leans])
            {
                numbers.Write(MemoryMarshal.AsBytes<float>(more));
            }
        }

        return file.ToArray();
    }

    /// <summary>The file's first line.</summary>
    private sealed record Header(string Format, int Reading, string Digest, int Places, float[] Units, float[] Bias);
}
