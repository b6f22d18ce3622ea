using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Unilm;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="EncodeUnilmPretrainingEstimator"/>. The defaults are those of the Chinese UniLM source.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EncodeUnilmPretrainingOptions
{
    /// <summary>The vocabulary.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public BertTextTokenizerOptions Tokenizer { get; init; } = new();

    /// <summary>
    /// Finds the words that <see cref="WholeWords"/> keeps together, with jieba; null for WordPiece's own words, in which an ideograph
    /// is a word.
    /// </summary>
    public JiebaWordSegmenterOptions? Segmenter { get; init; }

    /// <summary>The column that is read: the sentences of a row, a vector of two or more texts.</summary>
    public string SentencesColumn { get; init; } = "Sentences";

    /// <summary>The columns that are written. Without a <see cref="PrefixColumns.SequenceLabel"/> no order is learnt.</summary>
    public PrefixColumns Columns { get; init; } = new() { SequenceLabel = "SequenceLabel" };

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 100;

    /// <summary>Whether a row that is too long loses tokens at the ends of its parts alone; else at either side, by chance.</summary>
    public bool CutEndsOnly { get; init; }

    /// <summary>
    /// How often each of the four objectives is trained; one is drawn for each row in each pass. A trainer whose
    /// <see cref="Samples.LengthBucketsOptions.OneAttentionKind"/> is set trains one of them in each step.
    /// </summary>
    public UnilmMix Mix { get; init; } = new();

    /// <summary>Share of the tokens that is asked for, in [0, 1].</summary>
    public double MaskRate { get; init; } = 0.15;

    /// <summary>Most labels of a row; there is always at least one.</summary>
    public int MaximumMasked { get; init; } = 48;

    /// <summary>Chance that a chosen token takes the tokens after it along, in [0, 1]. The paper has 0.2, the Chinese source 0.</summary>
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
