using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// The angles of sinusoidal and rotary positions: position * 10000^(-2j / size) for j in [0, size / 2).
/// Source: Vaswani et al., arXiv 1706.03762, section 3.5.
/// </summary>
internal static class PositionAngles
{
    private const double Base = 10000;

    /// <summary>The positions 0, 1, 2, …</summary>
    /// <returns>Shape [1, length], int64.</returns>
    public static Tensor Range(long length, Device device) => arange(length, dtype: ScalarType.Int64, device: device).unsqueeze(0);

    /// <summary>The angles at positions, in float64: in float32 those of far positions would be off by more than the states are.</summary>
    /// <param name="positions">Shape [rows or 1, length], int64.</param>
    /// <param name="size">Two values are made of each angle; even.</param>
    /// <returns>Shape [rows or 1, length, size / 2], float64.</returns>
    public static Tensor At(Tensor positions, int size)
    {
        Tensor exponents = arange(size / 2, dtype: ScalarType.Float64, device: positions.device).mul(-2.0 / size); // [size / 2]
        return positions.to(ScalarType.Float64).unsqueeze(-1).mul(exponents.mul(Math.Log(Base)).exp());
    }

    /// <summary>Sinusoidal positions: all sines, then all cosines.</summary>
    /// <param name="positions">Shape [rows or 1, length], int64.</param>
    /// <param name="size">The width; even.</param>
    /// <returns>Shape [rows or 1, length, size], float32.</returns>
    public static Tensor Sinusoids(Tensor positions, int size)
    {
        Tensor angles = At(positions, size);
        return cat([angles.sin(), angles.cos()], -1).to(ScalarType.Float32);
    }
}
