using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>Embeddings, layers and pooler, under the names that BERT's weights have below <c>bert.</c>.</summary>
internal sealed class BertEncoder : Module<Tensor, Tensor, Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "embeddings")]
    private readonly BertEmbeddings _embeddings;

    [ComponentName(Name = "encoder")]
    private readonly BertLayerStack _stack;

    [ComponentName(Name = "pooler")]
    private readonly BertPooler? _pooler;

    public BertEncoder(BertSizes sizes, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(BertEncoder))
    {
        _embeddings = new BertEmbeddings(sizes);
        _stack = new BertLayerStack(sizes, precision, recomputation);
        _pooler = sizes.HasPooler ? new BertPooler(sizes, precision) : null;
        RegisterComponents();
    }

    public BertEmbeddings Embeddings => _embeddings;

    public BertLayerStack Stack => _stack;

    /// <summary>The hidden states of token ids.</summary>
    /// <param name="ids">Shape [batch, length].</param>
    /// <param name="segments">Shape [batch, length].</param>
    /// <param name="positions">Shape [batch or 1, length].</param>
    /// <param name="mask">What is added to attention scores, shape [batch, 1, length or 1, length].</param>
    /// <param name="sets">Which of a position's embeddings is meant in each row, shape [batch, 1]; null for the last.</param>
    /// <returns>Hidden states, shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor segments, Tensor positions, Tensor mask, Tensor? sets) =>
        _stack.forward(_embeddings.forward(ids, segments, positions, sets), mask);

    /// <summary>The summary of hidden states, shape [batch, hiddenSize].</summary>
    /// <exception cref="InvalidOperationException">The encoder was made without a pooler.</exception>
    public Tensor Pool(Tensor hidden) =>
        _pooler?.forward(hidden) ?? throw new InvalidOperationException("This BERT encoder has no pooler; its head does not ask for one.");
}
