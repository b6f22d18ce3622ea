using System.Buffers.Binary;
using System.Numerics;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>
/// Writes records as TensorFlow does: length, its checksum, bytes, their checksum; checksums are CRC-32C, masked. Format:
/// TensorFlow, "TFRecord and tf.train.Example", section "TFRecords format details".
/// </summary>
internal sealed class RecordFile(Stream stream) : IDisposable
{
    private const uint MaskDelta = 0xa282ead8;

    public void Write(ReadOnlySpan<byte> record)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Masked(length));
        stream.Write(length);
        stream.Write(checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Masked(record));
        stream.Write(record);
        stream.Write(checksum);
    }

    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();

    // Masked, because a checksum over data that holds checksums is a weak one.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        const int turn = 15;
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return unchecked(BitOperations.RotateRight(~crc, turn) + MaskDelta);
    }
}
