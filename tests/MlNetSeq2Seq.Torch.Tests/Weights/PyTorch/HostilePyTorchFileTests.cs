using MlNetSeq2Seq.Weights;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Weights.PyTorch;

/// <summary>Damaged and hostile files of PyTorch's format: each is refused in one sentence, before memory is taken for what it does not hold.</summary>
public sealed class HostilePyTorchFileTests : IDisposable
{
    private static readonly byte[] s_values = new byte[16];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_honest_file_that_the_others_are_made_of_is_read()
    {
        using IWeightsFile file = WeightsFile.Open(_folder.Write("a", Honest().ToArray()));

        Assert.Equal([2, 2], Assert.Single(file.Tensors).Shape);
    }

    [Fact]
    public void A_zip64_directory_is_read()
    {
        using IWeightsFile file = WeightsFile.Open(_folder.Write("a", Honest().ToArray(zip64: true)));

        Assert.Equal([2, 2], Assert.Single(file.Tensors).Shape);
    }

    [Theory]
    [InlineData(new long[] { 2, 2 }, new long[] { 2, 1 }, 1, 4, "from element 1 on, which storage '0' of 4 elements does not hold")]
    [InlineData(new long[] { 5 }, new long[] { 1 }, 0, 4, "shape [5] with strides [1] from element 0 on, which storage '0' of 4 elements does not hold")]
    [InlineData(new long[] { 2 }, new long[] { 4 }, 0, 4, "shape [2] with strides [4]")]
    [InlineData(new long[] { 1000000000000 }, new long[] { 0 }, 0, 4, "shape [1000000000000] with strides [0]")]
    [InlineData(new long[] { 4611686018427387904, 4 }, new long[] { 0, 0 }, 0, 4, "does not hold")]
    [InlineData(new long[] { 2, 2 }, new long[] { long.MaxValue, long.MaxValue }, 0, 4, "does not hold")]
    [InlineData(new long[] { 4 }, new long[] { 1 }, long.MaxValue, 4, "does not hold")]
    [InlineData(new long[] { -4 }, new long[] { 1 }, 0, 4, "are not numbers from 0 on")]
    [InlineData(new long[] { 4 }, new long[] { -1 }, 3, 4, "are not numbers from 0 on")]
    [InlineData(new long[] { 4 }, new long[] { 1 }, -1, 4, "are not numbers from 0 on")]
    [InlineData(new long[] { 4 }, new long[] { }, 0, 4, "are not numbers from 0 on")]
    [InlineData(new long[] { 4 }, new long[] { 1 }, 0, 5, "lies in 5 elements of Float32, but its entry 'data/0' has 16 bytes")]
    [InlineData(new long[] { 4 }, new long[] { 1 }, 0, long.MaxValue, "but its entry 'data/0' has 16 bytes")]
    [InlineData(new long[] { 4 }, new long[] { 1 }, 0, -1, "a persistent id that describes no storage")]
    public void A_tensor_that_does_not_lie_in_its_storage_is_refused(long[] size, long[] strides, long offset, long count, string message) =>
        AssertRefused(File(PickleBytes.OfTensor("0", count, offset, size, strides)), message);

    [Fact]
    public void More_dimensions_than_a_tensor_can_have_are_refused()
    {
        long[] ones = [.. Enumerable.Repeat(1L, 65)];

        AssertRefused(File(PickleBytes.OfTensor("0", 4, 0, ones, ones)), "a pair per dimension");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("../../data.pkl")]
    public void A_storage_that_is_not_in_the_zip_is_named(string key) =>
        AssertRefused(File(PickleBytes.OfTensor(key, 4, 0, [4], [1])), $"lacks the entry 'data/{key}' with values of a tensor");

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch", "load")]
    [InlineData("torch", "ComplexFloatStorage")]
    [InlineData("collections", "OrderedDict\u0000")]
    [InlineData("torch.FloatStorage", "__class__")]
    public void Any_other_name_is_refused(string module, string name) =>
        AssertRefused(File(new PickleBytes().Global(module, name).End()), $"asks for '{module}.{name}'; only tensors and dictionaries of them are read");

    [Fact]
    public void Long_names_do_not_make_long_messages() =>
        Assert.InRange(AssertRefused(File(new PickleBytes().Global(new string('x', 100_000), "y").End()), "asks for 'xxx").Length, 0, 1000);

