namespace MlNetSeq2Seq.Training;

/// <summary>
/// Options of AdamW. Source: Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
/// </summary>
public sealed record AdamWOptions
{
    /// <summary>The decay of the mean of gradients, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the mean of squared gradients, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root of the mean of squared gradients; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share of a weight that decays with each unit of learning rate; at least 0.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>A parameter whose name contains one of these does not decay. The default spares biases and norms under all names that the architectures give them.</summary>
    public IReadOnlyList<string> NoDecay { get; init; } = ["bias", "LayerNorm.weight", "layer_norm.weight", "layernorm_embedding.weight", "ln_"];

    /// <summary>Which of the two published orders of operations is computed.</summary>
    public AdamWForm Form { get; init; } = AdamWForm.Torch;
}
