using System;
using System.Linq;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Distributions over numbered categories, one for each row of probabilities or of logits.</summary>
public class Categorical : distributions.Distribution
{
    private static readonly Op Broadcast = new("broadcast_tensors");

    private Tensor _probs;
    private Tensor _logits;
    private long _categories;

    /// <param name="probs">Weights of the categories, in the last dimension; they need not sum to 1.</param>
    /// <param name="logits">Their logarithms, where no weights are given.</param>
    public Categorical(Tensor probs = null, Tensor logits = null, Generator generator = null)
        : base(generator)
    {
        Tensor given = probs ?? logits ?? throw new ArgumentException("A Categorical needs either 'probs' or 'logits'.");
        using (NewDisposeScope())
        {
            _probs = probs is null ? null : (probs / probs.sum(-1, keepdim: true)).DetachFromDisposeScope();
            _logits = logits is null ? null : (logits - logits.logsumexp(-1, keepdim: true)).DetachFromDisposeScope();
        }

        _categories = given.size(-1);
        batch_shape = new Size(given.shape.SkipLast(1).ToArray());
    }

    /// <summary>Not a number: categories have no mean.</summary>
    public override Tensor mean => full(ExtendedShape(), double.NaN, param.dtype, param.device);

    /// <summary>Not a number: categories have no variance.</summary>
    public override Tensor variance => full(ExtendedShape(), double.NaN, param.dtype, param.device);

    public Tensor probs => _probs ?? nn.functional.softmax(_logits, -1);

    public Tensor logits => _logits ?? ClampedLog(_probs);

    public long[] param_shape => param.shape;

    private Tensor param => _probs ?? _logits;

    public override Tensor rsample(params long[] sample_shape)
    {
        using DisposeScope scope = NewDisposeScope();
        long count = sample_shape.Aggregate(1L, (product, size) => product * size);
        Tensor drawn = multinomial(probs.reshape(-1, _categories), count, replacement: true, generator);
        return drawn.t().reshape(ExtendedShape(sample_shape)).MoveToOuterDisposeScope();
    }

    public override Tensor log_prob(Tensor value)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] alike = Broadcast.CallList([new[] { value.@long().unsqueeze(-1), logits }]);
        return alike[1].gather(-1, alike[0].narrow(-1, 0, 1)).squeeze(-1).MoveToOuterDisposeScope();
    }

    public override Tensor entropy()
    {
        using DisposeScope scope = NewDisposeScope();
        return (logits * probs).sum(-1).neg().MoveToOuterDisposeScope();
    }

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution instance = null)
    {
        if (instance is not (null or Categorical))
        {
            throw new ArgumentException("expand(): 'instance' must be a Categorical distribution");
        }

        long[] shape = [.. batch_shape.Shape, _categories];
        using Tensor probabilities = _probs?.expand(shape);
        using Tensor logarithms = _logits?.expand(shape);
        if (instance is not Categorical target)
        {
            return new Categorical(probabilities, logarithms, generator);
        }

        (target._probs, target._logits) = (probabilities?.alias().DetachFromDisposeScope(), logarithms?.alias().DetachFromDisposeScope());
        (target._categories, target.batch_shape) = (_categories, batch_shape);
        return target;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _probs?.Dispose();
            _logits?.Dispose();
        }

        base.Dispose(disposing);
    }

    // As PyTorch keeps probabilities off 0 and 1 by the smallest step of the type, so that no logarithm is infinite.
    private static Tensor ClampedLog(Tensor probabilities)
    {
        using DisposeScope scope = NewDisposeScope();
        double step = finfo(probabilities.dtype).eps;
        return probabilities.clamp(step, 1 - step).log().MoveToOuterDisposeScope();
    }
}
