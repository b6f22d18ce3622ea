using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// What dropout draws on a graphics card. TorchSharp gives the state of a processor's generator, which a checkpoint keeps, and
/// none of a card's. There each step seeds the generators anew instead: what it draws depends on the training's seed and on
/// its own number alone, so that a training that goes on draws what one that was never stopped does.
/// </summary>
internal static class StepSeed
{
    private static readonly ulong s_stream = KeyedRandom.KeyOf("dropout");

    /// <summary>Seeds the generators of graphics cards; does nothing where the model is on a processor.</summary>
    /// <param name="device">Where the model is.</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="step">The number of steps taken before.</param>
    public static void Apply(Device device, int seed, long step)
    {
        if (device.type == DeviceType.CUDA)
        {
            cuda.manual_seed_all(Of(seed, step));
        }
    }

    /// <summary>The seed of a step.</summary>
    public static long Of(int seed, long step) => new KeyedRandom(s_stream, (ulong)seed, (ulong)step).NextInt64();
}
