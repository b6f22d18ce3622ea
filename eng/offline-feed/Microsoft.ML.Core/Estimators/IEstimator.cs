using System.Collections.Generic;
using Microsoft.ML.Data;

namespace Microsoft.ML
{
    /// <summary>Learns from a view and yields a transformer.</summary>
    public interface IEstimator<out TTransformer>
        where TTransformer : ITransformer
    {
        TTransformer Fit(IDataView input);

        /// <summary>What the transformer will make of a schema, as far as that is known before learning.</summary>
        SchemaShape GetOutputSchema(SchemaShape inputSchema);
    }

    /// <summary>Makes one view of another.</summary>
    public interface ITransformer : ICanSaveModel
    {
        /// <summary>Whether each output row comes of one input row, so that single rows can be mapped.</summary>
        bool IsRowToRowMapper { get; }

        DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

        IDataView Transform(IDataView input);

        IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
    }

    /// <summary>A transformer that sees the training data in another way than other data.</summary>
    internal interface ITransformerWithDifferentMappingAtTrainingTime : ITransformer
    {
        IDataView TransformForTrainingPipeline(IDataView input);
    }

    /// <summary>Writes itself into a model.</summary>
    public interface ICanSaveModel
    {
        void Save(ModelSaveContext ctx);
    }

    /// <summary>Reads a view from a source.</summary>
    public interface IDataLoader<in TSource> : ICanSaveModel
    {
        IDataView Load(TSource input);

        DataViewSchema GetOutputSchema();
    }

    /// <summary>Learns how to read a source.</summary>
    public interface IDataLoaderEstimator<in TSource, out TLoader>
        where TLoader : IDataLoader<TSource>
    {
        TLoader Fit(TSource input);

        SchemaShape GetOutputSchema();
    }
}

namespace Microsoft.ML.Data
{
    /// <summary>Maps single rows of one schema to rows of another.</summary>
    public interface IRowToRowMapper
    {
        /// <summary>The very schema object that the mapper was asked for.</summary>
        DataViewSchema InputSchema { get; }

        DataViewSchema OutputSchema { get; }

        /// <summary>The input columns that the output columns are made of.</summary>
        IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);

        /// <summary>The row that follows the input row wherever it moves, and owns it.</summary>
        DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
    }
}
