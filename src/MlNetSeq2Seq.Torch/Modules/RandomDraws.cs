using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Where libtorch's generator stands, so that dropout can draw the same once more. The CPU's generator gives its state; those of graphics
/// cards give none through TorchSharp, and are therefore seeded.
/// </summary>
internal sealed class RandomDraws
{
    private readonly Tensor? _state;
    private readonly long _seed;

    private RandomDraws(Tensor? state, long seed) => (_state, _seed) = (state, seed);

    /// <summary>Marks the draws that follow.</summary>
    /// <param name="device">Where they are made.</param>
    public static RandomDraws Begin(Device device)
    {
        if (device.type != DeviceType.CUDA)
        {
            return new RandomDraws(random.get_rng_state(), seed: 0);
        }

        // Seeds come from the CPU's generator, which a checkpoint holds.
        using Tensor seed = randint(long.MaxValue, [1], dtype: ScalarType.Int64, device: CPU);
        var draws = new RandomDraws(state: null, seed.ToInt64());
        cuda.manual_seed_all(draws._seed);
        return draws;
    }

    /// <summary>Makes the same draws again until the result is disposed, which puts the generator back.</summary>
    public IDisposable Again()
    {
        if (_state is null)
        {
            // Every layer begins with a seed of its own, so that nothing depends on where the generator is left.
            cuda.manual_seed_all(_seed);
            return new Return(null);
        }

        var before = new Return(random.get_rng_state());
        random.set_rng_state(_state);
        return before;
    }

    private sealed class Return(Tensor? state) : IDisposable
    {
        public void Dispose()
        {
            if (state is not null)
            {
                random.set_rng_state(state);
                state.Dispose();
            }
        }
    }
}
