using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>In which type the matrix products of a training step are computed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainingPrecision>))]
public enum TrainingPrecision
{
    /// <summary>float32 throughout.</summary>
    Float32,

    /// <summary>
    /// bfloat16 products with float32 weights, norms, softmax and loss. Faster on graphics cards and on processors with
    /// bfloat16 instructions (AMX, AVX512-BF16), and many times slower on others.
    /// </summary>
    BFloat16,

    /// <summary>bfloat16 where the device multiplies it faster than float32, which is measured once; else float32.</summary>
    Fastest,

    /// <summary>float16 products with float32 weights, norms, softmax and loss, and a loss that is scaled so that gradients do not vanish. Only on graphics cards.</summary>
    Float16,
}
