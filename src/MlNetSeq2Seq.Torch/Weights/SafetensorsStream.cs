using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>Reads safetensors from a stream that cannot seek, such as an entry of a zip, in one pass and without a copy of it in memory.</summary>
internal static class SafetensorsStream
{
    /// <summary>Hands each tensor to <paramref name="take"/>, in the order of their bytes; the tensor is disposed afterwards.</summary>
    /// <param name="stream">The stream, at the beginning of the safetensors data.</param>
    /// <param name="length">How many bytes belong to it.</param>
    /// <param name="who">What is being read, for messages.</param>
    /// <param name="check">Is shown all entries before a tensor is made.</param>
    /// <param name="take">Receives each entry with its values on the CPU.</param>
    /// <exception cref="InvalidDataException">The data is cut off or its header does not hold together.</exception>
    public static void Read(Stream stream, long length, string who, Action<IReadOnlyList<SafetensorsEntry>> check, Action<SafetensorsEntry, Tensor> take)
    {
        try
        {
            byte[] prefix = new byte[SafetensorsHeader.PrefixLength];
            stream.ReadExactly(prefix);
            byte[] json = new byte[SafetensorsHeader.ParseLength(prefix, length, who)];
            stream.ReadExactly(json);
            var header = SafetensorsHeader.Parse(json, length - prefix.Length - json.Length, who);
            check(header.Entries);
            foreach (SafetensorsEntry entry in header.Entries)
            {
                using Tensor tensor = empty([.. entry.Shape], dtype: entry.Type);
                TensorBytes.Fill(tensor, stream);
                take(entry, tensor);
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"{who} ends before the {length} bytes that it should hold.", e);
        }
    }
}
