using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="WholeWordMaskEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WholeWordMaskOptions
{
    /// <summary>The vocabulary of the tokens.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How the vocabulary writes its special tokens.</summary>
    public SpecialTokenNames SpecialTokenNames { get; init; } = new();

    /// <summary>The way of masking, one of the presets or an own one.</summary>
    public MaskingRule Rule { get; init; } = MaskingRule.Megatron;

    /// <summary>What the rule needs to know of the corpus; what is null and needed, Fit learns.</summary>
    public MaskingStatistics Statistics { get; init; } = new();

    /// <summary>How Fit learns similar words, where the rule needs them and <see cref="Statistics"/> lacks them.</summary>
    public SimilarWordsOptions SimilarWords { get; init; } = new();

    /// <summary>Token ids, clean where they are read and noisy where they are written; a vector of Int32.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>The number of each token's word, -1 for special tokens; a vector of Int32. Read where there are no references.</summary>
    public string WordIdsColumn { get; init; } = "WordIds";

    /// <summary>
    /// Places of tokens that continue a word, counted with special tokens, a vector of Int32; null to read <see cref="WordIdsColumn"/>.
    /// </summary>
    public string? ReferencesColumn { get; init; }

    /// <summary>The clean id at hidden places, -100 elsewhere; a vector of Int32.</summary>
    public string LabelsColumn { get; init; } = "Labels";

    /// <summary>Decides the noise, with the pass and the row.</summary>
    public int Seed { get; init; }
}
