using System.Buffers.Binary;
using System.Text;

namespace MlNetSeq2Seq.Tests.Weights.PyTorch;

/// <summary>Writes pickles of protocol 2, an instruction at a time.</summary>
internal sealed class PickleBytes
{
    private readonly List<byte> _bytes = [];

    public PickleBytes() => Raw(0x80, 2);

    public PickleBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBytes Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Raw([(byte)'X', .. length, .. bytes]);
    }

    public PickleBytes Global(string module, string name) => Raw([(byte)'c', .. Encoding.UTF8.GetBytes($"{module}\n{name}\n")]);

    public PickleBytes Number(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw([0x8a, 8, .. bytes]);
    }

    public PickleBytes Tuple(params long[] values)
    {
        Raw((byte)'(');
        foreach (long value in values)
        {
            Number(value);
        }

        return Raw((byte)'t');
    }

    /// <summary>A tensor over a storage of floats, as PyTorch writes it.</summary>
    public PickleBytes Tensor(string key, long count, long offset, long[] size, long[] strides, string storage = "FloatStorage")
    {
        Global("torch._utils", "_rebuild_tensor_v2").Raw((byte)'(', (byte)'(').Text("storage").Global("torch", storage).Text(key).Text("cpu").Number(count).Raw((byte)'t', (byte)'Q');
        return Number(offset).Tuple(size).Tuple(strides).Raw(0x89).Global("collections", "OrderedDict").Raw((byte)')', (byte)'R', (byte)'t', (byte)'R');
    }

    public byte[] End() => [.. _bytes, (byte)'.'];

    /// <summary>A state dict with the one tensor 'a'.</summary>
    public static byte[] OfTensor(string key, long count, long offset, long[] size, long[] strides, string storage = "FloatStorage") =>
        new PickleBytes().Raw((byte)'}').Text("a").Tensor(key, count, offset, size, strides, storage).Raw((byte)'s').End();
}
