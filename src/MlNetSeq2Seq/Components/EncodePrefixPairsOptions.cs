using System.Text.Json.Serialization;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="EncodePrefixPairsEstimator"/>. The defaults are those of UniLM's fine-tuning code.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EncodePrefixPairsOptions
{
    /// <summary>The vocabulary.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public TextTokenizerOptions Tokenizer { get; init; } = new BertTextTokenizerOptions();

    /// <summary>The text column that is read before writing.</summary>
    public string SourceColumn { get; init; } = "Source";

    /// <summary>The text column that is learnt to be written.</summary>
    public string TargetColumn { get; init; } = "Target";

    /// <summary>The columns that are written.</summary>
    public PrefixColumns Columns { get; init; } = new();

    /// <summary>What the model is asked for.</summary>
    public PrefixTask Task { get; init; } = PrefixTask.MaskedTokens;

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 64;

    /// <summary>What happens to a pair that is longer.</summary>
    public PairTruncation Truncation { get; init; } = PairTruncation.LongestFirst;

    /// <summary>Who may look at whom.</summary>
    public AttentionKind Attention { get; init; } = AttentionKind.SequenceToSequence;

    /// <summary>Share of the target's tokens that is asked for, in [0, 1]; with <see cref="PrefixTask.MaskedTokens"/>.</summary>
    public double MaskRate { get; init; } = 0.2;

    /// <summary>Most labels of a row; there is always at least one. With <see cref="PrefixTask.MaskedTokens"/>.</summary>
    public int MaximumMasked { get; init; } = 20;

    /// <summary>Chance that a chosen token takes the tokens after it along, in [0, 1].</summary>
    public double SpanRate { get; init; }

    /// <summary>Most tokens of such a span, at least 2.</summary>
    public int MaximumSpan { get; init; } = 3;

    /// <summary>Whether all pieces of a word are chosen together.</summary>
    public bool WholeWords { get; init; }

    /// <summary>Share of the chosen tokens that the input shows as [MASK], in [0, 1].</summary>
    public double MaskShare { get; init; } = 0.8;

    /// <summary>Share of the chosen tokens that the input shows as a random token, in [0, 1]; the rest is shown unchanged.</summary>
    public double RandomShare { get; init; } = 0.1;

    /// <summary>Decides the noise, with the pass and the row.</summary>
    public int Seed { get; init; }
}
