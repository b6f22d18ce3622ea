using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Lines as rows: which lines count, how they fall into fields, and what becomes of those.</summary>
public sealed class TextLoaderTests : IDisposable
{
    private readonly MLContext _context = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("text-loader-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string text, string name = "data.txt", bool byteOrderMark = false)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text, new UTF8Encoding(byteOrderMark));
        return path;
    }

    private IDataView Load(string text, TextLoader.Options options) => _context.Data.LoadFromTextFile(Write(text), options);

    private List<string> FirstTexts(string text, TextLoader.Options? options = null)
    {
        options ??= new TextLoader.Options();
        options.Columns = [new TextLoader.Column("A", DataKind.String, 0)];
        return Load(text, options).Texts("A");
    }

    private static TextLoader.Options Two(params char[] separators) => new()
    {
        Separators = separators.Length == 0 ? ['\t'] : separators,
        Columns = [new("A", DataKind.String, 0), new("B", DataKind.String, 1)],
    };

    [Fact]
    public void Members_are_loaded_from_the_fields_that_their_attributes_name()
    {
        Pair[] rows = _context.Data.CreateEnumerable<Pair>(
            _context.Data.LoadFromTextFile<Pair>(Write("标题\t1.5\t广告语\n甲\t-2\t乙\n")), reuseRowObject: false).ToArray();

        Assert.Equal(["标题", "甲"], rows.Select(row => row.Title));
        Assert.Equal(["广告语", "乙"], rows.Select(row => row.Slogan));
        Assert.Equal([1.5f, -2f], rows.Select(row => row.Score));
    }

