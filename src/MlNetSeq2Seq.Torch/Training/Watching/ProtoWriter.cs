using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>Writes the wire format of protocol buffers, as far as event files need it. Format: protobuf.dev, "Encoding".</summary>
internal sealed class ProtoWriter
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int LengthType = 2;
    private const int Fixed32Type = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear() => _bytes.Clear();

    public ProtoWriter Integer(int field, long value)
    {
        Tag(field, VarintType);
        Varint(unchecked((ulong)value));
        return this;
    }

    public ProtoWriter Double(int field, double value)
    {
        Tag(field, Fixed64Type);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
        return this;
    }

    public ProtoWriter Single(int field, float value)
    {
        Tag(field, Fixed32Type);
        BinaryPrimitives.WriteSingleLittleEndian(Room(sizeof(float)), value);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.Written);

    private ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthType);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Tag(int field, int type) => Varint((ulong)((field << 3) | type));

    private void Varint(ulong value)
    {
        const int bits = 7;
        const byte more = 0x80;
        while (value >= more)
        {
            Room(1)[0] = (byte)(value | more);
            value >>= bits;
        }

        Room(1)[0] = (byte)value;
    }

    private Span<byte> Room(int count)
    {
        Span<byte> span = _bytes.GetSpan(count)[..count];
        _bytes.Advance(count);
        return span;
    }
}
