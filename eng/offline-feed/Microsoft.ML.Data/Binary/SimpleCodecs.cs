using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>Values of a fixed number of bytes, one after the other.</summary>
internal sealed class FixedSizeCodec<T> : ValueCodec<T>
{
    private readonly Action<BinaryWriter, T> _write;
    private readonly Func<BinaryReader, T> _read;

    public FixedSizeCodec(string name, DataViewType type, Action<BinaryWriter, T> write, Func<BinaryReader, T> read)
        : base(name, type)
    {
        (_write, _read) = (write, read);
    }

    public override void Write(BinaryWriter writer, IReadOnlyList<T> values)
    {
        foreach (T value in values)
        {
            _write(writer, value);
        }
    }

    public override T[] Read(BinaryReader reader, int count)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = _read(reader);
        }

        return values;
    }
}

/// <summary>Eight flags a byte, the first in the lowest bit.</summary>
internal sealed class BooleanCodec : ValueCodec<bool>
{
    public BooleanCodec()
        : base(nameof(Boolean), BooleanDataViewType.Instance)
    {
    }

    public override void Write(BinaryWriter writer, IReadOnlyList<bool> values)
    {
        for (int start = 0; start < values.Count; start += 8)
        {
            int bits = 0;
            for (int i = start; i < Math.Min(start + 8, values.Count); i++)
            {
                bits |= values[i] ? 1 << (i - start) : 0;
            }

            writer.Write((byte)bits);
        }
    }

    public override bool[] Read(BinaryReader reader, int count)
    {
        var values = new bool[count];
        int bits = 0;
        for (int i = 0; i < count; i++)
        {
            bits = i % 8 == 0 ? reader.ReadByte() : bits >> 1;
            values[i] = (bits & 1) != 0;
        }

        return values;
    }
}

/// <summary>The number of texts, where each ends in characters, and all of them as one string.</summary>
internal sealed class TextCodec : ValueCodec<ReadOnlyMemory<char>>
{
    // Older files have the high bit set for a missing text, which reads as an empty one.
    private const int EndMask = int.MaxValue;

    public TextCodec()
        : base("TextSpan", TextDataViewType.Instance)
    {
    }

    public override void Write(BinaryWriter writer, IReadOnlyList<ReadOnlyMemory<char>> values)
    {
        writer.Write(values.Count);
        var all = new StringBuilder();
        foreach (ReadOnlyMemory<char> value in values)
        {
            all.Append(value);
            writer.Write(all.Length);
        }

        writer.Write(all.ToString());
    }

    public override ReadOnlyMemory<char>[] Read(BinaryReader reader, int count)
    {
        Contracts.CheckDecode(reader.ReadInt32() == count);
        var ends = new int[count];
        int previous = 0;
        for (int i = 0; i < count; i++)
        {
            ends[i] = reader.ReadInt32();
            Contracts.CheckDecode((ends[i] & EndMask) >= previous);
            previous = ends[i] & EndMask;
        }

        string all = reader.ReadString();
        Contracts.CheckDecode(all.Length == previous);
        int start = 0;
        return Array.ConvertAll(ends, end =>
        {
            ReadOnlyMemory<char> text = end < 0 ? default : all.AsMemory(start, end - start);
            start = end & EndMask;
            return text;
        });
    }
}

/// <summary>The offsets from UTC in minutes, and then the local times in ticks.</summary>
internal sealed class DateTimeOffsetCodec : ValueCodec<DateTimeOffset>
{
    public DateTimeOffsetCodec()
        : base(nameof(DateTimeOffset), DateTimeOffsetDataViewType.Instance)
    {
    }

    public override void Write(BinaryWriter writer, IReadOnlyList<DateTimeOffset> values)
    {
        foreach (DateTimeOffset value in values)
        {
            writer.Write((short)value.Offset.TotalMinutes);
        }

        foreach (DateTimeOffset value in values)
        {
            writer.Write(value.DateTime.Ticks);
        }
    }

    public override DateTimeOffset[] Read(BinaryReader reader, int count)
    {
        var offsets = new TimeSpan[count];
        for (int i = 0; i < count; i++)
        {
            offsets[i] = TimeSpan.FromMinutes(reader.ReadInt16());
        }

        return Array.ConvertAll(offsets, offset => new DateTimeOffset(reader.ReadInt64(), offset));
    }
}

/// <summary>Keys, as the numbers that they are. The parameters are the codec of those and the count of keys.</summary>
internal sealed class KeyCodec<T> : ValueCodec<T>
{
    public const string CodecName = "Key2";

    private readonly ValueCodec<T> _numbers;

    public KeyCodec(KeyDataViewType type, ValueCodec<T> numbers)
        : base(CodecName, type)
    {
        _numbers = numbers;
    }

    public override void Write(BinaryWriter writer, IReadOnlyList<T> values) => _numbers.Write(writer, values);

    public override T[] Read(BinaryReader reader, int count) => _numbers.Read(reader, count);

    protected override void WriteParameters(BinaryWriter writer)
    {
        _numbers.WriteDefinition(writer);
        writer.Write(((KeyDataViewType)Type).Count);
    }
}
