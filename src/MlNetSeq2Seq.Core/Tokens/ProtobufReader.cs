using System.Buffers.Binary;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Reads the fields of a message in protobuf's binary form, one after the other. Source: protobuf.dev, "Encoding".</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the present field.</summary>
    public int Number { get; private set; }

    /// <summary>Its value, where it is a number or a truth value; 0 else.</summary>
    public int Value { get; private set; }

    /// <summary>Its bytes, where it is a text, bytes or a message; empty else.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The message is damaged or ends too early.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong tag = Varint();
        (Number, Value) = ((int)((tag >> 3) & int.MaxValue), 0);
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Value = unchecked((int)Varint());
                break;
            case 1:
                Take(sizeof(ulong));
                break;
            case 2:
                Bytes = Take(Varint());
                break;
            case 5:
                Value = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
                break;
            default:
                throw new InvalidDataException($"The SentencePiece model is damaged: field {Number} is of the unknown kind {tag & 7}.");
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte part = Take(1)[0];
            value |= shift < 64 ? (ulong)(part & 0x7F) << shift : 0;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("The SentencePiece model is damaged: it has a number of more than ten bytes.");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new InvalidDataException($"The SentencePiece model is damaged or cut off: it wants {count} more bytes where {_rest.Length} are left.");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
