using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Unilm;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="ChunkUnilmDocumentsEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChunkUnilmDocumentsOptions
{
    /// <summary>The vocabulary; it decides how many tokens a sentence has.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public BertTextTokenizerOptions Tokenizer { get; init; } = new();

    /// <summary>The text column that is read, a document a row.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>The column that is written: the sentences of one training row, a vector of text.</summary>
    public string SentencesColumn { get; init; } = "Sentences";

    /// <summary>How long a run of sentences is.</summary>
    public UnilmChunkingOptions Chunking { get; init; } = new();
}
