#nullable enable
using System;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A learnt vector for each of a number of ids.</summary>
public sealed class Embedding : Module<Tensor, Tensor>
{
    private static readonly Op Lookup = new("embedding");
    private static readonly Op Renormalize = new("embedding_renorm_");

    private readonly long _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFrequency;
    private readonly bool _sparse;

    internal Embedding(
        long count, long size, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse)
        : base(nameof(Embedding))
    {
        if (padding_idx is { } index && (index >= count || index < -count))
        {
            throw new ArgumentException($"Padding_idx must be within num_embeddings, but is {index} of {count}.");
        }

        _paddingIndex = padding_idx is { } given ? (given + count) % count : -1;
        (_maxNorm, _normType, _scaleGradByFrequency, _sparse) = (max_norm, norm_type, scale_grad_by_freq, sparse);

        Tensor vectors = empty([count, size]);
        init.normal_(vectors);
        if (_paddingIndex >= 0)
        {
            using Tensor padding = vectors.select(0, _paddingIndex);
            init.zeros_(padding);
        }

        register_parameter(nameof(weight), new Parameter(vectors));
    }

    /// <summary>[ids, size]. Each access gives another object for the same parameter, as the original does.</summary>
    /// <remarks>So two modules that share it by way of this property list it twice: share one <see cref="Parameter"/> instead.</remarks>
    [DisallowNull]
    public Parameter? weight
    {
        get => Weight.AnotherReference();
        set => ConditionallyRegisterParameter(nameof(weight), value);
    }

    private Parameter Weight => _internal_params[nameof(weight)];

    public override Tensor forward(Tensor input)
    {
        if (_maxNorm is { } limit)
        {
            using IDisposable untracked = no_grad();
            using Tensor ids = input.contiguous();
            Renormalize.CallInPlace([Weight, ids, limit, _normType]);
        }

        return Lookup.Call([Weight, input, _paddingIndex, _scaleGradByFrequency, _sparse]);
    }
}
