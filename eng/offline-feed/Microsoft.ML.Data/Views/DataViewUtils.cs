using System;
using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal static class DataViewUtils
{
    /// <summary>How many rows a cursor of a set takes at once from what it shares with the others.</summary>
    public const int BatchSize = 64;

    /// <summary>How many cursors a set gets: as many as were asked for, within reason.</summary>
    public static int GetThreadCount(int num = 0, bool preferOne = false)
    {
        int useful = Math.Max(2, Environment.ProcessorCount - 1);
        return num > 0 ? Math.Min(num, 2 * useful) : preferOne ? 1 : useful;
    }

    /// <summary>Whether values of the type can be copied and kept.</summary>
    public static bool IsCacheable(this DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    /// <summary>A column name that the schema does not have: the tag, if that is free.</summary>
    public static string GetTempColumnName(this DataViewSchema schema, string tag)
    {
        Contracts.CheckValue(schema, nameof(schema));
        string name = tag;
        for (int i = 0; schema.GetColumnOrNull(name) is not null; i++)
        {
            name = string.Format(CultureInfo.InvariantCulture, "temp_{0}_{1:000}", tag, i);
        }

        return name;
    }

    /// <summary>The numbers from 0 in a random order.</summary>
    public static int[] RandomPermutation(Random rand, int count)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        for (int i = 0; i < count; i++)
        {
            int other = i + rand.Next(count - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
