using System;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators one after the other, each of which learns from what the transformers before it give.</summary>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    public readonly IEstimator<TLastTransformer> LastEstimator;

    // Known from the first cache checkpoint on: a cache needs an environment.
    private readonly IHostEnvironment _env;
    private readonly EstimatorChainLink[] _links;

    public EstimatorChain()
        : this(null, Array.Empty<EstimatorChainLink>())
    {
    }

    internal EstimatorChain(IHostEnvironment env, EstimatorChainLink[] links)
    {
        (_env, _links) = (env, links);
        LastEstimator = links.LastOrDefault()?.Estimator as IEstimator<TLastTransformer>;
    }

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));

        // What does not fit together should be known before anything was learned.
        GetOutputSchema(SchemaShape.Create(input.Schema));
        IDataView current = input;
        var transformers = new ITransformer[_links.Length];
        for (int i = 0; i < _links.Length; i++)
        {
            transformers[i] = _links[i].Estimator.Fit(current);
            current = transformers[i] is ITransformerWithDifferentMappingAtTrainingTime different
                ? different.TransformForTrainingPipeline(current)
                : transformers[i].Transform(current);
            if (_links[i].CachedAfter && i < _links.Length - 1)
            {
                current = new CacheDataView(_env, current);
            }
        }

        return new TransformerChain<TLastTransformer>(transformers, _links.Select(link => link.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => _links.Aggregate(inputSchema, (shape, link) => link.Estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(
        IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        Contracts.CheckValue(estimator, nameof(estimator));
        return new EstimatorChain<TNewTrans>(_env, _links.Append(new EstimatorChainLink(estimator, scope, CachedAfter: false)).ToArray());
    }

    /// <summary>Keeps in memory, while the estimators to come learn, what the chain so far gives.</summary>
    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        Contracts.CheckValue(env, nameof(env));
        if (_links.Length == 0)
        {
            throw new InvalidOperationException("Current estimator chain has no estimator, can't append cache checkpoint.");
        }

        EstimatorChainLink[] links = _links.ToArray();
        links[^1] = links[^1] with { CachedAfter = true };
        return new EstimatorChain<TLastTransformer>(env, links);
    }
}

/// <summary>One estimator of a chain.</summary>
internal sealed record EstimatorChainLink(IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CachedAfter);
