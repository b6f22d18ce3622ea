using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>
/// Vectors: their number, their length if all have one, else 0 and each one's; each one's number of explicit items, -1 for a dense one;
/// the number of all indices, and those; and all items. The parameters are the codec of the items and the dimensions.
/// </summary>
internal sealed class VectorCodec<T> : ValueCodec<VBuffer<T>>
{
    private readonly VectorDataViewType _type;
    private readonly ValueCodec<T> _items;

    public VectorCodec(VectorDataViewType type, ValueCodec<T> items)
        : base(CodecFactory.VectorCodecName, type)
    {
        (_type, _items) = (type, items);
    }

    public override void Write(BinaryWriter writer, IReadOnlyList<VBuffer<T>> values)
    {
        writer.Write(values.Count);
        int length = CommonLength(values);
        writer.Write(length);
        if (length == 0)
        {
            Write(writer, values.Select(value => value.Length));
        }

        var items = new List<T>();
        var indices = new List<int>();
        foreach (VBuffer<T> value in values)
        {
            writer.Write(value.IsDense ? -1 : value.GetValues().Length);
            items.AddRange(value.GetValues());
            indices.AddRange(value.IsDense ? default : value.GetIndices());
        }

        writer.Write(indices.Count);
        Write(writer, indices);
        _items.Write(writer, items);
    }

    public override VBuffer<T>[] Read(BinaryReader reader, int count)
    {
        Contracts.CheckDecode(reader.ReadInt32() == count);
        int length = reader.ReadInt32();
        Contracts.CheckDecode(length >= 0 && (!_type.IsKnownSize || length == _type.Size));
        int[] lengths = length == 0 ? ReadInts(reader, count) : Enumerable.Repeat(length, count).ToArray();
        int[] counts = ReadInts(reader, count);
        int indexCount = reader.ReadInt32();
        Contracts.CheckDecode(indexCount >= 0);
        int[] indices = ReadInts(reader, indexCount);
        for (int i = 0; i < count; i++)
        {
            Contracts.CheckDecode(lengths[i] >= 0 && counts[i] >= -1 && counts[i] < Math.Max(1, lengths[i]));
        }

        T[] items = _items.Read(reader, counts.Zip(lengths, (explicitCount, all) => explicitCount < 0 ? all : explicitCount).Sum());
        Contracts.CheckDecode(counts.Where(explicitCount => explicitCount > 0).Sum() == indexCount);
        return Build(lengths, counts, indices, items);
    }

    protected override void WriteParameters(BinaryWriter writer)
    {
        _items.WriteDefinition(writer);
        writer.Write(_type.Dimensions.Length);
        Write(writer, _type.Dimensions);
    }

    private static VBuffer<T>[] Build(int[] lengths, int[] counts, int[] indices, T[] items)
    {
        var vectors = new VBuffer<T>[lengths.Length];
        int nextItem = 0;
        int nextIndex = 0;
        for (int i = 0; i < vectors.Length; i++)
        {
            int count = counts[i] < 0 ? lengths[i] : counts[i];
            T[] values = items.AsSpan(nextItem, count).ToArray();
            nextItem += count;
            if (counts[i] < 0)
            {
                vectors[i] = new VBuffer<T>(lengths[i], values);
                continue;
            }

            int[] places = indices.AsSpan(nextIndex, count).ToArray();
            nextIndex += count;
            for (int j = 0; j < places.Length; j++)
            {
                Contracts.CheckDecode(places[j] > (j == 0 ? -1 : places[j - 1]) && places[j] < lengths[i]);
            }

            vectors[i] = new VBuffer<T>(lengths[i], count, values, places);
        }

        return vectors;
    }

    private static void Write(BinaryWriter writer, IEnumerable<int> numbers)
    {
        foreach (int number in numbers)
        {
            writer.Write(number);
        }
    }

    private static int[] ReadInts(BinaryReader reader, int count)
    {
        var numbers = new int[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = reader.ReadInt32();
        }

        return numbers;
    }

    private int CommonLength(IReadOnlyList<VBuffer<T>> values)
    {
        if (_type.IsKnownSize)
        {
            foreach (VBuffer<T> value in values)
            {
                if (value.Length != _type.Size)
                {
                    throw Contracts.Except("Length mismatch: expected {0} slots but got {1}", _type.Size, value.Length);
                }
            }

            return _type.Size;
        }

        return values.Count > 0 && values.All(value => value.Length == values[0].Length) ? values[0].Length : 0;
    }
}
