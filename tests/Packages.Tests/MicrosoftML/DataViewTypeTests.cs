using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Types of columns: what getters write, when two are equal, how they are written in messages.</summary>
public class DataViewTypeTests
{
    public static TheoryData<DataViewType, Type, string> Scalars => new()
    {
        { NumberDataViewType.SByte, typeof(sbyte), "SByte" },
        { NumberDataViewType.Byte, typeof(byte), "Byte" },
        { NumberDataViewType.Int16, typeof(short), "Int16" },
        { NumberDataViewType.UInt16, typeof(ushort), "UInt16" },
        { NumberDataViewType.Int32, typeof(int), "Int32" },
        { NumberDataViewType.UInt32, typeof(uint), "UInt32" },
        { NumberDataViewType.Int64, typeof(long), "Int64" },
        { NumberDataViewType.UInt64, typeof(ulong), "UInt64" },
        { NumberDataViewType.Single, typeof(float), "Single" },
        { NumberDataViewType.Double, typeof(double), "Double" },
        { TextDataViewType.Instance, typeof(ReadOnlyMemory<char>), "String" },
        { BooleanDataViewType.Instance, typeof(bool), "Boolean" },
        { RowIdDataViewType.Instance, typeof(DataViewRowId), "DataViewRowId" },
        { DateTimeDataViewType.Instance, typeof(DateTime), "DateTime" },
        { DateTimeOffsetDataViewType.Instance, typeof(DateTimeOffset), "DateTimeOffset" },
        { TimeSpanDataViewType.Instance, typeof(TimeSpan), "TimeSpan" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Scalar_type_has_its_raw_type_and_name(DataViewType type, Type raw, string name)
    {
        Assert.Equal(raw, type.RawType);
        Assert.Equal(name, type.ToString());
        Assert.IsAssignableFrom<PrimitiveDataViewType>(type);
    }

    [Fact]
    public void Scalar_types_are_single_instances()
    {
        Assert.Same(NumberDataViewType.Int32, NumberDataViewType.Int32);
        Assert.Same(TextDataViewType.Instance, TextDataViewType.Instance);
        Assert.True(NumberDataViewType.Int32.Equals(NumberDataViewType.Int32));
        Assert.False(NumberDataViewType.Int32.Equals(NumberDataViewType.UInt32));
        Assert.False(TextDataViewType.Instance.Equals(BooleanDataViewType.Instance));
    }

    [Fact]
    public void Vector_is_of_buffers_of_its_items()
    {
        var vector = new VectorDataViewType(NumberDataViewType.Single, 3);

        Assert.Equal(typeof(VBuffer<float>), vector.RawType);
        Assert.Same(NumberDataViewType.Single, vector.ItemType);
        Assert.True(vector.IsKnownSize);
        Assert.Equal(3, vector.Size);
        Assert.Equal([3], vector.Dimensions.ToArray());
    }

    [Fact]
    public void Vector_without_a_size_is_of_any_size()
    {
        var vector = new VectorDataViewType(TextDataViewType.Instance);

        Assert.False(vector.IsKnownSize);
        Assert.Equal(0, vector.Size);
        Assert.Equal([0], vector.Dimensions.ToArray());
    }

    [Fact]
    public void Size_of_a_tensor_is_the_product_of_its_dimensions()
    {
        Assert.Equal(6, new VectorDataViewType(NumberDataViewType.Int32, 2, 3).Size);
        Assert.Equal(0, new VectorDataViewType(NumberDataViewType.Int32, 2, 0).Size);
        Assert.Equal([2, 3], new VectorDataViewType(NumberDataViewType.Int32, ImmutableArray.Create(2, 3)).Dimensions.ToArray());
    }

    public static TheoryData<VectorDataViewType, string> Vectors => new()
    {
        { new(NumberDataViewType.Int32), "Vector<Int32>" },
        { new(NumberDataViewType.Int32, 5), "Vector<Int32, 5>" },
        { new(TextDataViewType.Instance, 2, 3), "Vector<String, 2, 3>" },
        { new(NumberDataViewType.Int32, 2, 0), "Vector<Int32, 2, *>" },
        { new(new KeyDataViewType(typeof(uint), 4), 2), "Vector<Key<UInt32, 0-3>, 2>" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Vector_type_is_written_with_its_dimensions(VectorDataViewType vector, string text)
    {
        Assert.Equal(text, vector.ToString());
    }

    [Fact]
    public void Vectors_are_equal_by_item_and_dimensions()
    {
        var vector = new VectorDataViewType(NumberDataViewType.Int32, 2, 3);
        var same = new VectorDataViewType(NumberDataViewType.Int32, 2, 3);

        Assert.True(vector.Equals(same));
        Assert.True(vector.Equals((object)same));
        Assert.Equal(vector.GetHashCode(), same.GetHashCode());
        Assert.False(vector.Equals(new VectorDataViewType(NumberDataViewType.Int32, 3, 2)));
        Assert.False(vector.Equals(new VectorDataViewType(NumberDataViewType.Int32, 6)));
        Assert.False(vector.Equals(new VectorDataViewType(NumberDataViewType.Int64, 2, 3)));
        Assert.False(vector.Equals(NumberDataViewType.Int32));
    }

    [Fact]
    public void Vector_refuses_bad_arguments()
    {
        Assert.Throws<ArgumentNullException>(() => new VectorDataViewType(null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorDataViewType(NumberDataViewType.Int32, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorDataViewType(NumberDataViewType.Int32, Array.Empty<int>()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorDataViewType(NumberDataViewType.Int32, 2, -1));
    }

    [Fact]
    public void Keys_are_equal_by_number_type_and_count()
    {
        var key = new KeyDataViewType(typeof(uint), 10);

        Assert.Equal(10ul, key.Count);
        Assert.Equal(typeof(uint), key.RawType);
        Assert.Equal("Key<UInt32, 0-9>", key.ToString());
        Assert.True(key.Equals(new KeyDataViewType(typeof(uint), 10ul)));
        Assert.Equal(key.GetHashCode(), new KeyDataViewType(typeof(uint), 10ul).GetHashCode());
        Assert.False(key.Equals(new KeyDataViewType(typeof(uint), 11)));
        Assert.False(key.Equals(new KeyDataViewType(typeof(ulong), 10)));
    }

    [Theory]
    [InlineData(typeof(byte), true)]
    [InlineData(typeof(ushort), true)]
    [InlineData(typeof(uint), true)]
    [InlineData(typeof(ulong), true)]
    [InlineData(typeof(int), false)]
    [InlineData(typeof(float), false)]
    public void Keys_are_unsigned_numbers(Type type, bool valid)
    {
        Assert.Equal(valid, KeyDataViewType.IsValidDataType(type));
    }

    [Fact]
    public void Key_refuses_a_count_that_its_type_cannot_hold()
    {
        Assert.Equal(255ul, new KeyDataViewType(typeof(byte), 255).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 5));
    }
}
