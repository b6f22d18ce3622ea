using MlNetSeq2Seq.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Lookahead: slow weights follow the trained ones by a share of the way every few steps, and the trained ones go on from
/// there. The slow weights begin as the model's. Source: Zhang et al., arXiv 1907.08610, algorithm 1.
/// </summary>
public sealed class Lookahead : IDisposable
{
    private readonly LookaheadOptions _options;
    private readonly (string Name, Parameter Fast, Tensor Slow)[] _slots;

    /// <summary>Begins with the weights that the parameters have.</summary>
    /// <param name="parameters">The parameters by name.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Lookahead(IEnumerable<(string Name, Parameter Parameter)> parameters, LookaheadOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException($"Lookahead {problem}.", nameof(options));
        }

        _options = options;
        using var scope = NewDisposeScope();
        _slots = [.. parameters.Select(p => (p.Name, p.Parameter, p.Parameter.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>The slow weights by name; the tensors stay this object's.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => _slots.Select(s => (s.Name, s.Slow));

    /// <summary>Is called after every step of the optimiser.</summary>
    /// <param name="step">The number of steps that it took, this one included.</param>
    public void Update(long step)
    {
        if (step % _options.Steps != 0)
        {
            return;
        }

        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach ((_, Parameter fast, Tensor slow) in _slots)
        {
            slow.add_(fast.sub(slow), _options.Share);
            fast.copy_(slow);
        }
    }

    /// <summary>Disposes the slow weights.</summary>
    public void Dispose()
    {
        foreach ((_, _, Tensor slow) in _slots)
        {
            slow.Dispose();
        }
    }

    /// <summary>Takes back what <see cref="State"/> gave.</summary>
    internal void Restore(SafetensorsFile file, string prefix)
    {
        foreach ((string name, _, Tensor slow) in _slots)
        {
            StateTensors.Copy(file, prefix + name, slow);
        }
    }
}
