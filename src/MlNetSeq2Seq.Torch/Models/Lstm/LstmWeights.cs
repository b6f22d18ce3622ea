using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>How weights files of PyTorch name a recurrent language model: <c>embedding</c>, <c>lstm</c>, <c>proj</c>.</summary>
public static class LstmWeights
{
    private const string Output = "proj.weight";

    /// <summary>The names; a tied output layer may stand beside the embeddings.</summary>
    public static WeightNames Names { get; } = new()
    {
        Tied = new Dictionary<string, string>(StringComparer.Ordinal) { [Output] = "embedding.weight" },
        IsOptional = Adapter.Owns,
    };

    /// <summary>Whether a tensor of a file is a copy of the tied output layer.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsTiedCopy(string name) => name == Output;
}
