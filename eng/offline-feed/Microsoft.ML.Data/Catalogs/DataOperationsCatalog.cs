using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Makes views of data, and views of views.</summary>
public sealed class DataOperationsCatalog : IInternalCatalog
{
    private readonly IHostEnvironment _env;

    internal DataOperationsCatalog(IHostEnvironment env)
    {
        Contracts.CheckValue(env, nameof(env));
        _env = env;
    }

    IHostEnvironment IInternalCatalog.Environment => _env;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class
    {
        _env.CheckValue(data, nameof(data));
        return new ObjectDataView<TRow>(_env, data, schemaDefinition is null
            ? RowColumn.Create(typeof(TRow), SchemaDefinition.Direction.Read)
            : RowColumn.Create(typeof(TRow), schemaDefinition));
    }

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckValue(schema, nameof(schema));
        return LoadFromEnumerable(data, DefinitionFor(_env, typeof(TRow), schema));
    }

    public IEnumerable<TRow> CreateEnumerable<TRow>(
        IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition schemaDefinition = null)
        where TRow : class, new()
    {
        _env.CheckValue(data, nameof(data));
        return Enumerate(data, reuseRowObject, new ObjectBinding<TRow>(_env, data.Schema, ignoreMissingColumns, schemaDefinition));
    }

    /// <summary>The view, kept in memory from the first time a column is read.</summary>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        _env.CheckValue(input, nameof(input));
        int IndexOf(string name) => input.Schema.TryGetColumnIndex(name, out int index)
            ? index
            : throw _env.ExceptSchemaMismatch(nameof(columnsToPrefetch), "prefetch", name);
        int[] prefetch = Array.ConvertAll(columnsToPrefetch ?? Array.Empty<string>(), IndexOf);
        return new CacheDataView(_env, input, prefetch);
    }

    /// <summary>The rows whose value in a column of floats lies between the bounds, the lower one included.</summary>
    public IDataView FilterRowsByColumn(
        IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckNonEmpty(columnName, nameof(columnName));
        _env.CheckParam(lowerBound < upperBound, nameof(upperBound), "Must be less than lowerBound");
        DataViewType type = input.Schema[columnName].Type;
        if (type is not NumberDataViewType)
        {
            throw _env.ExceptSchemaMismatch(nameof(columnName), "filter", columnName, "number", type.ToString());
        }

        return new RangeFilter(_env, input, columnName, lowerBound, upperBound);
    }

    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        return new RowShufflingView(_env, input, seed, shufflePoolSize, shuffleSource);
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(count > 0, nameof(count), "Must be greater than zero.");
        return new SkipTakeFilter(_env, input, skip: count, take: long.MaxValue);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(count > 0, nameof(count), "Must be greater than zero.");
        return new SkipTakeFilter(_env, input, skip: 0, take: count);
    }

    /// <summary>Splits by chance, but rows with the same value in <paramref name="samplingKeyColumnName"/> all to one side.</summary>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        IDataView numbered = SplitColumn.Add(_env, data, samplingKeyColumnName, seed, out string column);
        return Split(numbered, column, 0, testFraction, includeMax: false);
    }

    /// <summary>Splits into folds, and gives for each the others to train on.</summary>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(
        IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        IDataView numbered = SplitColumn.Add(_env, data, samplingKeyColumnName, seed, out string column);
        return Enumerable.Range(0, numberOfFolds)
            .Select(fold => Split(numbered, column, (double)fold / numberOfFolds, (double)(fold + 1) / numberOfFolds, includeMax: true))
            .ToArray();
    }

    /// <summary>What the class says of its members, with the types and annotations of a schema.</summary>
    internal static SchemaDefinition DefinitionFor(IHostEnvironment env, Type rowType, DataViewSchema schema)
    {
        env.CheckValue(schema, nameof(schema));
        SchemaDefinition definition = SchemaDefinition.Create(rowType, SchemaDefinition.Direction.Read);
        foreach (DataViewSchema.Column column in schema)
        {
            SchemaDefinition.Column member = definition[column.Name]
                ?? throw env.Except($"Type should contain a member named {column.Name}");
            member.ColumnType = column.Type;
            foreach (DataViewSchema.Column annotation in column.Annotations.Schema)
            {
                member.AnnotationValues[annotation.Name] = AnnotationValue.Copy(column.Annotations, annotation);
            }
        }

        return definition;
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, bool reuseRowObject, ObjectBinding<TRow> binding)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(binding.Columns);
        Action<TRow> fill = binding.Bind(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            if (row is null || !reuseRowObject)
            {
                row = new TRow();
            }

            fill(row);
            yield return row;
        }
    }

    private TrainTestData Split(IDataView numbered, string column, double min, double max, bool includeMax)
    {
        IDataView Part(bool complement) => new ColumnSelectingTransformer(_env, keepColumns: null, dropColumns: new[] { column })
            .Transform(new RangeFilter(_env, numbered, column, min, max, includeMax, complement));
        return new TrainTestData(Part(complement: true), Part(complement: false));
    }

    /// <summary>The two parts of a split.</summary>
    public struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
