using System;
using System.Globalization;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Adds the column of numbers in [0, 1) that data are split by: drawn for each row, or made of a value that several rows share.
/// </summary>
internal static class SplitColumn
{
    private const uint DefaultSeed = 42;

    /// <param name="env">Gives the seed where there is none in <paramref name="seed"/>.</param>
    /// <param name="data">The view to split.</param>
    /// <param name="key">The column whose equal values get equal numbers; null to draw them.</param>
    /// <param name="seed">Another seed gives another split.</param>
    /// <param name="column">The name of the added column.</param>
    public static IDataView Add(IHostEnvironment env, IDataView data, string key, int? seed, out string column)
    {
        column = data.Schema.GetTempColumnName(nameof(SplitColumn));
        uint usedSeed = unchecked((uint?)(seed ?? ((IHostEnvironmentInternal)env).Seed)) ?? DefaultSeed;
        if (key is null)
        {
            return new NumberedView(env, data, column, dependsOn: null, cursor => Draws(cursor, usedSeed));
        }

        if (data.Schema.GetColumnOrNull(key) is not { } keyColumn)
        {
            throw env.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", key);
        }

        Func<DataViewRow, DataViewSchema.Column, uint, ValueGetter<double>> shares = Shares<int>;
        return new NumberedView(env, data, column, keyColumn,
            cursor => Generics.Call<ValueGetter<double>>(shares, keyColumn.Type.RawType, cursor, keyColumn, usedSeed));
    }

    // The n-th row has the n-th draw, however often and by whomever it is asked for.
    private static ValueGetter<double> Draws(DataViewRow row, uint seed)
    {
        TauswortheHybrid generator = RandomUtils.Create(seed);
        long drawn = -1;
        float current = 0;
        return (ref double value) =>
        {
            for (; drawn < row.Position; drawn++)
            {
                current = generator.NextSingle();
            }

            value = current;
        };
    }

    private static ValueGetter<double> Shares<T>(DataViewRow row, DataViewSchema.Column column, uint seed)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T current = default;
        if (column.Type is KeyDataViewType key)
        {
            return (ref double value) =>
            {
                get(ref current);
                ulong number = Convert.ToUInt64(current, CultureInfo.InvariantCulture);
                value = number == 0 || number > key.Count ? double.NaN : (number - 0.5) / key.Count;
            };
        }

        Func<T, uint> hash = Hash<T>();
        return (ref double value) =>
        {
            get(ref current);
            value = Mix(Mix(seed, hash(current)), 0) / 4294967296.0;
        };
    }

    private static Func<T, uint> Hash<T>()
    {
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            return (Func<T, uint>)(object)(Func<ReadOnlyMemory<char>, uint>)HashText;
        }

        // Those of numbers and times do not change from run to run.
        return RowMembers.IsVBuffer(typeof(T))
            ? Generics.Call<Func<T, uint>>((Func<Func<VBuffer<int>, uint>>)HashVector<int>, typeof(T).GetGenericArguments()[0])
            : value => unchecked((uint)value.GetHashCode());
    }

    private static Func<VBuffer<T>, uint> HashVector<T>()
    {
        Func<T, uint> hash = Hash<T>();
        return vector => vector.DenseValues().Aggregate((uint)vector.Length, (sum, item) => Mix(sum, hash(item)));
    }

    private static uint HashText(ReadOnlyMemory<char> text)
    {
        uint hash = (uint)text.Length;
        foreach (char c in text.Span)
        {
            hash = Mix(hash, c);
        }

        return hash;
    }

    // The finishing steps of MurmurHash3 over the sum of both.
    private static uint Mix(uint hash, uint value)
    {
        unchecked
        {
            uint h = (hash * 31) + value + 0x9E3779B9;
            h = (h ^ (h >> 16)) * 0x85EBCA6B;
            h = (h ^ (h >> 13)) * 0xC2B2AE35;
            return h ^ (h >> 16);
        }
    }
}
