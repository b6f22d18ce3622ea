using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace MlNetSeq2Seq.Tests.Weights;

/// <summary>
/// A reader of safetensors written from the format's description alone (huggingface/safetensors, README, "Format"), without a line of the
/// library: 8 bytes N, unsigned little-endian; N bytes of UTF-8 JSON that begins with '{' and may end in spaces; then the data. A tensor
/// has dtype, shape and [BEGIN, END) relative to the data; the data is little-endian, row-major, without holes; names occur once;
/// "__metadata__" holds texts only.
/// </summary>
internal sealed class DescribedSafetensors
{
    private static readonly Dictionary<string, int> s_sizes = new()
    {
        ["F64"] = 8, ["F32"] = 4, ["F16"] = 2, ["BF16"] = 2, ["I64"] = 8, ["I32"] = 4, ["I16"] = 2, ["I8"] = 1, ["U8"] = 1, ["BOOL"] = 1,
    };

    public DescribedSafetensors(byte[] file)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.True(length <= 100_000_000 && length <= (ulong)file.Length - 8, "The header is longer than the format or the file allows.");
        ReadOnlySpan<byte> header = file.AsSpan(8, (int)length);
        byte[] data = file[(8 + (int)length)..];
        Assert.Equal((byte)'{', header[0]);
        int end = header.LastIndexOf((byte)'}') + 1;
        Assert.True(header[end..].IndexOfAnyExcept((byte)' ') < 0, "The header is padded with something other than spaces.");
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using var json = JsonDocument.Parse(strict.GetString(header[..end]), new JsonDocumentOptions { AllowDuplicateProperties = false });
        foreach (JsonProperty property in json.RootElement.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                Metadata = property.Value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
                continue;
            }

            string type = property.Value.GetProperty("dtype").GetString()!;
            long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(e => (long)e.GetUInt64())];
            int[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt32())];
            Assert.Equal(2, offsets.Length);
            Assert.Equal(shape.Aggregate(1L, (a, b) => a * b) * s_sizes[type], offsets[1] - offsets[0]);
            Tensors.Add(property.Name, (type, shape, data[offsets[0]..offsets[1]]));
            Places.Add((offsets[0], offsets[1]));
        }

        int position = 0;
        foreach ((int start, int stop) in Places.Order())
        {
            Assert.Equal(position, start);
            position = stop;
        }

        Assert.Equal(data.Length, position);
    }

    public Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> Tensors { get; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    private List<(int Start, int End)> Places { get; } = [];
}
