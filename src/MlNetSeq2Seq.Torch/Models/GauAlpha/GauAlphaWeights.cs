using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>What is known of the weights files that the codes of GAU-alpha write.</summary>
public static class GauAlphaWeights
{
    private const string Body = "gau_alpha.";
    private const string OtherBody = "gau.";
    private const string TiedOutput = "cls.predictions.decoder.weight";

    /// <summary>The names of JunnYu/GAU-alpha-pytorch (<c>gau_alpha.</c>) and of HJHGJGHHG/GAU-PyTorch (<c>gau.</c>).</summary>
    public static WeightNames Names { get; } = new()
    {
        BodyPrefix = Body,
        Rename = name => name.StartsWith(OtherBody, StringComparison.Ordinal) ? Body + name[OtherBody.Length..] : name,
        Tied = new Dictionary<string, string>(StringComparer.Ordinal) { [TiedOutput] = "gau_alpha.embeddings.word_embeddings.weight" },
    };

    /// <summary>Whether a tensor of such a file follows from the others.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsDerived(string name) => name == TiedOutput;
}
