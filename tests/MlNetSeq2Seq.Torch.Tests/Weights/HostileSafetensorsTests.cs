using System.Buffers.Binary;
using System.Text;
using MlNetSeq2Seq.Weights;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Weights;

/// <summary>Damaged and hostile safetensors files: each is refused in one sentence, before memory is taken for what it does not hold.</summary>
public sealed class HostileSafetensorsTests
{
    private const int DataLength = 8;

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "does not fit together with the 8 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "at bytes 8 to 0, which does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "at bytes -8 to 0, which does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "shape [1] of F32 at bytes 0 to 8, which does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "shape [-2] of F32")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}""", "shape [-2, -1] of F32")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,16]}}""", "which does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296,4294967296,2],"data_offsets":[0,8]}}""", "which does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}""", "which does not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[5],"data_offsets":[3,8]}}""", "overlap or leave a hole")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[3],"data_offsets":[5,8]}}""", "overlap or leave a hole")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "overlap or leave a hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "fill 4 bytes, but 8 follow the header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "names 'a' twice")]
    [InlineData("""{"a":{"dtype":"F8_E5M2","shape":[8],"data_offsets":[0,8]}}""", "elements of type 'F8_E5M2'; known are F64, F32,")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "is not the JSON of a safetensors file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "is not the JSON of a safetensors file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2e0],"data_offsets":[0,99999999999999999999]}}""", "is not the JSON of a safetensors file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}""", "has 3 data offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x""", "is not the JSON of a safetensors file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", "is not the JSON of a safetensors file")]
    [InlineData("""{"a":7}""", "is not the JSON of a safetensors file")]
    [InlineData("""{"__metadata__":{"a":1}}""", "is not the JSON of a safetensors file")]
    [InlineData("[]", "is a JSON Array, not an object")]
    [InlineData("", "is not the JSON of a safetensors file")]
    public void A_header_that_does_not_hold_together_is_refused(string header, string message) =>
        AssertRefused(File(header, DataLength), message);

    [Fact]
    public void More_dimensions_than_a_tensor_can_have_are_refused() =>
        AssertRefused(File($$$"""{"a":{"dtype":"U8","shape":[{{{string.Join(',', Enumerable.Repeat(1, 65))}}},8],"data_offsets":[0,8]}}""", DataLength), "has 66 dimensions; 64 is the limit");

    [Fact]
    public void Deeply_nested_JSON_is_refused() =>
        AssertRefused(File("""{"a":""" + new string('[', 10_000), DataLength), "is not the JSON of a safetensors file");

    [Theory]
    [InlineData(1_000_000_000_000)]
    [InlineData(99_999_999)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(11)]
    public void A_header_longer_than_the_file_is_refused_without_memory_for_it(long length)
    {
        byte[] file = new byte[18];
        BinaryPrimitives.WriteInt64LittleEndian(file, length);

        AssertRefused(file, $"announces a header of {(ulong)length} bytes, but holds 10 after the length");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_file_without_room_for_the_length_of_its_header_is_refused(int length) =>
        AssertRefused(new byte[length], $"has {length} bytes, but a safetensors file begins with 8 bytes");

    [Fact]
    public void A_file_that_was_cut_off_is_refused()
    {
        byte[] whole = File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", DataLength);

        AssertRefused(whole[..^1], "does not fit together with the 7 bytes of data");
    }

    [Fact]
    public void A_pointer_of_git_lfs_is_told_from_a_damaged_file() =>
        AssertRefused("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"u8.ToArray(), "is a git-lfs pointer, not the file itself");

    [Fact]
    public void A_name_that_is_no_text_is_refused() =>
        AssertRefused(File(Encoding.Latin1.GetBytes("{\"\u00ff\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"), DataLength), "is not the JSON of a safetensors file");

    private static void AssertRefused(byte[] file, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("weights", file);
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        long before = GC.GetAllocatedBytesForCurrentThread();

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    private static byte[] File(string header, int dataLength) => File(Encoding.UTF8.GetBytes(header), dataLength);

    private static byte[] File(byte[] header, int dataLength)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. new byte[dataLength]];
    }
}