    [Fact]
    public void Member_without_an_attribute_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => _context.Data.LoadFromTextFile<Numbered>(Write("a\tb\n")));
    }

    [Theory]
    [InlineData("a\nb\n")]
    [InlineData("a\r\nb")]
    [InlineData("\n\na\n\nb\n\n")]
    [InlineData("// remark\na\n// remark\nb\n")]
    [InlineData("# remark\n// remark\n\na\nb\n")]
    public void Empty_lines_and_remarks_are_no_rows(string text)
    {
        Assert.Equal(["a", "b"], FirstTexts(text));
    }

    [Fact]
    public void Number_sign_begins_a_remark_only_at_the_top_of_a_file()
    {
        Assert.Equal(["a", "#b"], FirstTexts("#x\na\n#b\n"));
    }

    [Fact]
    public void Header_is_the_first_line_that_is_no_remark()
    {
        Assert.Equal(["a"], FirstTexts("// remark\nTitle\na\n", new() { HasHeader = true }));
    }

    [Fact]
    public void Byte_order_mark_is_not_text()
    {
        IDataView view = _context.Data.LoadFromTextFile(Write("一\t二\n", byteOrderMark: true), Two());

        Assert.Equal(["一"], view.Texts("A"));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('|')]
    [InlineData(' ')]
    [InlineData('\t')]
    [InlineData('!')]
    [InlineData('，')]
    public void Any_of_many_characters_separates(char separator)
    {
        IDataView view = Load($"x{separator}y\n", Two(separator));

        Assert.Equal(["x"], view.Texts("A"));
        Assert.Equal(["y"], view.Texts("B"));
    }

    [Fact]
    public void Several_separators_may_be_mixed()
    {
        Assert.Equal(["y", "v"], Load("x,y\nu;v\n", Two(',', ';')).Texts("B"));
    }

    [Theory]
    [InlineData('"')]
    [InlineData('0')]
    public void Quote_or_digit_cannot_separate(char separator)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Load("a\n", Two(separator)));
    }

    [Fact]
    public void Spaces_before_a_field_do_not_belong_to_it_and_those_behind_do()
    {
        Assert.Equal(["a "], FirstTexts("  a \tb\n"));
    }

    [Fact]
    public void White_space_at_the_end_of_a_line_is_dropped_if_wanted()
    {
        TextLoader.Options options = Two();
        options.TrimWhitespace = true;

        Assert.Equal(["b"], Load("a\tb  \n", options).Texts("B"));
    }

    [Theory]
    [InlineData("\"x,y\",z", "x,y")]
    [InlineData("\"say \"\"a\"\"\",z", "say \"a\"")]
    [InlineData("\"\",z", "")]
    [InlineData("  \"x\"  ,z", "x")]
    [InlineData("a\"b,z", "a\"b")]
    public void Quoted_field_may_contain_separators_and_doubled_quotes(string line, string field)
    {
        TextLoader.Options options = Two(',');
        options.AllowQuoting = true;
        IDataView view = Load(line + "\n", options);

        Assert.Equal([field], view.Texts("A"));
        Assert.Equal(["z"], view.Texts("B"));
    }

    [Fact]
    public void Quotes_are_text_where_quoting_is_not_allowed()
    {
        Assert.Equal(["\"a\""], FirstTexts("\"a\"\tb\n"));
    }

    [Fact]
    public void Escape_character_may_be_another()
    {
        TextLoader.Options options = Two(',');
        options.AllowQuoting = true;
        options.EscapeChar = '\\';

        Assert.Equal(["x\"y"], Load("\"x\\\"y\",z\n", options).Texts("A"));
    }

    [Fact]
    public void Quoted_field_may_go_on_in_the_next_line_if_wanted()
    {
        TextLoader.Options options = Two(',');
        options.AllowQuoting = true;
        options.ReadMultilines = true;

        Assert.Equal(["1\n2", "c"], Load("\"1\n2\",b\nc,d\n", options).Texts("A"));
    }

    [Fact]
    public void Fields_that_are_missing_are_empty_or_zero()
    {
        IDataView view = Load("a\n", new()
        {
            Columns =
            [
                new("Text", DataKind.String, 1),
                new("Int", DataKind.Int32, 2),
                new("Real", DataKind.Single, 3),
                new("Flag", DataKind.Boolean, 4),
            ],
        });

        Assert.Equal([""], view.Texts("Text"));
        Assert.Equal([0], view.Values<int>("Int"));
        Assert.Equal([0f], view.Values<float>("Real"));
        Assert.Equal([false], view.Values<bool>("Flag"));
    }

    [Fact]
    public void Reals_that_are_missing_are_not_a_number_if_wanted()
    {
        IDataView view = Load("\t1\n", new()
        {
            MissingRealsAsNaNs = true,
            Columns = [new("Empty", DataKind.Single, 0), new("There", DataKind.Single, 1), new("Absent", DataKind.Double, 2)],
        });

        Assert.Equal([float.NaN], view.Values<float>("Empty"));
        Assert.Equal([1f], view.Values<float>("There"));
        Assert.Equal([double.NaN], view.Values<double>("Absent"));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("-0.25", -0.25)]
    [InlineData("1e3", 1000)]
    [InlineData("?", double.NaN)]
    [InlineData("NaN", double.NaN)]
    [InlineData("none", double.NaN)]
    public void Reals_are_parsed_and_what_is_none_is_not_a_number(string field, double value)
    {
        Assert.Equal([value], Load(field + "\n", new() { Columns = [new("A", DataKind.Double, 0)] }).Values<double>("A"));
    }

    [Fact]
    public void Comma_may_be_the_decimal_marker()
    {
        TextLoader.Options options = new() { DecimalMarker = ',', Separators = [';'], Columns = [new("A", DataKind.Single, 0)] };

        Assert.Equal([2.5f], Load("2,5;x\n", options).Values<float>("A"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("YES", true)]
    [InlineData("1", true)]
    [InlineData("+", true)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    public void Flags_are_read_from_words_and_signs(string field, bool value)
    {
        Assert.Equal([value], Load(field + "\n", new() { Columns = [new("A", DataKind.Boolean, 0)] }).Values<bool>("A"));
    }

    [Theory]
    [InlineData(DataKind.Int32, "12x")]
    [InlineData(DataKind.Int32, "3000000000")]
    [InlineData(DataKind.Byte, "256")]
    [InlineData(DataKind.Boolean, "maybe")]
    public void Value_without_a_missing_form_that_cannot_be_read_is_an_error_that_names_it(DataKind kind, string field)
    {
        IDataView view = Load($"1\n{field}\n", new() { Columns = [new("Count", kind, 0)] });
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        var e = Assert.Throws<FormatException>(() =>
        {
            while (cursor.MoveNext())
            {
            }
        });
        Assert.Contains($"Could not parse value {field} in line 2, column Count", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 1u)]
    [InlineData("4", 5u)]
    [InlineData("5", 0u)]
    [InlineData("", 0u)]
    public void Keys_are_written_from_zero(string field, uint key)
    {
        TextLoader.Column column = new("A", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(5));

        Assert.Equal([key], Load($"{field}\tx\n", new() { Columns = [column] }).Values<uint>("A"));
    }

    [Fact]
    public void Range_of_fields_is_a_vector_of_known_size()
    {
        IDataView view = Load("x\t1\t2\t3\n", new() { Columns = [new("A", DataKind.Int32, 1, 3)] });

        Assert.Equal("Vector<Int32, 3>", view.Schema["A"].Type.ToString());
        Assert.Equal([1, 2, 3], view.Values<VBuffer<int>>("A").Single().DenseValues());
    }

    [Fact]
    public void Range_without_an_end_takes_its_size_from_the_data()
    {
        IDataView view = Load("x\t1\t2\n", new() { Columns = [new("A", DataKind.Int32, [new TextLoader.Range(1, null)])] });

        Assert.Equal("Vector<Int32, 2>", view.Schema["A"].Type.ToString());
    }

    [Fact]
    public void Variable_range_is_as_long_as_each_line()
    {
        TextLoader.Column column = new("A", DataKind.String, [new TextLoader.Range { Min = 1, VariableEnd = true }]);
        IDataView view = Load("x\ta\tb\ny\nz\tc\n", new() { Columns = [column] });

        Assert.Equal("Vector<String>", view.Schema["A"].Type.ToString());
        Assert.Equal([2, 0, 1], view.Values<VBuffer<ReadOnlyMemory<char>>>("A").Select(value => value.Length));
    }

    [Fact]
    public void Rest_of_the_fields_can_be_had()
    {
        IDataView view = Load("1\t2\t3\t4\n", new()
        {
            Columns =
            [
                new("Two", DataKind.Int32, 1),
                new("Rest", DataKind.Int32, [new TextLoader.Range { Min = 0, Max = 3, AllOther = true }]),
            ],
        });

        Assert.Equal([1, 3, 4], view.Values<VBuffer<int>>("Rest").Single().DenseValues());
    }

    [Fact]
    public void Sparse_fields_are_given_by_index_behind_their_number()
    {
        TextLoader.Column column = new("A", DataKind.Single, [new TextLoader.Range { Min = 1, VariableEnd = true }]);
        IDataView view = Load("1\t4\t0:2\t3:5\n", new() { AllowSparse = true, Columns = [column] });

        Assert.Equal([2, 0, 0, 5], view.Values<VBuffer<float>>("A").Single().DenseValues());
    }

    [Fact]
    public void Header_names_the_items_of_a_vector()
    {
        TextLoader.Options options = new() { HasHeader = true, Columns = [new("Sizes", DataKind.Single, 1, 2)] };
        IDataView view = Load("Name\tHeight\tWeight\nx\t1\t2\n", options);
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Sizes"].Annotations.GetValue("SlotNames", ref names);

        Assert.Equal(["Height", "Weight"], names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Several_files_are_one_view_and_each_has_its_header()
    {
        string first = Write("Title\na\nb\n", "1.txt");
        string second = Write("Title\nc\n", "2.txt");
        TextLoader loader = _context.Data.CreateTextLoader([new TextLoader.Column("A", DataKind.String, 0)], hasHeader: true);

        IDataView view = loader.Load(new MultiFileSource(first, second));

        Assert.Equal(["a", "b", "c"], view.Texts("A"));
        Assert.Equal([0UL, 1UL, 2UL], view.RowsOfOne<ReadOnlyMemory<char>>("A").Select(row => row.Id.Low));
    }

    [Fact]
    public void Number_of_rows_can_be_limited()
    {
        Assert.Equal(["a", "b"], FirstTexts("a\nb\nc\n", new() { MaxRows = 2 }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Cursors_of_a_set_share_the_rows_and_number_them_as_one_would(int cursors)
    {
        IDataView view = Load(string.Join('\n', Enumerable.Range(0, 1000)), new() { Columns = [new("A", DataKind.Int32, 0)] });

        List<(DataViewRowId Id, int Value)> rows = view.RowsOfSet<int>("A", cursors);

        Assert.Equal(view.RowsOfOne<int>("A"), rows.OrderBy(row => row.Value));
        Assert.Equal(1000, rows.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public void Cursors_of_a_set_may_run_at_the_same_time()
    {
        IDataView view = Load(string.Join('\n', Enumerable.Range(0, 1000)), new() { Columns = [new("A", DataKind.Int32, 0)] });

        Assert.Equal(view.RowsOfOne<int>("A"), view.RowsOfParallelSet<int>("A", 4).OrderBy(row => row.Value));
    }

    [Fact]
    public void Rows_are_neither_counted_nor_shuffled()
    {
        IDataView view = Load("a\tb\n", Two());

        Assert.Null(view.GetRowCount());
        Assert.False(view.CanShuffle);
    }

    [Fact]
    public void Missing_file_is_told_before_anything_is_read()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.LoadFromTextFile(Path.Combine(_folder, "none.txt"), Two()));

        Assert.Contains("none.txt", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_one_name_hide_each_other()
    {
        IDataView view = Load("a\tb\n", new() { Columns = [new("A", DataKind.String, 0), new("A", DataKind.String, 1)] });

        Assert.Equal(["b"], view.Texts("A"));
        Assert.Equal([true, false], view.Schema.Select(column => column.IsHidden));
    }

    public class Pair
    {
        [LoadColumn(0)]
        public string? Title { get; set; }

        [LoadColumn(2)]
        public string? Slogan { get; set; }

        [LoadColumn(1)]
        public float Score { get; set; }
    }
}
