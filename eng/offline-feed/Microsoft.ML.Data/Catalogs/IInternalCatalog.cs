using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What the catalogs of an <see cref="MLContext"/> have in common.</summary>
internal interface IInternalCatalog
{
    IHostEnvironment Environment { get; }
}

internal static class CatalogUtils
{
    public static IHostEnvironment GetEnvironment(this IInternalCatalog catalog)
        => Contracts.CheckRef(catalog, nameof(catalog)).Environment;
}
