using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Moves embeddings along their gradient, to where the loss is larger, and back.</summary>
internal sealed class Adversary
{
    private readonly double _epsilon;
    private readonly Parameter[] _parameters;

    public Adversary(IEnumerable<(string Name, Parameter Parameter)> parameters, AdversarialOptions options)
    {
        _epsilon = options.Epsilon;
        (string Name, Parameter Parameter)[] tables = [.. parameters.Where(p => p.Parameter.dim() == 2)];
        NamePattern.RequireUse(options.Parameters.Except(new AdversarialOptions().Parameters), tables.Select(t => t.Name), "Adversarial training moves tables of embeddings");
        _parameters = [.. tables.Where(t => NamePattern.FitsAny(t.Name, options.Parameters)).Select(t => t.Parameter)];
        if (_parameters.Length == 0)
        {
            throw new ArgumentException($"Adversarial training moves tables of embeddings with {NamePattern.Quoted(options.Parameters)} in their names, but the model has none.");
        }
    }

    /// <summary>Moves the parameters by epsilon along their present gradients until the result is disposed.</summary>
    /// <returns>Puts them back; null where nothing moves, since no parameter has a gradient.</returns>
    public IDisposable? Move()
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        List<(Parameter, Tensor)> before = [];
        foreach (Parameter parameter in _parameters)
        {
            double norm = parameter.grad?.norm().ToDouble() ?? 0;
            if (norm > 0 && double.IsFinite(norm))
            {
                // Kept as they are, not moved back: adding and subtracting would leave other last bits.
                before.Add((parameter, parameter.detach().clone().DetachFromDisposeScope()));
                parameter.add_(parameter.grad!, _epsilon / norm);
            }
        }

        return before.Count > 0 ? new Return(before) : null;
    }

    private sealed class Return(List<(Parameter Parameter, Tensor Before)> moved) : IDisposable
    {
        public void Dispose()
        {
            using IDisposable noGradient = no_grad();
            foreach ((Parameter parameter, Tensor before) in moved)
            {
                parameter.copy_(before);
                before.Dispose();
            }

            moved.Clear();
        }
    }
}
