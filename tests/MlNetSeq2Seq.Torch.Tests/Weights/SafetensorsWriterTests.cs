using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Weights;

/// <summary>What is written, seen by a reader that knows only the format's description, and by the library's own.</summary>
public sealed class SafetensorsWriterTests
{
    [Theory]
    [InlineData(ScalarType.Float64, "F64")]
    [InlineData(ScalarType.Float32, "F32")]
    [InlineData(ScalarType.Float16, "F16")]
    [InlineData(ScalarType.BFloat16, "BF16")]
    [InlineData(ScalarType.Int64, "I64")]
    [InlineData(ScalarType.Int32, "I32")]
    [InlineData(ScalarType.Int16, "I16")]
    [InlineData(ScalarType.Int8, "I8")]
    [InlineData(ScalarType.Byte, "U8")]
    [InlineData(ScalarType.Bool, "BOOL")]
    public void Every_element_type_is_written_as_described_and_read_back_equal(ScalarType type, string name)
    {
        using var scope = NewDisposeScope();
        Tensor values = arange(6).reshape(2, 3).to(type);

        byte[] file = Written(new() { ["a"] = values });

        (string writtenType, long[] shape, byte[] bytes) = new DescribedSafetensors(file).Tensors["a"];
        Assert.Equal(name, writtenType);
        Assert.Equal([2, 3], shape);
        Assert.Equal(values.bytes.ToArray(), bytes);
        AssertReadsBack(file, "a", values);
    }

    [Fact]
    public void Bytes_are_little_endian_and_row_major_whatever_the_strides()
    {
        using var scope = NewDisposeScope();
        Tensor transposed = tensor(new short[] { 1, 2, 3, 0x0405 }, [2, 2]).t();

        byte[] file = Written(new() { ["a"] = transposed });

        Assert.Equal<byte[]>([1, 0, 3, 0, 2, 0, 5, 4], new DescribedSafetensors(file).Tensors["a"].Bytes);
        AssertReadsBack(file, "a", transposed);
    }

    [Fact]
    public void Scalars_empty_tensors_many_names_and_metadata_follow_the_description()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = new()
        {
            ["标题.\"weight\"\n"] = tensor(2.5f), ["none"] = zeros(0, 3), ["a.b"] = ones(3), ["z"] = tensor(new byte[] { 7 }),
        };
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, new Dictionary<string, string> { ["format"] = "pt", ["由"] = "\\" });
        byte[] file = stream.ToArray();

        var read = new DescribedSafetensors(file);

        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), read.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["由"] = "\\" }, read.Metadata);
        Assert.Empty(read.Tensors["标题.\"weight\"\n"].Shape);
        Assert.Equal([0, 3], read.Tensors["none"].Shape);
        Assert.All(tensors, t => AssertReadsBack(file, t.Key, t.Value));
    }

    [Fact]
    public void The_data_begins_at_a_multiple_of_eight_and_the_same_weights_give_the_same_bytes()
    {
        using var scope = NewDisposeScope();

        byte[] first = Written(new() { ["b"] = ones(2), ["abc"] = zeros(3) });
        byte[] second = Written(new() { ["abc"] = zeros(3), ["b"] = ones(2) });

        Assert.Equal(first, second);
        Assert.Equal(0, (first.Length - (5 * sizeof(float))) % 8);
    }

    [Fact]
    public void An_empty_state_dict_is_a_file_of_its_own()
    {
        byte[] file = Written([]);

        Assert.Empty(new DescribedSafetensors(file).Tensors);
        using var folder = new TemporaryFolder();
        using var read = SafetensorsFile.Open(folder.Write("a", file));
        Assert.Empty(read.Entries);
    }

    [Fact]
    public void An_element_type_that_the_format_lacks_is_refused_and_nothing_is_left()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        Tensor complex = zeros(2, dtype: ScalarType.ComplexFloat32);

        ArgumentException thrown = Assert.Throws<ArgumentException>(
            () => SafetensorsWriter.Write(folder.File("a"), new Dictionary<string, Tensor> { ["a"] = complex }));

        Assert.StartsWith("Safetensors has no element type for ComplexFloat32; it has F64, F32,", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void A_cancelled_write_leaves_the_old_file_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", [1, 2, 3]);

        Assert.Throws<OperationCanceledException>(
            () => SafetensorsWriter.Write(path, new Dictionary<string, Tensor> { ["a"] = ones(2) }, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal<byte[]>([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["a"], folder.Names());
    }

    private static byte[] Written(Dictionary<string, Tensor> tensors)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors);
        Assert.Equal(SafetensorsWriter.Measure(tensors), stream.Length);
        return stream.ToArray();
    }

    private static void AssertReadsBack(byte[] file, string name, Tensor expected)
    {
        using var folder = new TemporaryFolder();
        using var read = SafetensorsFile.Open(folder.Write("a", file));
        using Tensor actual = read.Read(name);
        using Tensor contiguous = expected.contiguous();
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(contiguous.bytes.ToArray(), actual.bytes.ToArray());
    }
}
