using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Corpora;

/// <summary>Options of <see cref="CorpusPreparation"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CorpusPreparationOptions
{
    /// <summary>The corpus.</summary>
    public required CorpusOptions Corpus { get; init; }

    /// <summary>The folder of the dataset.</summary>
    public required string Output { get; init; }

    /// <summary>Files of the dataset, at least 1; null for one for each 256 MiB of text. What was finished is not done again after a stop.</summary>
    public int? Shards { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public TextTokenizerOptions Tokenizer { get; init; } = new BertTextTokenizerOptions();

    /// <summary>Finds words with jieba; null for WordPiece's own words, in which an ideograph is a word.</summary>
    public JiebaWordSegmenterOptions? Segmenter { get; init; } = new();

    /// <summary>Sentences and lengths.</summary>
    public CorpusEncoderOptions Encoder { get; init; } = new();

    /// <summary>Threads that encode, at least 1. What is written does not depend on it.</summary>
    [JsonIgnore]
    public int Threads { get; init; } = Environment.ProcessorCount;
}
