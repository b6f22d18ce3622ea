using MlNetSeq2Seq.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>How the rows of a batch are cut into groups; made once for all layers. Nothing here is as large as the square of the length.</summary>
internal sealed class FlashGroups
{
    // The published network turns at most so many values of queries and keys.
    private const int MostTurned = 32;

    /// <summary>Cuts rows into groups.</summary>
    /// <param name="config">The config of the network.</param>
    /// <param name="real">True at tokens, false at padding; shape [rows, length].</param>
    public FlashGroups(FlashConfig config, Tensor real)
    {
        (Rows, Length) = (real.shape[0], real.shape[1]);

        // A row shorter than a group needs no padding: what the rest of its group would hold is 0.
        Size = Math.Min(config.GroupSize, Length);
        Count = (Length + Size - 1) / Size;
        Real = real.to(ScalarType.Float32); // [rows, length]
        NearMask = Cut(Real.unsqueeze(-1)).transpose(-1, -2); // [rows, groups, 1, size]
        if (config.IsCausal)
        {
            NearMask = NearMask.mul(ones([Size, Size], device: real.device).tril()); // [rows, groups, size, size]
        }

        Divisors = config.Divisor == FlashDivisor.Tokens
            ? Real.sum(-1).clamp_min(1).unsqueeze(-1).unsqueeze(-1)
            : full([1, 1, 1], Length, device: real.device);
        Rotary = RotaryAt(config, PositionAngles.Range(Length, real.device));
        int size = (int)Size;
        Buckets = BatchTensors.Indexes(FlashRelativeBias.BucketSquare(size, config.IsCausal), [size, size], real.device);
    }

    public long Rows { get; }

    /// <summary>Tokens of a row with padding.</summary>
    public long Length { get; }

    /// <summary>Tokens of a group.</summary>
    public long Size { get; }

    /// <summary>Groups of a row.</summary>
    public long Count { get; }

    /// <summary>1 at tokens, 0 at padding, shape [rows, length], float32.</summary>
    public Tensor Real { get; }

    /// <summary>1 where a key of the group is seen, 0 elsewhere; shape [rows, groups, 1 or size, size], float32.</summary>
    public Tensor NearMask { get; }

    /// <summary>What sums over all tokens are divided by, shape [rows or 1, 1, 1], float32.</summary>
    public Tensor Divisors { get; }

    /// <summary>The positions of the tokens.</summary>
    public RotaryPositions Rotary { get; }

    /// <summary>The bucket of the distance between any two places of a group, shape [size, size], int64.</summary>
    public Tensor Buckets { get; }

    /// <summary>What turns queries and keys at positions, shape [rows or 1, length].</summary>
    public static RotaryPositions RotaryAt(FlashConfig config, Tensor positions) =>
        new(positions, Math.Min(MostTurned, config.KeySize), RotaryPairs.Neighbours);

    /// <summary>Cuts rows into groups; the last is filled up with 0.</summary>
    /// <param name="rows">Shape [rows, length, width].</param>
    /// <returns>Shape [rows, groups, size, width].</returns>
    public Tensor Cut(Tensor rows)
    {
        long filling = (Count * Size) - Length;
        Tensor filled = filling == 0 ? rows : functional.pad(rows, [0, 0, 0, filling]);
        return filled.reshape(Rows, Count, Size, rows.shape[2]);
    }

    /// <summary>Puts groups side by side again.</summary>
    /// <param name="groups">Shape [rows, groups, size, width].</param>
    /// <returns>Shape [rows, length, width].</returns>
    public Tensor Join(Tensor groups) => groups.flatten(1, 2).narrow(1, 0, Length);
}
