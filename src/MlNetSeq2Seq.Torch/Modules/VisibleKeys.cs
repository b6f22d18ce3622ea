using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>Which keys each query of single-headed attention sees.</summary>
/// <param name="Mask">0 where a key is seen, a large negative number elsewhere; shape [rows, queries or 1, keys], float32.</param>
/// <param name="Counts">How many keys the query sees, at least 1; shape [rows, queries or 1, 1], float32.</param>
internal readonly record struct VisibleKeys(Tensor Mask, Tensor Counts)
{
    private const double Hidden = -1e9;

    /// <summary>What a batch says.</summary>
    public static VisibleKeys Of(PaddedBatch batch, Device device) => FromMask(AttentionMasks.Additive(batch, Hidden, device).squeeze(1));

    /// <summary>What a mask of truth values says.</summary>
    /// <param name="allowed">True where a key is seen; shape [rows, queries or 1, keys].</param>
    public static VisibleKeys FromAllowed(Tensor allowed) => FromMask(allowed.logical_not().to(ScalarType.Float32).mul(Hidden));

    private static VisibleKeys FromMask(Tensor mask) => new(mask, mask.eq(0).sum(-1, keepdim: true).to(ScalarType.Float32).clamp_min(1));
}
