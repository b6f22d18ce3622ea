using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="PackSentencesEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PackSentencesOptions
{
    /// <summary>How long blocks are.</summary>
    public SentencePackingOptions Packing { get; init; } = new();

    /// <summary>The vocabulary in whose tokens lengths are counted; null to count characters.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>How text is cut into tokens, where lengths are counted in them.</summary>
    public TextTokenizerOptions Tokenizer { get; init; } = new BertTextTokenizerOptions();

    /// <summary>The column that is read, the sentences of a document; a vector of text.</summary>
    public string SentencesColumn { get; init; } = "Sentences";

    /// <summary>The text of a block.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>The sentences of a block, a vector of text; by default they take the place of the document's.</summary>
    public string BlockSentencesColumn { get; init; } = "Sentences";
}
