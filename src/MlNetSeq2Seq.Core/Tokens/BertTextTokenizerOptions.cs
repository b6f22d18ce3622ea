using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Options of <see cref="BertTextTokenizer"/>; the defaults are Hugging Face's, which most Chinese models were trained with.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BertTextTokenizerOptions : TextTokenizerOptions
{
    /// <summary>Whether letters are made small and lose their marks, as all Chinese BERT models have it.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Most UTF-16 units of a word; a longer one becomes the unknown token. Google's own code has 200.</summary>
    public int MaximumWordLength { get; init; } = 100;

    /// <summary>Whose cleaning of text is followed where the published tokenizers differ.</summary>
    public BertCleaning Cleaning { get; init; } = BertCleaning.HuggingFace;

    /// <inheritdoc/>
    public override IVocabularyTokenizer Create(Vocabulary vocabulary, IWordSegmenter? segmenter = null) => new BertTextTokenizer(vocabulary, this, segmenter);
}
