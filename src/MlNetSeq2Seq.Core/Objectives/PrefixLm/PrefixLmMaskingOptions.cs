using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.PrefixLm;

/// <summary>Options of <see cref="PrefixLmMasking"/>; the defaults are those of UniLM's fine-tuning.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PrefixLmMaskingOptions
{
    /// <summary>How source and target become one sequence.</summary>
    public required PrefixLmOptions Layout { get; init; }

    /// <summary>Entries of the vocabulary, from which a random token is drawn.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Share of the tokens that is asked for, in [0, 1].</summary>
    public double MaskRate { get; init; } = 0.2;

    /// <summary>Most labels of a sequence; there is always at least one.</summary>
    public int MaximumMasked { get; init; } = 20;

    /// <summary>Whether tokens of the source are asked for too.</summary>
    public bool MaskSource { get; init; }

    /// <summary>Chance that a chosen token takes the tokens after it along, in [0, 1].</summary>
    public double SpanRate { get; init; }

    /// <summary>Most tokens of such a span, at least 2; its length is drawn evenly from 2 to this.</summary>
    public int MaximumSpan { get; init; } = 3;

    /// <summary>Whether the other pieces of a chosen token's word are chosen with it.</summary>
    public bool WholeWords { get; init; }

    /// <summary>Share of the chosen tokens that the input shows as the mask, in [0, 1].</summary>
    public double MaskShare { get; init; } = 0.8;

    /// <summary>Share of the chosen tokens that the input shows as a random token, in [0, 1]; the rest is shown unchanged.</summary>
    public double RandomShare { get; init; } = 0.1;
}
