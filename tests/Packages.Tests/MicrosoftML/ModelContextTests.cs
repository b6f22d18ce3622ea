using System.Buffers.Binary;
using System.Text;
using Microsoft.ML;

namespace Packages.Tests.MicrosoftML;

/// <summary>A model stream: its bytes, so that files go to and fro between versions, and the checks when it is read.</summary>
public class ModelContextTests
{
    private const int HeaderSize = 256;

    private static VersionInfo Version(uint written = 3, uint readable = 2, uint oldest = 1, string signature = "TESTING ") =>
        new(signature, written, readable, oldest, "Some.Assembly", loaderSignature: "Loader", loaderSignatureAlt: "Other");

    private static byte[] Save(Action<ModelSaveContext> write, VersionInfo? version = null, int before = 0)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(new byte[before]);
        ModelSaveContext.Save(writer, context =>
        {
            context.CheckAtModel();
            context.SetVersionInfo(version ?? Version());
            write(context);
        });
        Assert.Equal(stream.Length, stream.Position);
        return stream.ToArray();
    }

    private static ModelLoadContext Load(byte[] bytes, int before = 0) =>
        new(new BinaryReader(new MemoryStream(bytes) { Position = before }));

    private static long Int64(byte[] bytes, int offset) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(offset));

    private static long[] Int64s(byte[] bytes, int offset, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Int64(bytes, offset + (sizeof(long) * i)))];

    private static string Text(byte[] bytes, int offset, int count) => Encoding.Latin1.GetString(bytes, offset, count).TrimEnd('\0');

    [Fact]
    public void Header_says_where_everything_lies()
    {
        byte[] bytes = Save(context =>
        {
            context.Writer.Write(42);
            context.SaveString("甲乙");
            context.SaveString("b");
        });

        const int model = 3 * sizeof(int);
        const int table = HeaderSize + model;
        const int characters = table + (2 * sizeof(long));
        const int assembly = characters + (3 * sizeof(char));
        int tail = assembly + ("Some.Assembly".Length * sizeof(char));
        Assert.Equal("ML\0MODEL", Text(bytes, 0, 8));
        Assert.Equal(0x0001000200010002, Int64(bytes, 0x08)); // format written, format needed to read
        Assert.Equal([HeaderSize, model, table, 2 * sizeof(long), characters, 3 * sizeof(char)], Int64s(bytes, 0x10, 6));
        Assert.Equal("TESTING", Text(bytes, 0x40, 8));
        Assert.Equal(0x0000000200000003, Int64(bytes, 0x48)); // the component's version written, and needed to read
        Assert.Equal("Loader", Text(bytes, 0x50, 24));
        Assert.Equal("Other", Text(bytes, 0x68, 24));
        Assert.Equal([tail, tail + 8, assembly, tail - assembly], Int64s(bytes, 0x80, 4));
        Assert.All(bytes[0xA0..HeaderSize], b => Assert.Equal(0, b));
    }

    [Fact]
    public void Strings_and_assembly_lie_behind_the_model()
    {
        byte[] bytes = Save(context => context.SaveString("甲乙"));

        byte[] expected =
        [
            0, 0, 0, 0, // the model block: the number of the string
            4, 0, 0, 0, 0, 0, 0, 0, // the end of string 0
            .. Encoding.Unicode.GetBytes("甲乙Some.Assembly"),
            .. "LEDOM\0LM"u8,
        ];
        Assert.Equal(expected, bytes[HeaderSize..]);
    }

    [Fact]
    public void Model_without_strings_has_no_table()
    {
        byte[] bytes = Save(context => context.Writer.Write((byte)7));

        Assert.All(bytes[0x20..0x40], b => Assert.Equal(0, b));
        Assert.Null(Load(bytes).Strings);
        Assert.Equal(7, Load(bytes).Reader.ReadByte());
    }

    [Fact]
    public void Positions_count_from_the_header_wherever_that_lies()
    {
        byte[] bytes = Save(context => context.SaveString("a"), before: 10);

        Assert.Equal(HeaderSize, Int64(bytes, 10 + 0x10));
        ModelLoadContext context = Load(bytes, before: 10);
        context.CheckAtModel(Version());
        Assert.Equal("a", context.LoadString());
        context.Done();
        Assert.Equal(bytes.Length, context.Reader.BaseStream.Position);
    }

    [Fact]
    public void What_was_saved_is_loaded()
    {
        ModelLoadContext context = Load(Save(c =>
        {
            c.SaveString("甲");
            c.SaveStringOrNull(null);
            c.SaveString("");
            c.SaveNonEmptyString("\ud800");
            c.SaveString("甲".AsMemory());
            c.Writer.Write(1.5);
        }));

        context.CheckAtModel(Version());
        Assert.Equal("甲", context.LoadString());
        Assert.Null(context.LoadStringOrNull());
        Assert.Equal("", context.LoadStringOrNull());
        Assert.Equal("\ud800", context.LoadNonEmptyString()); // not valid Unicode, and still the same
        Assert.Equal("甲", context.LoadString());
        Assert.Equal(1.5, context.Reader.ReadDouble());
        Assert.Equal(["甲", "", "\ud800"], context.Strings);
        Assert.Equal("Some.Assembly", context.LoaderAssemblyName);
        context.Done();
    }

    [Fact]
    public void Version_that_was_written_is_in_the_header()
    {
        Assert.Equal(3u, Load(Save(_ => { })).Header.ModelVerWritten);
        Assert.Equal(2u, Load(Save(_ => { })).Header.ModelVerReadable);
    }

    [Theory]
    [InlineData(5, 4)] // written by a later version that this one cannot read
    [InlineData(1, 1)] // written by a version that is no longer read
    public void Version_that_cannot_be_read_is_refused(uint written, uint readable)
    {
        ModelLoadContext context = Load(Save(_ => { }, Version(written, readable)));

        var e = Assert.Throws<FormatException>(() => context.CheckAtModel(Version(written: 3, readable: 2, oldest: 2)));
        Assert.Contains("Loader", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Later_version_that_can_still_be_read_is_read()
    {
        Load(Save(_ => { }, Version(written: 5, readable: 3))).CheckAtModel(Version(written: 3));
    }

    [Fact]
    public void Model_of_another_kind_is_refused()
    {
        ModelLoadContext context = Load(Save(_ => { }, Version(signature: "OTHERONE")));

        Assert.Throws<FormatException>(() => context.CheckVersionInfo(Version()));
    }

    [Theory]
    [InlineData("SHORT")]
    [InlineData("TOOLONGER")]
    [InlineData("")]
    public void Model_signature_has_eight_characters(string signature)
    {
        Assert.Throws<InvalidOperationException>(() => Version(signature: signature));
    }

    [Fact]
    public void Signatures_are_latin()
    {
        Assert.Throws<InvalidOperationException>(() => Version(signature: "TESTING甲"));
        Assert.Throws<InvalidOperationException>(() => Save(_ => { }, new VersionInfo("TESTING ", 1, 1, 1, "A", loaderSignature: "甲")));
    }

    [Fact]
    public void Loader_signature_has_at_most_24_characters()
    {
        Save(_ => { }, new VersionInfo("TESTING ", 1, 1, 1, "A", loaderSignature: new string('x', 24)));

        Assert.Throws<InvalidOperationException>(
            () => Save(_ => { }, new VersionInfo("TESTING ", 1, 1, 1, "A", loaderSignature: new string('x', 25))));
    }

    [Fact]
    public void Model_without_a_version_is_not_completed()
    {
        using var writer = new BinaryWriter(new MemoryStream());

        Assert.Throws<InvalidOperationException>(() => ModelSaveContext.Save(writer, _ => { }));
    }

    [Fact]
    public void Component_must_read_all_that_it_wrote()
    {
        ModelLoadContext context = Load(Save(c => c.Writer.Write(1L)));
        context.Reader.ReadInt32();

        Assert.Throws<FormatException>(context.Done);
        Assert.Throws<InvalidOperationException>(context.CheckAtModel);
    }

    [Fact]
    public void String_number_outside_of_the_table_is_refused()
    {
        ModelLoadContext context = Load(Save(c =>
        {
            c.Writer.Write(1);
            c.Writer.Write(-1);
            c.SaveString("");
        }));

        Assert.Throws<FormatException>(context.LoadString);
        Assert.Throws<FormatException>(context.LoadString);
        Assert.Throws<FormatException>(context.LoadNonEmptyString);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)] // within the header
    [InlineData(HeaderSize + 2)] // within the model
    [InlineData(HeaderSize + 4 + 8 + 2)] // within the strings
    [InlineData(HeaderSize + 4 + 8 + 4 + 26 + 7)] // within the tail
    public void Stream_that_was_cut_is_refused(int length)
    {
        byte[] bytes = Save(c => c.SaveString("甲乙"));

        Assert.Throws<FormatException>(() => Load(bytes[..length]));
    }

    [Theory]
    [InlineData(0x00)] // the first bytes
    [InlineData(0x11)] // where the model lies
    [InlineData(0x18)] // its size
    [InlineData(0x1F)] // its size, now negative
    [InlineData(0x28)] // the size of the string table
    [InlineData(0x38)] // the size of the strings
    [InlineData(0x88)] // the end
    [InlineData(0x98)] // the size of the assembly's name
    [InlineData(HeaderSize + 4)] // the end of the string
    [InlineData(HeaderSize + 4 + 8 + 4 + 26)] // the tail
    public void Stream_with_a_wrong_byte_in_its_structure_is_refused(int offset)
    {
        byte[] bytes = Save(c => c.SaveString("甲乙"));
        bytes[offset] ^= 0x82;

        Assert.Throws<FormatException>(() => Load(bytes));
    }

    [Fact]
    public void Single_stream_has_no_room_for_more()
    {
        using var writer = new BinaryWriter(new MemoryStream());
        using var context = new ModelSaveContext(writer);

        Assert.False(context.InRepository);
        Assert.Throws<InvalidOperationException>(() => context.SaveBinaryStream("Weights", _ => { }));
        Assert.Throws<InvalidOperationException>(() => context.SaveTextStream("Notes", _ => { }));
        Assert.Throws<InvalidOperationException>(() => context.SaveSubModel("Part", _ => { }));
    }
}
