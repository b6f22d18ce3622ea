using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>
/// A trained bias for each range of distances within a group. Names as published. Source: Raffel et al., arXiv 1910.10683, section 2.1.
/// </summary>
internal sealed class FlashRelativeBias : Module<Tensor, Tensor>
{
    private const int Buckets = 32;
    private const int FarthestDistance = 128;

    [ComponentName(Name = "relative_attention_bias")]
    private readonly Embedding _biases;

    private readonly double _scale;

    public FlashRelativeBias(int keySize, double initializerRange)
        : base(nameof(FlashRelativeBias))
    {
        _scale = Math.Sqrt(keySize);
        _biases = EmbeddingTables.Normal(Buckets, 1, initializerRange);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="buckets">Of any shape, int64.</param>
    /// <returns>The same shape, float32.</returns>
    public override Tensor forward(Tensor buckets) => _biases.forward(buckets).squeeze(-1).mul(_scale);

    /// <summary>The buckets of all pairs of a group, query by key.</summary>
    /// <param name="size">Tokens of the group.</param>
    /// <param name="isCausal">Whether keys after the query are seen by nobody.</param>
    /// <returns>Flat, row by row; shape [size * size].</returns>
    public static int[] BucketSquare(int size, bool isCausal)
    {
        int[] byDistance = [.. Enumerable.Range(1 - size, (2 * size) - 1).Select(distance => BucketOf(distance, isCausal))];
        int[] square = new int[size * size];
        for (int i = 0; i < square.Length; i++)
        {
            square[i] = byDistance[(i % size) - (i / size) + size - 1];
        }

        return square;
    }

    /// <summary>The bucket of a distance: near distances have one each, far ones share, the more the farther.</summary>
    /// <param name="distance">Place of the key less place of the query.</param>
    /// <param name="isCausal">Whether keys after the query are seen by nobody; all buckets are then for those before.</param>
    public static int BucketOf(int distance, bool isCausal)
    {
        int buckets = isCausal ? Buckets : Buckets / 2;
        int first = !isCausal && distance > 0 ? buckets : 0;
        int steps = isCausal ? Math.Max(-distance, 0) : Math.Abs(distance);
        int exact = buckets / 2;
        if (steps < exact)
        {
            return first + steps;
        }

        // In float32 as the published code, or the bounds of buckets would move.
        float share = MathF.Log(steps / (float)exact) / (float)Math.Log(FarthestDistance / (double)exact);
        return first + Math.Min(exact + (int)(share * (buckets - exact)), buckets - 1);
    }
}
