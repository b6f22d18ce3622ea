using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>One layer of the encoder. T5's names number the sub-layers: <c>layer.0</c> is attention, <c>layer.1</c> feed-forward.</summary>
internal sealed class T5EncoderBlock : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<Module> _layers;

    public T5EncoderBlock(T5Config config, RelativeBuckets? buckets, ComputePrecision precision)
        : base(nameof(T5EncoderBlock))
    {
        _layers = ModuleList<Module>(new T5SelfAttentionLayer(config, buckets, precision), new T5FeedForwardLayer(config, precision));
        RegisterComponents();
    }

    public T5SelfAttentionLayer Attention => (T5SelfAttentionLayer)_layers[0];

    private T5FeedForwardLayer FeedForward => (T5FeedForwardLayer)_layers[1];

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor mask) => FeedForward.forward(Attention.forward(hidden, mask));
}
