using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>A column that a component reads or writes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="SlotNames">The names of a vector's places, where these have a meaning of their own; such a vector has this size.</param>
internal readonly record struct ColumnSpec(string Name, DataViewType Type, IReadOnlyList<string>? SlotNames = null)
{
    public static ColumnSpec Text(string name) => new(name, TextDataViewType.Instance);

    public static ColumnSpec Texts(string name) => new(name, new VectorDataViewType(TextDataViewType.Instance));

    public static ColumnSpec Int32(string name) => new(name, NumberDataViewType.Int32);

    public static ColumnSpec Int32s(string name) => new(name, new VectorDataViewType(NumberDataViewType.Int32));

    public static ColumnSpec Single(string name) => new(name, NumberDataViewType.Single);

    public static ColumnSpec Singles(string name) => new(name, new VectorDataViewType(NumberDataViewType.Single));

    /// <summary>A vector with a place for each name, as ML.NET's learners and metrics want it.</summary>
    public static ColumnSpec Singles(string name, IReadOnlyList<string> slotNames) =>
        new(name, new VectorDataViewType(NumberDataViewType.Single, slotNames.Count), slotNames);

    public static ColumnSpec Flag(string name) => new(name, BooleanDataViewType.Instance);

    public SchemaShape.Column ToShape() => Type is VectorDataViewType vector
        ? new SchemaShape.Column(
            Name,
            vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector : SchemaShape.Column.VectorKind.VariableVector,
            vector.ItemType,
            isKey: false,
            SlotNames is null ? null : SchemaShape.Create(Annotations().Schema))
        : new SchemaShape.Column(Name, SchemaShape.Column.VectorKind.Scalar, Type, isKey: false);

    public DataViewSchema.Annotations Annotations()
    {
        if (SlotNames is not { } names)
        {
            return DataViewSchema.Annotations.Empty;
        }

        ReadOnlyMemory<char>[] texts = [.. names.Select(name => name.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            AnnotationUtils.Kinds.SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(texts.Length, texts).CopyTo(ref value));
        return builder.ToAnnotations();
    }

    // A vector of fixed size may be read where one of any size is asked for.
    public bool Accepts(SchemaShape.Column actual) => Type is VectorDataViewType wanted
        ? actual.Kind != SchemaShape.Column.VectorKind.Scalar && actual.ItemType.Equals(wanted.ItemType) && !actual.IsKey
        : actual.Kind == SchemaShape.Column.VectorKind.Scalar && actual.ItemType.Equals(Type) && !actual.IsKey;
}
