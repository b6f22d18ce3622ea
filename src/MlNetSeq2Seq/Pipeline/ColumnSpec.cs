using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>A column that a component reads or writes.</summary>
internal readonly record struct ColumnSpec(string Name, DataViewType Type)
{
    public static ColumnSpec Text(string name) => new(name, TextDataViewType.Instance);

    public static ColumnSpec Texts(string name) => new(name, new VectorDataViewType(TextDataViewType.Instance));

    public static ColumnSpec Int32(string name) => new(name, NumberDataViewType.Int32);

    public static ColumnSpec Int32s(string name) => new(name, new VectorDataViewType(NumberDataViewType.Int32));

    public static ColumnSpec Single(string name) => new(name, NumberDataViewType.Single);

    public static ColumnSpec Singles(string name) => new(name, new VectorDataViewType(NumberDataViewType.Single));

    public static ColumnSpec Flag(string name) => new(name, BooleanDataViewType.Instance);

    public SchemaShape.Column ToShape() => Type is VectorDataViewType vector
        ? new SchemaShape.Column(Name, SchemaShape.Column.VectorKind.VariableVector, vector.ItemType, isKey: false)
        : new SchemaShape.Column(Name, SchemaShape.Column.VectorKind.Scalar, Type, isKey: false);

    // A vector of fixed size may be read where one of any size is asked for.
    public bool Accepts(SchemaShape.Column actual) => Type is VectorDataViewType wanted
        ? actual.Kind != SchemaShape.Column.VectorKind.Scalar && actual.ItemType.Equals(wanted.ItemType) && !actual.IsKey
        : actual.Kind == SchemaShape.Column.VectorKind.Scalar && actual.ItemType.Equals(Type) && !actual.IsKey;
}
