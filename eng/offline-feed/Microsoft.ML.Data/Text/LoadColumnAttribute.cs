using System;

namespace Microsoft.ML.Data;

/// <summary>Says which fields of a line a member is loaded from.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class LoadColumnAttribute : Attribute
{
    public LoadColumnAttribute(int fieldIndex)
    {
        Sources = new[] { new TextLoader.Range(fieldIndex) };
    }

    public LoadColumnAttribute(int start, int end)
    {
        Sources = new[] { new TextLoader.Range(start, end) };
    }

    public LoadColumnAttribute(int[] columnIndexes)
    {
        Sources = Array.ConvertAll(columnIndexes, index => new TextLoader.Range(index));
    }

    internal TextLoader.Range[] Sources { get; }
}
