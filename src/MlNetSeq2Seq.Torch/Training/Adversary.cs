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
        _parameters = [.. parameters.Where(p => NamePattern.FitsAny(p.Name, options.Parameters)).Select(p => p.Parameter)];
        if (_parameters.Length == 0)
        {
            throw new ArgumentException($"Adversarial training moves parameters with {string.Join(", ", options.Parameters.Select(p => $"'{p}'"))} in their names, but the model has none.");
        }
    }

    /// <summary>Moves the parameters by epsilon along their present gradients until the result is disposed.</summary>
    public IDisposable Move()
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

        return new Return(before);
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
