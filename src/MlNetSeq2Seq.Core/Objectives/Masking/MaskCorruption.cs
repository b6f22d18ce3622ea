using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>What the input shows in place of a chosen token: one of the records derived from this one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "method")]
[JsonDerivedType(typeof(TokenCorruption), "token")]
[JsonDerivedType(typeof(SimilarWordCorruption), "similar-word")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public abstract record MaskCorruption
{
    /// <summary>Share of the tokens that the input shows as another token drawn at random, in [0, 1].</summary>
    public double RandomShare { get; init; } = 0.1;

    /// <summary>From where such a token is drawn.</summary>
    public RandomTokens RandomFrom { get; init; } = RandomTokens.Ordinary;

    /// <summary>Makes the corruptor and checks the options.</summary>
    internal abstract ICorruptor CreateCorruptor(WholeWordMaskingOptions options, SpecialTokens specialTokens, IRandomTokens randomTokens);
}
