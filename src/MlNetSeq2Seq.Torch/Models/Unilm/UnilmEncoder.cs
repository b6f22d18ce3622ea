using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>Embeddings, layers and pooler, under the names that BERT's weights have below <c>bert.</c>.</summary>
internal sealed class UnilmEncoder : Module<Tensor, Tensor, Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "embeddings")]
    private readonly UnilmEmbeddings _embeddings;

    [ComponentName(Name = "encoder")]
    private readonly UnilmLayerStack _stack;

    [ComponentName(Name = "pooler")]
    private readonly UnilmPooler _pooler;

    public UnilmEncoder(UnilmConfig config, ComputePrecision precision)
        : base(nameof(UnilmEncoder))
    {
        _embeddings = new UnilmEmbeddings(config);
        _stack = new UnilmLayerStack(config, precision);
        _pooler = new UnilmPooler(config, precision);
        RegisterComponents();
    }

    public UnilmEmbeddings Embeddings => _embeddings;

    public UnilmLayerStack Stack => _stack;

    /// <summary>The hidden states of token ids.</summary>
    /// <param name="ids">Shape [batch, length].</param>
    /// <param name="segments">Shape [batch, length].</param>
    /// <param name="positions">Shape [batch or 1, length].</param>
    /// <param name="mask">What is added to attention scores, shape [batch, 1, length or 1, length].</param>
    /// <returns>Hidden states, shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor segments, Tensor positions, Tensor mask) =>
        _stack.forward(_embeddings.forward(ids, segments, positions), mask);

    /// <summary>The summary of hidden states, shape [batch, hiddenSize].</summary>
    public Tensor Pool(Tensor hidden) => _pooler.forward(hidden);
}
