using System.Text.Json;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.Text;

/// <summary>Against jieba 0.42.1 with its own dictionary.</summary>
public sealed class JiebaWordSegmenterGoldenTests
{
    public static TheoryData<string> Files() =>
        [.. new[] { "finetune", "nasty", "pretrain_1", "pretrain_2", "sft" }.Select(name => $"data/jieba_{name}.jsonl")];

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void Words_are_jieba_s(string file) => Assert.Equal(ExpectedWords(file, "cut"), Words(file, useHiddenMarkovModel: true));

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void Words_without_the_model_are_jieba_s(string file) =>
        Assert.Equal(ExpectedWords(file, "cut_no_hmm"), Words(file, useHiddenMarkovModel: false));

    private static IEnumerable<string> ExpectedWords(string file, string property) =>
        Golden.Lines(file).Select(line => string.Join('|', line.GetProperty(property).EnumerateArray().Select(word => word.GetString())));

    private static IEnumerable<string> Words(string file, bool useHiddenMarkovModel)
    {
        JiebaWordSegmenter segmenter = new(new JiebaWordSegmenterOptions { UseHiddenMarkovModel = useHiddenMarkovModel });
        return Golden.Lines(file).Select(line => Cut(segmenter, line));
    }

    private static string Cut(JiebaWordSegmenter segmenter, JsonElement line)
    {
        string text = line.GetProperty("text").GetString()!;
        return string.Join('|', segmenter.Segment(text).Select(word => word.Of(text).ToString()));
    }
}
