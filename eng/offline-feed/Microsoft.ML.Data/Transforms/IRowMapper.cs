using System;

namespace Microsoft.ML.Data;

/// <summary>Adds columns to the rows of one schema.</summary>
internal interface IRowMapper : ICanSaveModel
{
    /// <summary>Which input columns are needed for the given added ones.</summary>
    Func<int, bool> GetDependencies(Func<int, bool> activeOutput);

    /// <summary>Getters of the added columns over a row; null for those not wanted.</summary>
    /// <param name="input">The row to read.</param>
    /// <param name="activeOutput">Which added columns are wanted.</param>
    /// <param name="disposer">What to do when the row is done with; null for nothing.</param>
    Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer);

    DataViewSchema.DetachedColumn[] GetOutputColumns();

    ITransformer GetTransformer();
}

/// <summary>The signature of a row mapper that is loaded from a model.</summary>
internal delegate void SignatureLoadRowMapper(ModelLoadContext ctx, DataViewSchema schema);

/// <summary>The signature of a view that is loaded from a model and put on another.</summary>
internal delegate void SignatureLoadDataTransform(ModelLoadContext ctx, IDataView input);
