using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Modules;

/// <summary>Makes embeddings.</summary>
internal static class EmbeddingTables
{
    /// <summary>An embedding of normally distributed weights.</summary>
    /// <param name="rows">The number of vectors.</param>
    /// <param name="size">Their width.</param>
    /// <param name="deviation">The standard deviation of the initial weights.</param>
    public static Embedding Normal(long rows, long size, double deviation)
    {
        Embedding table = Embedding(rows, size);

        // The property makes a new handle at every call, which the scope of a step would dispose and nobody here.
        using Parameter weight = table.weight!;
        init.normal_(weight, 0, deviation);
        return table;
    }
}
