using System.Text;

namespace MlNetSeq2Seq.Tests.Training.Watching;

/// <summary>
/// Reads event files as TensorBoard does, written from the formats' descriptions alone: TFRecord (length, masked CRC-32C,
/// data, masked CRC-32C), and protocol buffers of event.proto, summary.proto and tensor.proto.
/// </summary>
internal static class EventFileReader
{
    public static IReadOnlyList<Event> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        List<Event> events = [];
        int position = 0;
        while (position < bytes.Length)
        {
            ulong length = BitConverter.ToUInt64(bytes, position);
            Check(bytes.AsSpan(position, 8), BitConverter.ToUInt32(bytes, position + 8), $"the length at byte {position}");
            byte[] data = bytes[(position + 12)..(position + 12 + (int)length)];
            Check(data, BitConverter.ToUInt32(bytes, position + 12 + (int)length), $"the data at byte {position}");
            events.Add(Event.Parse(data));
            position += 16 + (int)length;
        }

        return events;
    }

    /// <summary>CRC-32C bit by bit: polynomial 0x1EDC6F41, reflected.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
            }
        }

        return crc ^ 0xFFFFFFFF;
    }

    private static void Check(ReadOnlySpan<byte> data, uint masked, string what)
    {
        uint rotated = unchecked(masked - 0xa282ead8);
        uint crc = (rotated >> 17) | (rotated << 15);
        Assert.True(crc == Crc32C(data), $"The checksum of {what} is wrong.");
    }

    private static IEnumerable<(int Field, int Type, object Value)> Fields(byte[] message)
    {
        int position = 0;
        while (position < message.Length)
        {
            ulong key = Varint();
            (int field, int type) = ((int)(key >> 3), (int)(key & 7));
            switch (type)
            {
                case 0:
                    yield return (field, type, (long)Varint());
                    break;
                case 1:
                    yield return (field, type, BitConverter.ToDouble(message, position));
                    position += 8;
                    break;
                case 2:
                    int length = (int)Varint();
                    yield return (field, type, message[position..(position + length)]);
                    position += length;
                    break;
                case 5:
                    yield return (field, type, BitConverter.ToSingle(message, position));
                    position += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {type}.");
            }
        }

        ulong Varint()
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte next = message[position++];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                {
                    return value;
                }
            }
        }
    }

    internal sealed record Event(double WallTime, long Step, string? FileVersion, bool StartsSession, IReadOnlyDictionary<string, object> Values)
    {
        public static Event Parse(byte[] bytes)
        {
            (double time, long step, string? version, bool starts) = (0, 0, null, false);
            Dictionary<string, object> values = [];
            foreach ((int field, _, object value) in Fields(bytes))
            {
                switch (field)
                {
                    case 1: time = (double)value; break;
                    case 2: step = (long)value; break;
                    case 3: version = Encoding.UTF8.GetString((byte[])value); break;
                    case 5:
                        foreach ((int number, _, object summary) in Fields((byte[])value))
                        {
                            Assert.Equal(1, number);
                            (string tag, object what) = Value((byte[])summary);
                            values.Add(tag, what);
                        }

                        break;
                    case 7: starts = Fields((byte[])value).Any(f => f is { Field: 1, Value: 1L }); break;
                    default: throw new InvalidDataException($"Event has no field {field} here.");
                }
            }

            return new Event(time, step, version, starts, values);
        }

        private static (string Tag, object What) Value(byte[] bytes)
        {
            string tag = "";
            object? what = null;
            string? plugin = null;
            foreach ((int field, _, object value) in Fields(bytes))
            {
                switch (field)
                {
                    case 1: tag = Encoding.UTF8.GetString((byte[])value); break;
                    case 2: what = (float)value; break;
                    case 8: what = Tensor((byte[])value); break;
                    case 9: plugin = Encoding.UTF8.GetString((byte[])Fields((byte[])Fields((byte[])value).Single(f => f.Field == 1).Value).Single(f => f.Field == 1).Value); break;
                    default: throw new InvalidDataException($"Value has no field {field} here.");
                }
            }

            Assert.Equal(what is float ? null : "text", plugin);
            return (tag, what!);
        }

        // A text alone, or the cells of a table.
        private static object Tensor(byte[] bytes)
        {
            (int Field, int Type, object Value)[] fields = [.. Fields(bytes)];
            Assert.Equal(7L, fields.Single(f => f.Field == 1).Value); // DT_STRING
            long[] shape = [.. Fields((byte[])fields.Single(f => f.Field == 2).Value).Select(dimension => (long)Fields((byte[])dimension.Value).Single(f => f.Field == 1).Value)];
            string[] texts = [.. fields.Where(f => f.Field == 8).Select(f => Encoding.UTF8.GetString((byte[])f.Value))];
            Assert.Equal(shape.Aggregate(1L, (count, size) => count * size), texts.Length);
            return shape.Length == 0 ? texts[0] : texts;
        }
    }
}
