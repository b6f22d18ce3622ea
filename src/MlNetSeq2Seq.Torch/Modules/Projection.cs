using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// A linear layer, y = x Wᵀ + b, that computes in the precision of its model and keeps its weights in float32. TorchSharp
/// has no autocast, so the casts are written out here; their backward pass brings the gradients back to float32.
/// </summary>
public sealed class Projection : Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;

    private readonly ComputePrecision _precision;

    /// <summary>Makes a layer with normally distributed weights and a bias of zero.</summary>
    /// <param name="inputSize">The width of the input.</param>
    /// <param name="outputSize">The width of the output.</param>
    /// <param name="hasBias">Whether a bias is added.</param>
    /// <param name="initializerRange">The standard deviation of the initial weights.</param>
    /// <param name="precision">The precision of the model that the layer belongs to.</param>
    public Projection(long inputSize, long outputSize, bool hasBias, double initializerRange, ComputePrecision precision)
        : base(nameof(Projection))
    {
        _precision = precision;
        _weight = new Parameter(init.normal_(empty(outputSize, inputSize), 0, initializerRange));
        _bias = hasBias ? new Parameter(zeros(outputSize)) : null;
        RegisterComponents();
    }

    /// <summary>The weights, shape [outputSize, inputSize].</summary>
    public Parameter Weight => _weight;

    /// <summary>The bias, shape [outputSize]; null where the layer has none.</summary>
    public Parameter? Bias => _bias;

    /// <inheritdoc/>
    /// <param name="input">Shape [..., inputSize].</param>
    /// <returns>Shape [..., outputSize], in the precision of the model.</returns>
    public override Tensor forward(Tensor input)
    {
        if (_precision.IsReduced)
        {
            return F.linear(_precision.Cast(input), _precision.Cast(_weight), _bias is null ? null : _precision.Cast(_bias));
        }

        return Apply(input, _weight, _bias);
    }

    /// <summary>x Wᵀ + b in the precision of a model, as float32: the output layer over a vocabulary.</summary>
    /// <param name="input">Shape [..., inputSize].</param>
    /// <param name="weight">Shape [outputSize, inputSize].</param>
    /// <param name="bias">Shape [outputSize]; null for none.</param>
    /// <param name="precision">The precision of the model.</param>
    /// <returns>Shape [..., outputSize], float32.</returns>
    internal static Tensor Apply(Tensor input, Tensor weight, Tensor? bias, ComputePrecision precision) => precision.IsReduced
        ? F.linear(precision.Cast(input), precision.Cast(weight), bias is null ? null : precision.Cast(bias)).to(ScalarType.Float32)
        : Apply(input, weight, bias);

    /// <summary>x Wᵀ + b in float32. One row without a gradient, of which decoding consists, is computed as a matrix-vector product: half the time.</summary>
    /// <param name="input">Shape [..., inputSize].</param>
    /// <param name="weight">Shape [outputSize, inputSize].</param>
    /// <param name="bias">Shape [outputSize]; null for none.</param>
    /// <returns>Shape [..., outputSize].</returns>
    internal static Tensor Apply(Tensor input, Tensor weight, Tensor? bias)
    {
        if (is_grad_enabled() || input.NumberOfElements != input.shape[^1])
        {
            return F.linear(input, weight, bias);
        }

        long[] shape = input.shape;
        shape[^1] = weight.shape[0];
        Tensor row = input.reshape(-1); // [inputSize]
        return (bias is null ? weight.mv(row) : bias.addmv(weight, row)).view(shape);
    }
}
