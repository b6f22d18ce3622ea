using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Packages.Tests.MicrosoftML;

/// <summary>Shapes are what estimators promise; our components build them with the internal constructor of a column.</summary>
public class SchemaShapeTests
{
    private static readonly NumberDataViewType s_int32 = NumberDataViewType.Int32;
    private static readonly KeyDataViewType s_key = new(typeof(uint), 5);

    private static SchemaShape.Column Column(
        string name, VectorKind kind = VectorKind.Scalar, bool isKey = false, SchemaShape? annotations = null) =>
        new(name, kind, NumberDataViewType.UInt32, isKey, annotations);

    [Fact]
    public void Shape_lists_its_columns()
    {
        var shape = new SchemaShape([Column("A"), Column("B", VectorKind.Vector)]);

        Assert.Equal(2, shape.Count);
        Assert.Equal("B", shape[1].Name);
        Assert.Equal(VectorKind.Vector, shape[1].Kind);
        Assert.Equal(["A", "B"], shape.Select(c => c.Name));
    }

    [Fact]
    public void Column_that_was_not_constructed_is_refused()
    {
        Assert.False(default(SchemaShape.Column).IsValid);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchemaShape([default]));
        Assert.Throws<ArgumentNullException>(() => new SchemaShape(null));
    }

    [Fact]
    public void Column_without_annotations_has_empty_ones()
    {
        Assert.Empty(Column("A").Annotations);
    }

    [Fact]
    public void Item_type_is_a_plain_one()
    {
        var key = new KeyDataViewType(typeof(uint), 3);
        var vector = new VectorDataViewType(NumberDataViewType.Int32);

        Assert.Throws<ArgumentOutOfRangeException>(() => new SchemaShape.Column("", VectorKind.Scalar, NumberDataViewType.Int32, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchemaShape.Column("A", VectorKind.Scalar, key, true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchemaShape.Column("A", VectorKind.Vector, vector, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchemaShape.Column("A", VectorKind.Scalar, NumberDataViewType.Int32, true));
    }

    public static TheoryData<DataViewType, VectorKind, DataViewType, bool, string> Types => new()
    {
        { TextDataViewType.Instance, VectorKind.Scalar, TextDataViewType.Instance, false, "String" },
        { new VectorDataViewType(s_int32, 3), VectorKind.Vector, s_int32, false, "Vector<Int32>" },
        { new VectorDataViewType(s_int32), VectorKind.VariableVector, s_int32, false, "VarVector<Int32>" },
        { s_key, VectorKind.Scalar, NumberDataViewType.UInt32, true, "Key<UInt32>" },
        { new VectorDataViewType(s_key, 2), VectorKind.Vector, NumberDataViewType.UInt32, true, "Vector<Key<UInt32>>" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Shape_of_a_schema_forgets_sizes(DataViewType type, VectorKind kind, DataViewType itemType, bool isKey, string text)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", type);

        SchemaShape.Column column = Assert.Single(SchemaShape.Create(builder.ToSchema()));

        Assert.Equal(kind, column.Kind);
        Assert.Same(itemType, column.ItemType);
        Assert.Equal(isKey, column.IsKey);
        Assert.Equal(text, column.GetTypeString());
    }

    [Fact]
    public void Shape_of_a_schema_leaves_out_hidden_columns_and_keeps_annotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", TextDataViewType.Instance);
        builder.AddColumn("A", NumberDataViewType.Single, annotations.ToAnnotations());

        SchemaShape.Column column = Assert.Single(SchemaShape.Create(builder.ToSchema()));

        Assert.Same(NumberDataViewType.Single, column.ItemType);
        Assert.Equal("IsNormalized", Assert.Single(column.Annotations).Name);
    }

    [Fact]
    public void Column_is_found_by_its_exact_name()
    {
        var shape = new SchemaShape([Column("A"), Column("B", VectorKind.Vector)]);

        Assert.True(shape.TryFindColumn("B", out SchemaShape.Column found));
        Assert.Equal(VectorKind.Vector, found.Kind);
        Assert.False(shape.TryFindColumn("b", out found));
        Assert.False(found.IsValid);
    }

    [Fact]
    public void Column_is_compatible_with_one_of_its_shape_and_more_annotations()
    {
        SchemaShape.Column wanted = Column("A", annotations: new SchemaShape([Column("Kind")]));

        Assert.True(wanted.IsCompatibleWith(Column("A", annotations: new SchemaShape([Column("More"), Column("Kind")]))));
        Assert.False(wanted.IsCompatibleWith(Column("A")));
        Assert.True(Column("A").IsCompatibleWith(wanted));
        Assert.False(Column("A").IsCompatibleWith(Column("B")));
        Assert.False(Column("A").IsCompatibleWith(Column("A", VectorKind.Vector)));
        Assert.False(Column("A").IsCompatibleWith(Column("A", isKey: true)));
        Assert.False(Column("A").IsCompatibleWith(new SchemaShape.Column("A", VectorKind.Scalar, NumberDataViewType.Int32, false)));
    }
}
