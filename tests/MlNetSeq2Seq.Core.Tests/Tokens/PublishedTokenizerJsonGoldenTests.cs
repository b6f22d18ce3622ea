using System.Text.Json;
using MlNetSeq2Seq.Tests.Corpora;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

/// <summary>A published vocabulary as a <c>tokenizer.json</c>, against BertTokenizer of Hugging Face transformers 4.4.0.</summary>
public sealed class PublishedTokenizerJsonGoldenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedFact]
    public void A_published_vocabulary_in_the_newer_file_gives_the_published_tokens()
    {
        _folder.Write("tokenizer.json", PublishedTokenizerJsonTests.WordPiece(Golden.Vocabulary).ToJsonString());

        PretrainedTokenizer read = PretrainedTokenizer.Read(_folder.Path(""));

        Assert.Equal(Golden.Vocabulary, read.Vocabulary);
        IVocabularyTokenizer tokenizer = ((BertTextTokenizerOptions)read.Options with { KeepSpecialTokens = true }).Create(read.Vocabulary);
        JsonElement[] lines = [.. Golden.Lines("data/wordpiece_pretrain.jsonl")];
        Assert.Equal(
            lines.Select(line => (line.TryGetProperty("huggingface_ids", out JsonElement ids) ? ids : line.GetProperty("ids")).Integers()),
            lines.Select(line => tokenizer.Encode(line.GetProperty("text").GetString()!).Ids));
    }
}
