using System.Text.Json;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

/// <summary>
/// Against tokenization.py of google-research/bert, and, where they differ, BertTokenizer of Hugging Face transformers 4.4.0.
/// </summary>
public sealed class BertTextTokenizerGoldenTests
{
    private static readonly BertTextTokenizerOptions Google = new() { MaximumWordLength = 200, Cleaning = BertCleaning.Google };

    private static readonly BertTextTokenizerOptions HuggingFace = new() { KeepSpecialTokens = true };

    public static TheoryData<string> Files() =>
        [.. new[] { "finetune", "nasty", "pretrain", "sft" }.Select(name => $"data/wordpiece_{name}.jsonl")];

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void Tokens_are_google_s(string file)
    {
        BertTextTokenizer tokenizer = new(Golden.Vocabulary, Google);
        Assert.Equal(
            Golden.Lines(file).Select(line => Text(line, line.GetProperty("ids"))),
            Golden.Lines(file).Select(line => Text(line, tokenizer)));
    }

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void Tokens_are_hugging_face_s(string file)
    {
        BertTextTokenizer tokenizer = new(Golden.Vocabulary, HuggingFace);
        Assert.Equal(
            Golden.Lines(file).Select(
                line => Text(line, line.TryGetProperty("huggingface_ids", out JsonElement ids) ? ids : line.GetProperty("ids"))),
            Golden.Lines(file).Select(line => Text(line, tokenizer)));
    }

    private static string Text(JsonElement line, JsonElement ids) => $"{line.GetProperty("text")} -> {string.Join(' ', ids.Integers())}";

    private static string Text(JsonElement line, BertTextTokenizer tokenizer) =>
        $"{line.GetProperty("text")} -> {string.Join(' ', tokenizer.Encode(line.GetProperty("text").GetString()!).Ids)}";
}
