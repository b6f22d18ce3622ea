using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>Writes state dicts as safetensors. Format: Hugging Face, safetensors, README, "Format".</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes a file aside and renames it, so that the old file stays whole until the new one is.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="tensors">The tensors by name; of any device, strides and listed element type.</param>
    /// <param name="metadata">Free text pairs for the header; may be null.</param>
    /// <param name="cancellationToken">Looked at before each tensor; what was there before is then untouched.</param>
    /// <exception cref="ArgumentException">A tensor has an element type that the format lacks.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata, cancellationToken));

    /// <summary>Writes to a stream, from its present position on.</summary>
    /// <param name="stream">A stream that can be written to; it is left open.</param>
    /// <param name="tensors">The tensors by name; of any device, strides and listed element type.</param>
    /// <param name="metadata">Free text pairs for the header; may be null.</param>
    /// <param name="cancellationToken">Looked at before each tensor.</param>
    /// <exception cref="ArgumentException">A tensor has an element type that the format lacks.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the stream holds a part.</exception>
    public static void Write(
        Stream stream,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        // By name, so that the same weights give the same bytes.
        KeyValuePair<string, Tensor>[] ordered = [.. tensors.OrderBy(t => t.Key, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata);
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach ((_, Tensor tensor) in ordered)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TensorBytes.Write(tensor, stream);
        }
    }

    /// <summary>
    /// How many bytes
    /// <see cref="Write(Stream, IReadOnlyDictionary{string, Tensor}, IReadOnlyDictionary{string, string}, CancellationToken)"/>
    /// writes.
    /// </summary>
    internal static long Measure(IReadOnlyDictionary<string, Tensor> tensors) =>
        SafetensorsHeader.PrefixLength + Header([.. tensors.OrderBy(t => t.Key, StringComparer.Ordinal)], null).Length
            + tensors.Values.Sum(t => t.NumberOfElements * SafetensorsTypes.Of(t.dtype).Size);

    private static byte[] Header(KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string value) in metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long position = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                (string type, int size) = SafetensorsTypes.Of(tensor.dtype);
                long end = position + (tensor.NumberOfElements * size);
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                WriteArray(json, "shape", tensor.shape);
                WriteArray(json, "data_offsets", [position, end]);
                json.WriteEndObject();
                position = end;
            }

            json.WriteEndObject();
        }

        // Spaces are allowed at the end of the header; they keep the data aligned for readers that map it.
        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, ReadOnlySpan<long> values)
    {
        json.WriteStartArray(name);
        foreach (long value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
