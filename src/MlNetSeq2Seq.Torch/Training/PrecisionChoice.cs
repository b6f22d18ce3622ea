using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Chooses the type of matrix products by what the device is good at.</summary>
internal static class PrecisionChoice
{
    /// <summary>What is wrong with a precision on a device, as one sentence; null where nothing is.</summary>
    public static string? Problem(TrainingPrecision precision, Device device) => precision switch
    {
        TrainingPrecision.Float16 when device.type != DeviceType.CUDA => $"Float16 is for graphics cards, but the model is on {device}; BFloat16 and Float32 are for all devices.",
        TrainingPrecision.Float32 or TrainingPrecision.BFloat16 or TrainingPrecision.Fastest or TrainingPrecision.Float16 => null,
        _ => $"There is no training precision {precision}.",
    };

    /// <summary>The type of matrix products of a precision that has no problem on a device.</summary>
    public static ScalarType Resolve(TrainingPrecision precision, Device device) => precision switch
    {
        TrainingPrecision.BFloat16 => ScalarType.BFloat16,
        TrainingPrecision.Float16 => ScalarType.Float16,
        TrainingPrecision.Fastest when IsBFloat16Faster(device) => ScalarType.BFloat16,
        _ => ScalarType.Float32,
    };

    // Processors that have no instructions for bfloat16 compute it up to fifty times slower, and no name of a processor says so.
    private static bool IsBFloat16Faster(Device device)
    {
        const int size = 256;
        const int repeats = 5;
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        return Time(ScalarType.BFloat16) < Time(ScalarType.Float32);

        long Time(ScalarType type)
        {
            Tensor matrix = ones([size, size], dtype: type, device: device);
            matmul(matrix, matrix).sum().ToSingle(); // the first call prepares kernels
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < repeats; i++)
            {
                matmul(matrix, matrix).sum().ToSingle();
            }

            return watch.ElapsedTicks;
        }
    }
}
