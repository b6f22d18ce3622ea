#nullable enable
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Mean 0 and variance 1 over the last dimensions, then a learnt scale and shift.</summary>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(LayerNorm))
    {
        this.normalized_shape = normalized_shape;
        this.eps = eps;
        this.elementwise_affine = elementwise_affine;
        if (elementwise_affine)
        {
            weight = new Parameter(empty(normalized_shape, dtype, device));
            if (bias)
            {
                this.bias = new Parameter(empty(normalized_shape, dtype, device));
            }
        }

        reset_parameters();
    }

    public long[] normalized_shape { get; set; }

    public double eps { get; set; }

    public bool elementwise_affine { get; set; }

    /// <summary>The shifts, or null; what is set belongs to the module, and the old one is disposed.</summary>
    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias?.Dispose();
            _bias = value?.DetachFromDisposeScope() as Parameter;
            ConditionallyRegisterParameter(nameof(bias), _bias);
        }
    }

    /// <summary>The scales; what is set belongs to the module, and the old one is disposed.</summary>
    public Parameter weight
    {
        get => _weight!;
        set
        {
            if (!ReferenceEquals(value, _weight))
            {
                _weight?.Dispose();
                _weight = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }
    }

    /// <summary>Scales of one, shifts of zero.</summary>
    public void reset_parameters()
    {
        if (elementwise_affine)
        {
            init.ones_(weight);
        }

        if (bias is not null)
        {
            init.zeros_(bias);
        }
    }

    public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);

    protected internal override Module _to(Device device, ScalarType dtype, bool non_blocking) => Replace(dtype, device);

    protected internal override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
        Replace(null, new Device(deviceType, deviceIndex));

    protected internal override Module _to(ScalarType dtype, bool non_blocking) => Replace(dtype, null);

    protected override void Dispose(bool disposing)
    {
        _weight?.Dispose();
        _bias?.Dispose();
        base.Dispose(disposing);
    }

    private LayerNorm Replace(ScalarType? dtype, Device? device)
    {
        if (_weight is not null && ReplaceParameter(dtype, device, _weight, out Parameter? movedWeight))
        {
            weight = movedWeight!;
        }

        if (_bias is not null && ReplaceParameter(dtype, device, _bias, out Parameter? movedBias))
        {
            bias = movedBias;
        }

        return this;
    }
}
