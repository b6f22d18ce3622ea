using System;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Columns and filters that are the user's own code.</summary>
public static class CustomMappingCatalog
{
    /// <param name="catalog">The catalog.</param>
    /// <param name="mapAction">Fills the second object from the first. It may be called by several threads at once.</param>
    /// <param name="contractName">The contract by which a saved model finds the action again; null if it is not to be saved.</param>
    /// <param name="inputSchemaDefinition">How columns map to the first object, if not as its class says.</param>
    /// <param name="outputSchemaDefinition">How the second object maps to columns, if not as its class says.</param>
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
        this TransformsCatalog catalog,
        Action<TSrc, TDst> mapAction,
        string contractName,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new()
        => new(catalog.GetEnvironment(), mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition);

    /// <summary>The rows for which the predicate is false: those for which it is true are filtered out.</summary>
    public static IDataView FilterByCustomPredicate<TSrc>(
        this DataOperationsCatalog catalog, IDataView input, Func<TSrc, bool> filterPredicate)
        where TSrc : class, new()
        => new CustomFilter<TSrc>(catalog.GetEnvironment(), input, filterPredicate);
}
