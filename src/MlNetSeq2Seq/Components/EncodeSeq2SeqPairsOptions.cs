using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="EncodeSeq2SeqPairsEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EncodeSeq2SeqPairsOptions
{
    /// <summary>The vocabulary.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public TextTokenizerOptions Tokenizer { get; init; } = new BertTextTokenizerOptions();

    /// <summary>Vocabulary and tokenizer of the sources, where these have others than the targets, as when BART translates; null for the same.</summary>
    public PretrainedTokenizer? Source { get; init; }

    /// <summary>The text column that the encoder reads.</summary>
    public string SourceColumn { get; init; } = "Source";

    /// <summary>The text column that is learnt to be written.</summary>
    public string TargetColumn { get; init; } = "Target";

    /// <summary>The columns that are written.</summary>
    public Seq2SeqColumns Columns { get; init; } = new();

    /// <summary>
    /// The token that the decoder begins with, the same as in the network's config; null for [SEP], as the Chinese BART models of
    /// Fengshenbang have it.
    /// </summary>
    public int? DecoderStartId { get; init; }

    /// <summary>Most tokens of a source, special tokens included, at least 3; what is longer is cut off at its end.</summary>
    public int MaximumSourceLength { get; init; } = 128;

    /// <summary>Most tokens of a target, its end token included, at least 2; what is longer is cut off before the end token.</summary>
    public int MaximumTargetLength { get; init; } = 64;
}
