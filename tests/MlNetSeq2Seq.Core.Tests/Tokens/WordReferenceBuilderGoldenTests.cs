using System.Text.Json;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

/// <summary>Against data/run_chinese_ref.py of HJHGJGHHG/GAU-PyTorch and the references that lie beside it.</summary>
public sealed class WordReferenceBuilderGoldenTests
{
    private const string Folder = "data/wwm_ref/";

    private static readonly Lazy<WordReferenceBuilder> LazyBuilder = new(() => new WordReferenceBuilder(
        new JiebaWordSegmenter(), new BertTextTokenizer(Vocabulary.ReadFile(SharedData.Path($"golden/{Folder}vocab_gau_12000.txt")))));

    public static TheoryData<int> Documents() => Golden.Numbers(() => Golden.Lines(Folder + "documents.jsonl").Length);

    [SharedFact]
    public void Every_published_line_has_its_published_references()
    {
        ReferencedText[] expected =
            [.. WordReferenceFile.Read(SharedData.Path($"golden/{Folder}reftext.txt"), SharedData.Path($"golden/{Folder}refids.txt"))];

        Assert.NotEmpty(expected);
        Assert.All(expected, line => AssertEqual([line], LazyBuilder.Value.Build(line.Text)));
        Assert.Equal(
            File.ReadAllText(SharedData.Path($"golden/{Folder}refids.txt")).TrimEnd('\n').Split('\n'),
            expected.Select(line => WordReferenceFile.Format(line.References)));
    }

    [SharedTheory, MemberData(nameof(Documents))]
    public void Blocks_of_a_document_are_the_script_s(int number)
    {
        JsonElement document = Golden.Lines(Folder + "documents.jsonl")[number];
        ReferencedText[] expected =
        [
            .. document.GetProperty("blocks").EnumerateArray()
                .Select(block => new ReferencedText(block.GetProperty("text").GetString()!, block.GetProperty("chinese_ref").Integers())),
        ];

        AssertEqual(expected, LazyBuilder.Value.Build(document.GetProperty("text").GetString()!));
    }

    private static void AssertEqual(ReferencedText[] expected, IEnumerable<ReferencedText> actual)
    {
        ReferencedText[] blocks = [.. actual];
        Assert.Equal(expected.Select(block => block.Text), blocks.Select(block => block.Text));
        Assert.Equal(expected.Select(block => block.References), blocks.Select(block => block.References));
    }
}
