using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// The end of a post-norm sub-layer: LayerNorm(residual + Dropout(Dense(x))). Names as in BERT: <c>dense</c>, <c>LayerNorm</c>.
/// Source: Vaswani et al., arXiv 1706.03762, section 3.1.
/// </summary>
public sealed class AddNorm : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;

    /// <summary>Makes the end of a sub-layer.</summary>
    /// <param name="inputSize">The width of what the sub-layer computed.</param>
    /// <param name="hiddenSize">The width of the hidden states.</param>
    /// <param name="dropout">The share of values dropped in training, in [0, 1).</param>
    /// <param name="epsilon">What is added to a variance before its root is taken.</param>
    /// <param name="initializerRange">The standard deviation of the initial weights.</param>
    /// <param name="precision">The precision of the model.</param>
    public AddNorm(long inputSize, long hiddenSize, double dropout, double epsilon, double initializerRange, ComputePrecision precision)
        : base(nameof(AddNorm))
    {
        _dense = new Projection(inputSize, hiddenSize, hasBias: true, initializerRange, precision);
        _norm = LayerNorm([hiddenSize], epsilon);
        _dropout = dropout;
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="input">Shape [..., inputSize].</param>
    /// <param name="residual">The input of the sub-layer, shape [..., hiddenSize], float32.</param>
    /// <returns>Shape [..., hiddenSize], float32.</returns>
    public override Tensor forward(Tensor input, Tensor residual)
    {
        Tensor hidden = Dropouts.Apply(_dense.forward(input), _dropout, training);
        return _norm.forward(residual.add(hidden)); // bfloat16 plus float32 is float32
    }
}
