using MlNetSeq2Seq.Models.Unilm;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>
/// Gives a large network the function of a small one, so that its texts end where learnt texts do without a day of training. Every feature,
/// head and inner unit of the small network stands in the large one as many times as that is wider, and what sums over features is
/// divided by as much (Chen et al., arXiv 1511.05641, section 2.2); layers that the small one lacks add nothing. A product of two matrices
/// takes the same time whatever their numbers are.
/// </summary>
internal static class Growth
{
    /// <summary>Fills the weights of the large network.</summary>
    public static void Copy(UnilmModel small, UnilmModel large)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        long width = large.Config.HiddenSize / small.Config.HiddenSize;
        Dictionary<string, Parameter> learnt = small.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach ((string name, Parameter parameter) in large.named_parameters())
        {
            Tensor value = learnt.TryGetValue(name, out Parameter? found) ? Widen(name, found, parameter.shape, width) : AddingNothing(name, parameter);
            parameter.copy_(value);
        }
    }

    private static Tensor Widen(string name, Tensor value, long[] shape, long width)
    {
        Tensor wide = value.repeat([.. shape.Select((size, dimension) => size / value.shape[dimension])]);

        // Products sum over repeated features; embeddings are looked up. That the output layer multiplies with embeddings is made good in the norm before.
        bool sums = value.dim() == 2 && !name.Contains("embeddings", StringComparison.Ordinal);
        return sums || name.StartsWith("cls.predictions.transform.LayerNorm.", StringComparison.Ordinal) ? wide.div((double)width) : wide;
    }

    // What a layer adds comes from its two last matrices; the norms after them find what is normalised already.
    private static Tensor AddingNothing(string name, Tensor value)
    {
        bool isEnd = name.Contains("output.dense", StringComparison.Ordinal);
        bool isGain = name.EndsWith("LayerNorm.weight", StringComparison.Ordinal);
        return isEnd ? zeros_like(value) : isGain ? ones_like(value) : value;
    }
}
