using System.Text;
using MlNetSeq2Seq.Corpora;

namespace MlNetSeq2Seq.Tests.Corpora;

public sealed class CorpusReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_a_document_a_line_and_skips_blank_ones() =>
        Assert.Equal(["雨停了。", "街上 亮起灯", "x"], Read(_folder.Write("a.txt", "雨停了。\n\n \t\n街上 亮起灯\r\nx")));

    [Fact]
    public void A_mark_of_the_encoding_is_no_text() =>
        Assert.Equal(["雨", "灯"], Read(_folder.Write("a.txt", [.. Encoding.UTF8.Preamble, .. "雨\n灯\n"u8])));

    [Fact]
    public void Reads_the_text_of_json_objects() => Assert.Equal(
        ["雨\n停", "灯"],
        Read(_folder.Write("a.jsonl", "{\"id\": 3, \"meta\": {\"text\": \"no\"}, \"text\": \"雨\\n停\"}\n{\"text\":\"灯\",\"more\":[1,{}]}\n")));

    [Fact]
    public void Takes_the_files_of_a_folder_in_order()
    {
        Directory.CreateDirectory(_folder.Path("in/sub"));
        _folder.Write("in/b.txt", "b");
        _folder.Write("in/a.jsonl", "{\"text\": \"a\"}");
        _folder.Write("in/sub/c.txt", "c\n");
        _folder.Write("in/picture.png", "no text");
        Assert.Equal(["a", "b", "c"], Read(_folder.Path("in")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public void Every_line_begins_in_exactly_one_part(int parts)
    {
        KeyedRandom random = new(7);
        string[] paths =
        [
            _folder.Write("a.txt", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Lines(random, 9))]),
            _folder.Write("b.txt", ""),
            _folder.Write("c.txt", Lines(random, 30).TrimEnd('\n')), // its end is a line's end, too
            _folder.Write("d.txt", "\n\n" + Lines(random, 5)),
        ];
        CorpusFiles files = new(paths, 1 << 20);
        string[] all = Text(files, 0, files.Length);

        Assert.Equal(paths.SelectMany(File.ReadAllLines).Where(line => line.Length > 0), all);
        Assert.Equal(all, Enumerable.Range(0, parts).SelectMany(i => Text(files, files.Length * i / parts, files.Length * (i + 1) / parts)));
    }

    [Fact]
    public void Reads_lines_that_are_longer_than_a_block()
    {
        string longLine = new('雨', 300_000);
        CorpusFiles files = new([_folder.Write("a.txt", $"灯\n{longLine}\n茶\n")], 1 << 24);
        Assert.Equal(["灯", longLine, "茶"], Text(files, 0, files.Length));
        Assert.Equal(["茶"], Text(files, files.Length / 2, files.Length));
    }

    [Fact]
    public void A_line_that_cannot_be_read_ends_the_work_with_file_and_number()
    {
        string path = _folder.Write("a.txt", [.. "雨\n\n灯"u8, 0xFF, (byte)'\n', .. "茶\n"u8]);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => Read(path));
        Assert.Equal($"Line 3 of '{path}' is not UTF-8: byte 3 is 0xFF.", e.Message);
    }

    [Fact]
    public void Lines_that_cannot_be_read_are_told_and_skipped_where_that_is_wanted()
    {
        string path = _folder.Write("a.txt", [.. "雨\n"u8, 0xE9, (byte)'\n', .. "很长很长的一行\n茶\n"u8]);
        List<CorpusProblem> problems = [];
        CorpusReader reader = new(new CorpusOptions { Inputs = [path], SkipBadLines = true, MaximumLineBytes = 10 });
        Assert.Equal(["雨", "茶"], reader.Read(new Told<CorpusProblem>(problems.Add)));
        Assert.Equal([new CorpusProblem(path, 2, "is not UTF-8: byte 0 is 0xE9."), new CorpusProblem(path, 3, "has more than 10 bytes.")], problems);
    }

    [Fact]
    public void A_line_without_end_is_skipped_without_being_held()
    {
        string path = _folder.Write("a.txt", "雨\n" + new string('x', 3_000_000) + "\n茶\n");
        List<CorpusProblem> problems = [];
        CorpusReader reader = new(new CorpusOptions { Inputs = [path], SkipBadLines = true, MaximumLineBytes = 100_000 });
        Assert.Equal(["雨", "茶"], reader.Read(new Told<CorpusProblem>(problems.Add)));
        Assert.Equal([new CorpusProblem(path, 2, "has more than 100000 bytes.")], problems);
    }

    [Fact]
    public void Numbers_of_lines_are_those_of_the_file_in_every_part()
    {
        string path = _folder.Write("a.txt", [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("雨停了\n", 50))), 0xFF, (byte)'\n', .. "茶\n"u8]);
        CorpusReader reader = new(new CorpusOptions { Inputs = [path], SkipBadLines = true });
        List<CorpusProblem> problems = [];
        foreach (CorpusBlock block in reader.Corpus.Read(reader.Length / 2, reader.Length))
        {
            reader.Parse(block, _ => { }, problems.Add);
        }

        Assert.Equal(51, Assert.Single(problems).Line);
    }

    [Theory]
    [InlineData("[1]", "is no JSON object with a text 'text'.")]
    [InlineData("{\"text\": 3}", "has no text 'text'.")]
    [InlineData("{\"Text\": \"x\"}", "has no text 'text'.")]
    [InlineData("{\"text\": \"x\"} {}", "is no JSON object with a text 'text': ")]
    [InlineData("{\"text\": \"x\"", "is no JSON object with a text 'text': ")]
    [InlineData("{\"text\": \"\\ud800\"}", "is no JSON object with a text 'text': ")]
    [InlineData("text", "is no JSON object with a text 'text': ")]
    public void Says_what_is_wrong_with_a_line_of_json(string line, string reason)
    {
        string path = _folder.Write("a.jsonl", "{\"text\": \"x\"}\n" + line + "\n");
        Assert.StartsWith($"Line 2 of '{path}' {reason}", Assert.Throws<InvalidDataException>(() => Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_file_is_missing()
    {
        Assert.Contains("no file or folder", Assert.Throws<FileNotFoundException>(() => Read(_folder.Path("none.txt"))).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.Path("empty"));
        Assert.Contains("There is no .txt", Assert.Throws<FileNotFoundException>(() => Read(_folder.Path("empty"))).Message, StringComparison.Ordinal);
    }

    private static string[] Read(string path) => [.. new CorpusReader(new CorpusOptions { Inputs = [path] }).Read()];

    private static string Lines(KeyedRandom random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => new string('雨', random.Next(8)) + $"{i}\n"));

    private static string[] Text(CorpusFiles files, long from, long to)
    {
        List<string> lines = [];
        foreach (CorpusBlock block in files.Read(from, to))
        {
            lines.AddRange(Encoding.UTF8.GetString(block.Bytes).Split('\n'));
            block.Dispose();
        }

        return [.. lines.Where(line => line.Length > 0)];
    }
}
