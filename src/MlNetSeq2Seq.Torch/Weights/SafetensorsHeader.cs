using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using TorchSharp;

namespace MlNetSeq2Seq.Weights;

/// <summary>
/// The table of contents of a safetensors file: an 8-byte little-endian length, that many bytes of JSON, then the data.
/// Whatever is wrong with it is found here, before any tensor is allocated.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The limit that the format's own readers set, so that a hostile length cannot ask for all memory.</summary>
    public const long MaximumLength = 100_000_000;

    public const int PrefixLength = 8;

    /// <summary>More dimensions than any library of tensors computes with.</summary>
    private const int MaximumRank = 64;

    private SafetensorsHeader(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata, long dataStart) =>
        (Entries, Metadata, DataStart) = (entries, metadata, dataStart);

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public long DataStart { get; }

    /// <summary>The length of the JSON, from the first eight bytes.</summary>
    public static int ParseLength(ReadOnlySpan<byte> prefix, long totalLength, string who)
    {
        if (totalLength < PrefixLength)
        {
            throw new InvalidDataException($"{who} has {totalLength} bytes, but a safetensors file begins with {PrefixLength} bytes for "
                + "the length of its header.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumLength || (long)length > totalLength - PrefixLength)
        {
            throw new InvalidDataException(
                $"{who} announces a header of {length} bytes, but holds {totalLength - PrefixLength} after the length (and "
                + $"{MaximumLength} is the limit): it is no safetensors file, or it is cut off.");
        }

        return (int)length;
    }

    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, string who)
    {
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>();
        try
        {
            var reader = new Utf8JsonReader(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
            {
                throw new InvalidDataException($"The header of {who} goes on after its JSON object.");
            }

            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException($"The header of {who} is a JSON {document.RootElement.ValueKind}, not an object of "
                    + "tensors.");
            }

            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw new InvalidDataException($"The header of {who} names '{property.Name}' twice.");
                }

                if (property.Name == "__metadata__")
                {
                    foreach (JsonProperty pair in property.Value.EnumerateObject())
                    {
                        metadata[pair.Name] = pair.Value.GetString() ?? "";
                    }
                }
                else
                {
                    entries.Add(ParseEntry(property, dataLength, who));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"The header of {who} is not the JSON of a safetensors file: {e.Message}", e);
        }

        entries.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Length.CompareTo(b.Length));
        CheckTiling(entries, dataLength, who);
        return new SafetensorsHeader(entries, metadata, PrefixLength + json.Length);
    }

    private static SafetensorsEntry ParseEntry(JsonProperty property, long dataLength, string who)
    {
        string tensor = $"Tensor '{property.Name}' of {who}";
        string typeName = property.Value.GetProperty("dtype").GetString() ?? "";
        if (!SafetensorsTypes.TryParse(typeName, out torch.ScalarType type, out int size))
        {
            throw new InvalidDataException($"{tensor} has elements of type '{typeName}'; known are {SafetensorsTypes.Known}.");
        }

        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        if (shape.Length > MaximumRank)
        {
            throw new InvalidDataException($"{tensor} has {shape.Length} dimensions; {MaximumRank} is the limit.");
        }

        JsonElement offsets = property.Value.GetProperty("data_offsets");
        if (offsets.GetArrayLength() != 2)
        {
            throw new InvalidDataException($"{tensor} has {offsets.GetArrayLength()} data offsets instead of a start and an end.");
        }

        (long start, long end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        Int128 bytes = size;
        foreach (long dimension in shape)
        {
            // An Int128 cannot overflow here: both factors are below 2^63.
            bytes = dimension < 0 || bytes > long.MaxValue ? -1 : bytes * dimension;
            if (bytes < 0)
            {
                break;
            }
        }

        if (bytes < 0 || start < 0 || end < start || end > dataLength || bytes != end - start)
        {
            throw new InvalidDataException(
                $"{tensor} has shape [{string.Join(", ", shape.Select(d => d.ToString(CultureInfo.InvariantCulture)))}] of {typeName} "
                + $"at bytes {start} to {end}, which does not fit together with the {dataLength} bytes of data.");
        }

        return new SafetensorsEntry(property.Name, type, shape, start, end - start);
    }

    // The format allows neither overlaps nor holes: every byte of the data belongs to exactly one tensor.
    private static void CheckTiling(List<SafetensorsEntry> entries, long dataLength, string who)
    {
        long position = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Start != position)
            {
                throw new InvalidDataException($"Tensor '{entry.Name}' of {who} begins at byte {entry.Start} where the one before it "
                    + $"ends at {position}: tensors overlap or leave a hole.");
            }

            position += entry.Length;
        }

        if (position != dataLength)
        {
            throw new InvalidDataException($"The tensors of {who} fill {position} bytes, but {dataLength} follow the header.");
        }
    }
}
