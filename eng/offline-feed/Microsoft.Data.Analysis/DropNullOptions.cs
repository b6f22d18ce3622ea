namespace Microsoft.Data.Analysis;

/// <summary>Which rows <see cref="DataFrame.DropNulls"/> leaves out.</summary>
public enum DropNullOptions
{
    /// <summary>Rows in which any value is null.</summary>
    Any,

    /// <summary>Rows in which every value is null.</summary>
    All,
}
