using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Data.Analysis;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Copies an IDataView into a data frame.</summary>
public static class IDataViewExtensions
{
    private const long DefaultMaxRows = 100;

    /// <summary>The first rows of the view; -1 for all of them.</summary>
    public static DataFrame ToDataFrame(this IDataView dataView, long maxRows = DefaultMaxRows) => ToDataFrame(dataView, maxRows, null);

    /// <summary>The named columns of the first 100 rows.</summary>
    public static DataFrame ToDataFrame(this IDataView dataView, params string[] selectColumns)
        => ToDataFrame(dataView, DefaultMaxRows, selectColumns);

    /// <summary>The named columns (all, when none is named) of the first rows; -1 for all rows.</summary>
    public static DataFrame ToDataFrame(this IDataView dataView, long maxRows, params string[] selectColumns)
    {
        bool all = selectColumns is null || selectColumns.Length == 0;
        List<DataViewSchema.Column> sources = dataView.Schema
            .Where(column => !column.IsHidden && (all || selectColumns.Contains(column.Name)))
            .ToList();
        List<DataFrameColumn> columns = sources.ConvertAll(source => CreateColumn(source.Type, source.Name));

        long limit = maxRows == -1 ? long.MaxValue : maxRows;
        using (DataViewRowCursor cursor = dataView.GetRowCursor(sources))
        {
            Delegate[] getters = columns.Zip(sources, (column, source) => column.GetValueGetterUsingCursor(cursor, source)).ToArray();
            while (cursor.MoveNext() && cursor.Position < limit)
            {
                for (int i = 0; i < getters.Length; i++)
                    columns[i].AddValueUsingCursor(cursor, getters[i]);
            }
        }
        return new DataFrame(columns);
    }

    private static DataFrameColumn CreateColumn(DataViewType type, string name) => type switch
    {
        BooleanDataViewType or TextDataViewType or NumberDataViewType or DateTimeDataViewType => CreateScalarColumn(type.RawType, name),
        VectorDataViewType vector => CreateVectorColumn(vector, name),
        _ => throw new NotSupportedException($"Column '{name}' has type {type}, of which a data frame has no column."),
    };

    private static DataFrameColumn CreateScalarColumn(Type rawType, string name)
        => rawType == typeof(ReadOnlyMemory<char>) ? new StringDataFrameColumn(name) : DataFrame.CreateColumn(rawType, name);

    private static DataFrameColumn CreateVectorColumn(VectorDataViewType type, string name)
    {
        Type item = type.ItemType.RawType;
        return item switch
        {
            _ when item == typeof(bool) => new VBufferDataFrameColumn<bool>(name),
            _ when item == typeof(byte) => new VBufferDataFrameColumn<byte>(name),
            _ when item == typeof(double) => new VBufferDataFrameColumn<double>(name),
            _ when item == typeof(float) => new VBufferDataFrameColumn<float>(name),
            _ when item == typeof(int) => new VBufferDataFrameColumn<int>(name),
            _ when item == typeof(long) => new VBufferDataFrameColumn<long>(name),
            _ when item == typeof(sbyte) => new VBufferDataFrameColumn<sbyte>(name),
            _ when item == typeof(short) => new VBufferDataFrameColumn<short>(name),
            _ when item == typeof(uint) => new VBufferDataFrameColumn<uint>(name),
            _ when item == typeof(ulong) => new VBufferDataFrameColumn<ulong>(name),
            _ when item == typeof(ushort) => new VBufferDataFrameColumn<ushort>(name),
            _ when item == typeof(ReadOnlyMemory<char>) => new VBufferDataFrameColumn<ReadOnlyMemory<char>>(name),
            _ => throw new NotSupportedException($"Column '{name}' holds vectors of {type.ItemType}, of which a data frame has no column."),
        };
    }
}
