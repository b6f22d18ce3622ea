using TorchSharp;
using TorchSharp.Utils;
using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Reading and writing a tensor's elements from .NET, and its files.</summary>
public sealed class TensorDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Item_needs_one_element_of_the_same_type()
    {
        Assert.Equal(2.5f, tensor(2.5f).item<float>());
        Assert.Equal(3, tensor(new[,] { { 3L } }).item<long>());
        Assert.Throws<ArgumentException>(() => tensor(2.5f).item<double>());
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
    }

    [Fact]
    public void Numbers_are_converted_where_the_name_says_so()
    {
        Assert.Equal(2f, tensor(2L).ToSingle());
        Assert.Equal(2, tensor(2.9f).ToInt64());
        Assert.Equal(1.5, tensor(1.5f).ToDouble());
        Assert.True(tensor(1f).ToBoolean());
        Assert.Equal(7, (int)tensor(7f));
        Assert.Equal(0.10009765625f, tensor(0.1f).bfloat16().ToSingle());
        Assert.Equal(ScalarType.Float64, tensor(2f).ToScalar().Type);
    }

    [Fact]
    public void Elements_come_in_row_major_order_whatever_the_strides()
    {
        Tensor transposed = arange(6).reshape(2, 3).T;

        Assert.Equal([0L, 3, 1, 4, 2, 5], transposed.data<long>().ToArray());
        Assert.Equal([0L, 3, 1, 4, 2, 5], transposed.data<long>().AsEnumerable());
        Assert.Equal(6, transposed.data<long>().Count);
    }

    [Fact]
    public void Elements_are_read_and_written_by_index()
    {
        Tensor matrix = zeros(2, 3);
        TensorAccessor<float> elements = matrix.data<float>();

        elements[0, 0] = 4;
        elements[1, 2] = 5;

        AssertEqual([4, 0, 0, 0, 0, 5], matrix);
        Assert.Equal(5, elements[5]);
        Assert.Throws<IndexOutOfRangeException>(() => elements[5] = 1);
    }

    // The original checks the place to begin at, and a tensor without elements has none.
    [Fact]
    public void A_tensor_without_elements_has_an_empty_array_only_with_one_dimension()
    {
        Assert.Empty(zeros(0).data<float>().ToArray());
        Assert.Empty(zeros(0, 3).data<float>());
        Assert.Equal([0, 3], Lengths(zeros(0, 3).data<float>().ToNDArray()));
        Assert.Throws<ArgumentOutOfRangeException>(() => zeros(0, 3).data<float>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => zeros(0).data<float>().CopyTo(new float[1]));

        static int[] Lengths(Array array) => [array.GetLength(0), array.GetLength(1)];
    }

    [Fact]
    public void Elements_are_copied_from_and_to_arrays()
    {
        Tensor vector = zeros(4);
        float[] target = new float[3];

        vector.data<float>().CopyFrom([7, 8, 9], tensorIndex: 1);
        vector.data<float>().CopyTo(target, arrayIndex: 1);

        AssertEqual([0, 7, 8, 9], vector);
        Assert.Equal([0, 0, 7], target);
    }

    [Fact]
    public void Elements_come_as_an_array_of_as_many_dimensions()
    {
        Array array = arange(6).reshape(2, 3).data<long>().ToNDArray();

        Assert.Equal(new long[,] { { 0, 1, 2 }, { 3, 4, 5 } }, array);
    }

    [Fact]
    public void The_type_must_be_that_of_the_elements()
    {
        Assert.Throws<ArgumentException>(() => zeros(1).data<double>());
        Assert.Throws<ArgumentException>(() => zeros(1, dtype: bfloat16).data<ushort>());
    }

    [Fact]
    public void Bytes_are_the_memory_itself()
    {
        Tensor numbers = tensor(new[] { 1, 256 });

        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0], numbers.bytes.ToArray());
        numbers.bytes[0] = 5;
        Assert.Equal([5, 256], Elements<int>(numbers));

        numbers.bytes = new byte[] { 2, 0, 0, 0, 3, 0, 0, 0 };
        Assert.Equal([2, 3], Elements<int>(numbers));
        Assert.Throws<InvalidOperationException>(() => zeros(2, 3).T.bytes.Length);
        Assert.Throws<ArgumentException>(() => numbers.bytes = new byte[3]);
    }

    [Fact]
    public void Bytes_of_bfloat16_are_the_upper_half_of_float32() =>
        Assert.Equal([0x80, 0x3F, 0x20, 0xC0], tensor(new[] { 1f, -2.5f }).bfloat16().bytes.ToArray());

    // Type (6 = float32), number of dimensions and dimensions in LEB128, then the elements.
    [Fact]
    public void A_tensor_in_a_stream_is_type_shape_and_elements()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);

        tensor(new[] { 1f, -2 }).reshape(2, 1).Save(writer);
        writer.Flush();

        Assert.Equal([6, 2, 2, 1, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], stream.ToArray());
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        AssertEqual([1, -2], [2, 1], TensorExtensionMethods.Load(reader));
    }

    [Fact]
    public void Loading_into_a_tensor_needs_the_same_type_and_shape()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        ones(200, 2).Save(writer);
        writer.Flush();
        using BinaryReader reader = new(stream);

        Tensor target = zeros(200, 2, requires_grad: true);
        stream.Position = 0;
        target.Load(reader);
        Assert.Equal(400, target.sum().item<float>());

        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => zeros(200, 2, dtype: float64).Load(reader));
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => zeros(2, 200).Load(reader));
    }

    [Fact]
    public void Bytes_are_written_to_and_read_from_streams()
    {
        using MemoryStream stream = new();
        Tensor numbers = arange(1000);
        Tensor read = zeros(1000, dtype: int64);

        numbers.WriteBytesToStream(stream, bufferSize: 64);
        stream.Position = 0;
        read.ReadBytesFromStream(stream, bufferSize: 100);

        Assert.Equal(8000, stream.Length);
        Assert.True(numbers.Equals(read));
    }

    [Fact]
    public void A_tensor_in_a_file_of_libtorch_comes_back_the_same()
    {
        string path = Path.Combine(_folder, "tensor.pt");

        save(arange(6).reshape(2, 3), path);
        Tensor loaded = load(path);

        Assert.Equal([2L, 3], loaded.shape);
        Assert.Equal([0L, 1, 2, 3, 4, 5], Elements<long>(loaded));
    }

    [Fact]
    public void Equality_is_by_shape_and_elements()
    {
        Assert.True(ones(2).Equals(ones(2)));
        Assert.False(ones(2).Equals(zeros(2)));
        Assert.False(ones(2).Equals((Tensor)null!));
    }
}
