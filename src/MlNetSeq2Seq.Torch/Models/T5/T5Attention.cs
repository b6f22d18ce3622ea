using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>
/// Attention of one sequence over itself or over another, under T5's names <c>q</c>, <c>k</c>, <c>v</c>, <c>o</c>. Scores are not scaled:
/// the initial weights of the queries are small instead.
/// </summary>
internal sealed class T5Attention : Module<Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "q")]
    private readonly Projection _query;

    [ComponentName(Name = "k")]
    private readonly Projection _key;

    [ComponentName(Name = "v")]
    private readonly Projection _value;

    [ComponentName(Name = "o")]
    private readonly Projection _output;

    [ComponentName(Name = "relative_attention_bias")]
    private readonly Embedding? _bias;

    private readonly ComputePrecision _precision;
    private readonly int _heads;
    private readonly double _dropout;
    private readonly RelativeBuckets _buckets;

    /// <summary>Makes an attention layer.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="buckets">The buckets whose bias the layer has, for itself and the layers above it; null for none.</param>
    /// <param name="precision">The precision of the model.</param>
    public T5Attention(T5Config config, RelativeBuckets? buckets, ComputePrecision precision)
        : base(nameof(T5Attention))
    {
        int width = config.HeadCount * config.HeadSize;
        (_precision, _heads, _dropout, _buckets) = (precision, config.HeadCount, config.Dropout, buckets ?? default);
        _query = new Projection(config.HiddenSize, width, hasBias: false, config.Deviation(config.HiddenSize * config.HeadSize), precision);
        _key = new Projection(config.HiddenSize, width, hasBias: false, config.Deviation(config.HiddenSize), precision);
        _value = new Projection(config.HiddenSize, width, hasBias: false, config.Deviation(config.HiddenSize), precision);
        _output = new Projection(width, config.HiddenSize, hasBias: false, config.Deviation(width), precision);
        _bias = buckets is { } some ? EmbeddingTables.Normal(some.Count, config.HeadCount, config.Deviation(config.HiddenSize)) : null;
        RegisterComponents();
    }

    /// <summary>What each query gathers.</summary>
    /// <param name="hidden">What asks, shape [batch, queries, hiddenSize].</param>
    /// <param name="memory">What is looked at, shape [batch, keys, hiddenSize].</param>
    /// <param name="mask">What is added to scores, broadcast to [batch, heads, queries, keys]; null for nothing.</param>
    /// <returns>Shape [batch, queries, hiddenSize].</returns>
    public override Tensor forward(Tensor hidden, Tensor memory, Tensor? mask)
    {
        (Tensor key, Tensor value) = KeyAndValue(memory);
        return Output(AttentionHeads.Attend(Query(hidden), key, value, mask, training ? _dropout : 0, _precision));
    }

    /// <summary>Queries, shape [batch, heads, queries, headSize].</summary>
    public Tensor Query(Tensor hidden) => AttentionHeads.Split(_query.forward(hidden), _heads);

    /// <summary>Keys and values, two tensors of shape [batch, heads, keys, headSize].</summary>
    public (Tensor Key, Tensor Value) KeyAndValue(Tensor memory) =>
        (AttentionHeads.Split(_key.forward(memory), _heads), AttentionHeads.Split(_value.forward(memory), _heads));

    /// <summary>The projection of what was gathered, shape [batch, queries, hiddenSize].</summary>
    public Tensor Output(Tensor context) => _output.forward(context);

    /// <summary>What is added to scores for the distance of key and query; only where the layer has a bias.</summary>
    /// <param name="firstQuery">The position of the first query.</param>
    /// <param name="queries">The number of queries.</param>
    /// <param name="keys">The number of keys.</param>
    /// <param name="device">Where the bias is.</param>
    /// <returns>Shape [1, heads, queries, keys].</returns>
    public Tensor Bias(int firstQuery, int queries, int keys, Device device)
    {
        Tensor table = BatchTensors.Indexes(_buckets.Table(firstQuery, queries, keys), [queries, keys], device);
        return _bias!.forward(table).permute(2, 0, 1).unsqueeze(0); // [1, heads, queries, keys]
    }
}
