using System.Text;
using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>
/// The bytes of a checkpoint: the number of entries, then for each its name, element type, number of dimensions, dimensions
/// (numbers in LEB128) and elements (little-endian). Files written by any version must stay readable.
/// </summary>
public class CheckpointFormatTests
{
    [Fact]
    public void A_checkpoint_is_names_types_shapes_and_raw_elements()
    {
        using Linear linear = Linear(RampParameter(2, 3), RampParameter(2));
        using MemoryStream stream = new();

        linear.save(stream);

        using MemoryStream expected = new();
        expected.Write([2]);
        Entry(expected, "weight", 6, [2, 3]);
        expected.Write(Floats(-1, -0.625f, -0.25f, 0.125f, 0.5f, 0.875f));
        Entry(expected, "bias", 6, [2]);
        expected.Write(Floats(-1, -0.625f));
        Assert.Equal(expected.ToArray(), stream.ToArray());
    }

    [Fact]
    public void A_dimension_of_more_than_seven_bits_takes_two_bytes()
    {
        using Linear linear = Linear(300, 1, hasBias: false);
        using MemoryStream stream = new();

        linear.save(stream);

        byte[] header = [1, 6, .. Encoding.UTF8.GetBytes("weight"), 6, 2, 1, 0xac, 0x02];
        Assert.Equal(header, stream.ToArray()[..header.Length]);
        Assert.Equal(header.Length + 300 * 4, stream.ToArray().Length);
    }

    [Theory]
    [InlineData(ScalarType.Float64, 7, 8)]
    [InlineData(ScalarType.Float16, 5, 2)]
    [InlineData(ScalarType.BFloat16, 15, 2)]
    public void The_element_type_is_the_number_of_its_scalar_type(ScalarType type, byte number, int size)
    {
        using Linear linear = Linear(2, 1, hasBias: false).to(type);
        using MemoryStream stream = new();

        linear.save(stream);

        byte[] written = stream.ToArray();
        Assert.Equal(number, written[1 + 7]);
        Assert.Equal(1 + 7 + 1 + 3 + 2 * size, written.Length);
    }

    [Fact]
    public void What_was_saved_is_loaded()
    {
        using DisposeScope scope = NewDisposeScope();
        using Sequential source = Sequential(("a", Linear(3, 4)), ("n", LayerNorm(4)));
        using Sequential target = Sequential(("a", Linear(3, 4)), ("n", LayerNorm(4)));
        Dictionary<string, bool> loaded = [];

        target.load(Saved(source), loadedParameters: loaded);

        Assert.Equal(source.state_dict().Keys, loaded.Keys);
        Assert.All(loaded.Values, Assert.True);
        Assert.Equal(Values(source.forward(Ramp(2, 3))), Values(target.forward(Ramp(2, 3))));
    }

    [Fact]
    public void A_file_is_written_and_read()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using Linear source = Linear(2, 2);
            using Linear target = Linear(2, 2);
            Assert.Same(source, source.save(path));
            Assert.Same(target, target.load(path));
            Assert.Equal(Values(source.weight), Values(target.weight));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Skipped_entries_are_not_written()
    {
        using Linear linear = Linear(2, 2);
        using MemoryStream stream = new();

        linear.save(stream, skip: ["weight"]);

        Assert.Equal(1, stream.ToArray()[0]);
        Assert.Equal("bias", Encoding.UTF8.GetString(stream.ToArray()[2..6]));
    }

    [Fact]
    public void Skipped_entries_are_passed_over_when_loading()
    {
        using Linear source = Linear(2, 2);
        using Linear target = Linear(2, 2);
        float[] before = Values(target.weight);

        target.load(Saved(source), skip: ["weight"]);

        Assert.Equal(before, Values(target.weight));
        Assert.Equal(Values(source.bias!), Values(target.bias!));
    }

    [Fact]
    public void A_strict_load_refuses_another_number_of_entries()
    {
        using Linear source = Linear(2, 2);
        using Linear target = Linear(2, 2, hasBias: false);

        Assert.Throws<ArgumentException>(() => target.load(Saved(source)));
    }

    [Fact]
    public void A_strict_load_refuses_a_name_that_the_module_does_not_have()
    {
        using Sequential source = Sequential(("a", Linear(2, 2)));
        using Linear target = Linear(2, 2);

        Assert.Throws<ArgumentException>(() => target.load(Saved(source)));
    }

    [Fact]
    public void A_lenient_load_takes_what_it_finds_and_tells_what_it_found()
    {
        using Sequential source = Sequential(("a", Linear(2, 1)), ("b", Linear(1, 2)));
        using Sequential target = Sequential(("b", Linear(1, 2)));
        Dictionary<string, bool> loaded = [];

        target.load(Saved(source), strict: false, loadedParameters: loaded);

        Assert.Equal(Values(((Linear)source[1]).weight), Values(((Linear)target[0]).weight));
        Assert.False(loaded["a.weight"]);
        Assert.True(loaded["b.weight"]);
    }

    [Fact]
    public void Another_shape_is_refused()
    {
        using Linear source = Linear(2, 2);
        using Linear target = Linear(3, 2);

        Assert.Throws<ArgumentException>(() => target.load(Saved(source)));
    }

    [Fact]
    public void Another_element_type_is_refused()
    {
        using Linear source = Linear(2, 2);
        using Linear target = Linear(2, 2).to(ScalarType.Float64);

        Assert.Throws<ArgumentException>(() => target.load(Saved(source)));
    }

    [Fact]
    public void A_missing_file_is_not_found()
    {
        using Linear linear = Linear(1, 1);

        Assert.Throws<FileNotFoundException>(() => linear.load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Fact]
    public void A_file_that_ends_early_is_refused()
    {
        using Linear linear = Linear(2, 2);
        byte[] whole = Saved(linear).ToArray();

        Assert.Throws<EndOfStreamException>(() => linear.load(new MemoryStream(whole[..^3])));
    }

    private static MemoryStream Saved(Module module)
    {
        using MemoryStream stream = new();
        module.save(stream);
        return new MemoryStream(stream.ToArray());
    }

    private static void Entry(Stream stream, string name, byte type, byte[] shape)
    {
        stream.Write([(byte)name.Length, .. Encoding.UTF8.GetBytes(name), type, (byte)shape.Length, .. shape]);
    }

    private static byte[] Floats(params float[] values) => values.SelectMany(BitConverter.GetBytes).ToArray();
}
