using MlNetSeq2Seq.Corpora;

namespace MlNetSeq2Seq.Tests.Corpora;

public sealed class PlainTextDocumentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_blank_line_ends_a_document() => Assert.Equal(
        ["雨停了。\n街上亮起灯。\n", "卖花的老人慢慢走。\n"],
        Read(new PlainTextOptions { Inputs = [_folder.Write("a.txt", "雨停了。\r\n街上亮起灯。\n  \t\n\n短\n\n卖花的老人慢慢走。")], MinimumLength = 9 }));

    [Fact]
    public void Any_line_may_be_the_separator() => Assert.Equal(
        ["a\n\nb\n", "c\n"],
        Read(new PlainTextOptions { Inputs = [_folder.Write("a.txt", "a\n\nb\n ---\nc\n---\n")], Separator = "---", MinimumLength = 0 }));

    [Fact]
    public void Documents_end_with_their_files()
    {
        Directory.CreateDirectory(_folder.Path("in"));
        _folder.Write("in/a.txt", "a");
        _folder.Write("in/b.txt", "b\n\nc");
        _folder.Write("in/c.jsonl", "{}");
        Assert.Equal(["a\n", "b\n", "c\n"], Read(new PlainTextOptions { Inputs = [_folder.Path("in")], MinimumLength = 0 }));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(3, 1)]
    public void Short_documents_are_left_out(int minimum, int documents) =>
        Assert.Equal(documents, Read(new PlainTextOptions { Inputs = [_folder.Write("a.txt", "𠮷𠮷𠮷\n")], MinimumLength = minimum }).Length);

    [Fact]
    public void Lines_that_cannot_be_read_are_told_or_end_the_work()
    {
        PlainTextOptions options = new() { Inputs = [_folder.Write("a.txt", [.. "a\n"u8, 0xFF, (byte)'\n', .. "xxxxxxxxx\nb\n"u8])], MinimumLength = 0, MaximumLineBytes = 8 };
        List<CorpusProblem> problems = [];
        Assert.Equal(["a\nb\n"], new PlainTextDocuments(options with { SkipBadLines = true }).Read(new Told<CorpusProblem>(problems.Add)));
        Assert.Equal([2L, 3L], problems.Select(problem => problem.Line));
        Assert.Contains("Line 2 of", Assert.Throws<InvalidDataException>(() => Read(options)).Message, StringComparison.Ordinal);
    }

    private static string[] Read(PlainTextOptions options) => [.. new PlainTextDocuments(options).Read()];
}
