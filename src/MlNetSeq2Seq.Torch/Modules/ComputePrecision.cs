using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// In which type the matrix products of a model are computed. One instance is handed to all modules of a model, so that
/// training can choose it without rebuilding the model. Weights stay float32 whatever it says.
/// </summary>
public sealed class ComputePrecision
{
    /// <summary>The type of the operands of matrix products: float32, bfloat16 or float16.</summary>
    public ScalarType Type { get; private set; } = ScalarType.Float32;

    /// <summary>Whether products are computed in less than float32.</summary>
    public bool IsReduced => Type != ScalarType.Float32;

    /// <summary>Chooses the type of the operands of matrix products.</summary>
    /// <param name="type">float32, bfloat16 or float16.</param>
    /// <exception cref="ArgumentException">Another type is asked for.</exception>
    public void Set(ScalarType type) => Type = type is ScalarType.Float32 or ScalarType.BFloat16 or ScalarType.Float16
        ? type
        : throw new ArgumentException($"Matrix products are computed in Float32, BFloat16 or Float16, not in {type}.", nameof(type));

    /// <summary>The tensor as an operand of a product; itself where it has the type already.</summary>
    internal Tensor Cast(Tensor tensor) => tensor.dtype == Type ? tensor : tensor.to(Type);
}
