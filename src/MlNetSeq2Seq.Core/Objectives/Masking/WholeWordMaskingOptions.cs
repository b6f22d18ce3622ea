using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Options of <see cref="WholeWordMasking"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WholeWordMaskingOptions
{
    /// <summary>The vocabulary of the tokens.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How the vocabulary writes its special tokens, which are never hidden.</summary>
    public SpecialTokenNames SpecialTokenNames { get; init; } = new();

    /// <summary>The way of masking.</summary>
    public MaskingRule Rule { get; init; } = MaskingRule.Megatron;

    /// <summary>What the rule needs to know of the corpus; most need nothing.</summary>
    public MaskingStatistics Statistics { get; init; } = new();
}
