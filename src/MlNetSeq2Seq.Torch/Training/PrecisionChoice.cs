using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Chooses the type of matrix products by what the device is good at.</summary>
internal static class PrecisionChoice
{
    public static ScalarType Resolve(TrainingPrecision precision, Device device) => precision switch
    {
        TrainingPrecision.Float32 => ScalarType.Float32,
        TrainingPrecision.BFloat16 => ScalarType.BFloat16,
        TrainingPrecision.Float16 when device.type == DeviceType.CUDA => ScalarType.Float16,
        TrainingPrecision.Float16 => throw new ArgumentException($"Float16 is for graphics cards, but the model is on {device}; BFloat16 and Float32 are for all devices.", nameof(precision)),
        TrainingPrecision.Fastest => IsBFloat16Faster(device) ? ScalarType.BFloat16 : ScalarType.Float32,
        _ => throw new ArgumentException($"There is no training precision {precision}.", nameof(precision)),
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