    // Protocols above 2, and instructions of any protocol that make objects, run code or jump.
    [Theory]
    [InlineData(new byte[] { (byte)'i' }, "0x69")]
    [InlineData(new byte[] { (byte)'o' }, "0x6f")]
    [InlineData(new byte[] { 0x81 }, "0x81")]
    [InlineData(new byte[] { 0x82, 1 }, "0x82")]
    [InlineData(new byte[] { 0x8b, 255, 255, 255, 127 }, "0x8b")]
    [InlineData(new byte[] { 0x93 }, "0x93")]
    [InlineData(new byte[] { 0x95, 0, 0, 0, 0, 0, 0, 0, 127 }, "0x95")]
    [InlineData(new byte[] { (byte)'P' }, "0x50")]
    [InlineData(new byte[] { 0xff }, "0xff")]
    public void An_unknown_instruction_is_refused_by_its_code(byte[] instruction, string code) =>
        AssertRefused(File(new PickleBytes().Raw(instruction).End()), $"holds the instruction {code} at byte 2, which the pickle of a state dict does not need");

    [Theory]
    [InlineData(new byte[] { 0x80, 4 }, "is of protocol 4, but PyTorch writes 2")]
    [InlineData(new byte[] { (byte)'R' }, "uses a value that is not there")]
    [InlineData(new byte[] { (byte)'}', (byte)'(', (byte)'s' }, "uses a value that is not there")]
    [InlineData(new byte[] { (byte)'t' }, "uses a mark that is not there")]
    [InlineData(new byte[] { (byte)'h', 3 }, "recalls a value 3 that it did not keep")]
    [InlineData(new byte[] { (byte)'q', 3 }, "uses a value that is not there")]
    [InlineData(new byte[] { (byte)'N', (byte)'N', (byte)'a' }, "appends to what is no list")]
    [InlineData(new byte[] { (byte)'N', (byte)'N', (byte)'N', (byte)'s' }, "sets items of what is no dictionary")]
    [InlineData(new byte[] { (byte)'}', (byte)'(', (byte)'N', (byte)'u' }, "sets items of what is no dictionary")]
    [InlineData(new byte[] { (byte)'N', (byte)'N', (byte)'b' }, "sets the attributes of what is no dictionary")]
    [InlineData(new byte[] { (byte)'N', (byte)')', (byte)'R' }, "calls what cannot be called")]
    [InlineData(new byte[] { (byte)'X', 255, 255, 255, 255 }, "in the middle")]
    [InlineData(new byte[] { 0x8a, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "holds a number of 9 bytes; 8 is the limit")]
    [InlineData(new byte[] { (byte)'c', (byte)'o', (byte)'s' }, "in the middle")]
    [InlineData(new byte[] { (byte)'N', (byte)'N' }, "in the middle")]
    [InlineData(new byte[] { (byte)'N', (byte)'.' }, "in the middle")]
    [InlineData(new byte[] { (byte)'N', (byte)'Q' }, "has a persistent id that describes no storage")]
    [InlineData(new byte[] { (byte)'N' }, "holds no state dict: neither a dictionary of names and tensors nor one with such a dictionary as state_dict, model_state_dict, model")]
    [InlineData(new byte[] { (byte)'}' }, "holds no state dict")]
    public void A_pickle_that_does_not_hold_together_is_refused(byte[] instructions, string message) =>
        AssertRefused(File(new PickleBytes().Raw(instructions).End()), message);

    [Fact]
    public void A_pickle_without_an_end_is_refused() => AssertRefused(File(new PickleBytes().Raw((byte)'}').End()[..^1]), "ends after 3 bytes in the middle");

    [Fact]
    public void A_call_with_other_arguments_than_PyTorch_s_is_refused() => AssertRefused(
        File(new PickleBytes().Global("collections", "OrderedDict").Raw((byte)'N', 0x85, (byte)'R').End()),
        "calls 'collections.OrderedDict' with arguments that PyTorch does not write");

    [Fact]
    public void One_name_twice_is_refused() => AssertRefused(
        File(new PickleBytes().Raw((byte)'}')
            .Text("a").Tensor("0", 4, 0, [4], [1]).Raw((byte)'s')
            .Text("a").Tensor("0", 4, 0, [4], [1]).Raw((byte)'s').End()),
        "names 'a' twice");

    [Theory]
    [InlineData((byte)']', 20_001, (byte)'a', 20_000)]
    [InlineData((byte)'}', 10_001, (byte)'s', 5_000)]
    public void A_pickle_that_nests_without_end_is_refused(byte begin, int begins, byte put, int puts) => AssertRefused(
        File(new PickleBytes().Raw([.. Enumerable.Repeat(begin, begins), .. Enumerable.Repeat(put, puts)]).End()), "holds no state dict");

    [Fact]
    public void A_pickle_of_wrapped_tuples_is_refused() =>
        AssertRefused(File(new PickleBytes().Raw([(byte)'N', .. Enumerable.Repeat((byte)0x85, 20_000)]).End()), "holds no state dict");

    [Fact]
    public void A_pickle_longer_than_any_state_dict_s_is_refused_unread() =>
        AssertRefused(File(new byte[(1 << 23) + 1]), "has 8388609 bytes; 8388608 is the limit");

    [Fact]
    public void A_compressed_entry_is_refused_whatever_size_it_promises() => AssertRefused(
        Honest().Add("archive/data/1", s_values, method: 8, size: 4_000_000_000).ToArray(), "its entry 'archive/data/1' is compressed or encrypted");

    [Fact]
    public void An_encrypted_entry_is_refused() =>
        AssertRefused(Honest().Add("archive/data/1", s_values, flags: 1).ToArray(), "its entry 'archive/data/1' is compressed or encrypted");

    [Fact]
    public void An_entry_longer_than_the_file_is_refused() => AssertRefused(
        Honest().Add("archive/data/1", s_values, size: 4_000_000_000, stored: 4_000_000_000).ToArray(),
        "its entry 'archive/data/1' of 4000000000 bytes does not end before the directory");

    [Fact]
    public void An_entry_beyond_the_file_is_refused() => AssertRefused(
        Honest().Add("archive/data/1", s_values, place: 4_000_000_000).ToArray(), "its entry 'archive/data/1' is not where the directory says");

    [Fact]
    public void An_entry_in_the_place_of_another_is_refused() => AssertRefused(
        Honest().Add("archive/data/1", s_values, place: 0).ToArray(), "its entry 'archive/data/1' is not where the directory says");

    [Fact]
    public void Entries_that_overlap_are_refused()
    {
        // The content of one entry is another entry, header and all.
        byte[] inner = new ZipBytes().Add("archive/data/2", s_values, hidden: true).ToArray()[..^22];
        byte[] outer = Honest().Add("archive/data/1", inner).ToArray();
        uint place = (uint)outer.AsSpan().IndexOf(inner);

        AssertRefused(
            Honest().Add("archive/data/1", inner).Add("archive/data/2", s_values, place: place).ToArray(),
            "its entries 'archive/data/1' and 'archive/data/2' overlap");
    }

    [Fact]
    public void One_entry_twice_is_refused() =>
        AssertRefused(Honest().Add("archive/data/0", s_values).ToArray(), "it has the entry 'archive/data/0' twice");

    [Fact]
    public void A_directory_that_is_not_in_the_file_is_refused() =>
        AssertRefused(Honest().ToArray(directoryStart: 4_000_000_000), "does not lie in its");

    [Fact]
    public void A_directory_longer_than_the_file_is_refused_without_memory_for_it() =>
        AssertRefused(Honest().ToArray(directoryLength: 4_000_000_000), "does not lie in its");

    [Fact]
    public void A_directory_with_other_than_the_announced_entries_is_refused() =>
        AssertRefused(Honest().ToArray(count: 5), "its directory holds 2 entries, but 5 are announced");

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100)]
    public void A_file_that_was_cut_off_is_refused(int bytes) => AssertRefused(Honest().ToArray()[..^bytes], "it does not end as a zip does, so it is cut off");

    [Fact]
    public void Another_zip_is_refused() => AssertRefused(
        new ZipBytes().Add("word/document.xml", s_values).ToArray(), "is a zip, but no weights file of PyTorch: 0 of its entries are a pickle named data.pkl in a folder");

    [Fact]
    public void Numbers_with_the_high_byte_first_are_refused() =>
        AssertRefused(Honest().Add("archive/byteorder", "big"u8.ToArray()).ToArray(), "holds numbers with the high byte first");

    public void Dispose() => _folder.Dispose();

    private static ZipBytes Honest() => new ZipBytes().Add("archive/data.pkl", PickleBytes.OfTensor("0", 4, 0, [2, 2], [2, 1])).Add("archive/data/0", s_values);

    private static byte[] File(byte[] pickle) => new ZipBytes().Add("archive/data.pkl", pickle).Add("archive/data/0", s_values).ToArray();

    private string AssertRefused(byte[] bytes, string message)
    {
        string path = _folder.Write("weights.bin", bytes);
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        long before = GC.GetAllocatedBytesForCurrentThread();

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => WeightsFile.Open(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
        return thrown.Message;
    }
}
