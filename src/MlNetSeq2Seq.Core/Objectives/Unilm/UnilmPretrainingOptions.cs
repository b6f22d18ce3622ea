using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Unilm;

/// <summary>Options of <see cref="UnilmPretraining"/>; the defaults are those of the Chinese source.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UnilmPretrainingOptions
{
    /// <summary>The special tokens of the vocabulary.</summary>
    public required SpecialTokens SpecialTokens { get; init; }

    /// <summary>Entries of the vocabulary, from which a random token is drawn.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 100;

    /// <summary>Whether a pair that is too long loses tokens at its ends alone; else at either side, by chance, one by one.</summary>
    public bool CutEndsOnly { get; init; }

    /// <summary>How often each objective is trained.</summary>
    public UnilmMix Mix { get; init; } = new();

    /// <summary>
    /// Whether a bidirectional row may hold its parts in the wrong order, which the model must tell.
    /// </summary>
    public bool PredictOrder { get; init; } = true;

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

    /// <summary>Share of the chosen tokens that the input shows as the mask, in [0, 1].</summary>
    public double MaskShare { get; init; } = 0.8;

    /// <summary>Share of the chosen tokens that the input shows as a random token, in [0, 1]; the rest is shown unchanged.</summary>
    public double RandomShare { get; init; } = 0.1;
}
