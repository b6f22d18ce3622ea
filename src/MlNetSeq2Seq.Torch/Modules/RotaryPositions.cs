using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Rotary positions: pairs of values of queries and keys are turned by an angle of their position, so that their product depends on the
/// distance alone. Source: Su et al., arXiv 2104.09864, section 3.2.
/// </summary>
internal sealed class RotaryPositions
{
    private readonly Tensor _cosines; // [rows or 1, length, size / 2]
    private readonly Tensor _sines;
    private readonly RotaryPairs _pairs;
    private readonly int _size;

    /// <summary>Prepares the angles of a batch; they live as long as the dispose scope at hand.</summary>
    /// <param name="positions">Shape [rows or 1, length], int64.</param>
    /// <param name="size">How many values of a vector are turned, the first ones; even.</param>
    /// <param name="pairs">Which of them together.</param>
    public RotaryPositions(Tensor positions, int size, RotaryPairs pairs)
    {
        Tensor angles = PositionAngles.At(positions, size);
        (_cosines, _sines) = (angles.cos().to(ScalarType.Float32), angles.sin().to(ScalarType.Float32));
        (_pairs, _size) = (pairs, size);
    }

    /// <summary>Turns queries or keys.</summary>
    /// <param name="vectors">Shape [rows, length, at least size].</param>
    /// <returns>
    /// The same shape, float32. The values that were turned stand first, all first ones of pairs before all second ones: products of
    /// two turned vectors do not depend on the order.
    /// </returns>
    public Tensor Turn(Tensor vectors)
    {
        long width = vectors.shape[^1];
        Tensor turned = width == _size ? vectors : vectors.narrow(-1, 0, _size);
        long half = _size / 2;
        long[] shape = turned.shape;
        (Tensor first, Tensor second) = _pairs == RotaryPairs.Halves
            ? (turned.narrow(-1, 0, half), turned.narrow(-1, half, half))
            : (turned.reshape([.. shape[..^1], half, 2]).select(-1, 0), turned.reshape([.. shape[..^1], half, 2]).select(-1, 1));
        Tensor newFirst = first.mul(_cosines).sub(second.mul(_sines));
        Tensor newSecond = second.mul(_cosines).add(first.mul(_sines));
        return width == _size
            ? cat([newFirst, newSecond], -1)
            : cat([newFirst, newSecond, vectors.narrow(-1, _size, width - _size).to(ScalarType.Float32)], -1);
    }
}
