using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>
/// One layer of the decoder. T5's names number the sub-layers: <c>layer.0</c> is attention over itself, <c>layer.1</c> over the source,
/// <c>layer.2</c> feed-forward.
/// </summary>
internal sealed class T5DecoderBlock : Module<Tensor, Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<Module> _layers;

    public T5DecoderBlock(T5Config config, RelativeBuckets? buckets, ComputePrecision precision)
        : base(nameof(T5DecoderBlock))
    {
        _layers = ModuleList<Module>(
            new T5SelfAttentionLayer(config, buckets, precision), new T5CrossAttentionLayer(config, precision), new T5FeedForwardLayer(config, precision));
        RegisterComponents();
    }

    public T5SelfAttentionLayer Attention => (T5SelfAttentionLayer)_layers[0];

    private T5CrossAttentionLayer CrossAttention => (T5CrossAttentionLayer)_layers[1];

    private T5FeedForwardLayer FeedForward => (T5FeedForwardLayer)_layers[2];

    /// <summary>The layer over whole targets.</summary>
    public override Tensor forward(Tensor hidden, Tensor mask, Tensor memory, Tensor? memoryMask) =>
        FeedForward.forward(CrossAttention.forward(Attention.forward(hidden, mask), memory, memoryMask));

    /// <summary>Keeps what the layer sees of encoded sources.</summary>
    public void Read(Tensor memory, int layer, KeyValueCache cache) => CrossAttention.Read(memory, layer, cache);

    /// <summary>The layer over one token a row, shape [rows, 1, hiddenSize].</summary>
    public Tensor Write(Tensor hidden, Tensor bias, int layer, KeyValueCache cache) =>
        FeedForward.forward(CrossAttention.Write(Attention.Write(hidden, bias, layer, cache), layer, cache));
}
