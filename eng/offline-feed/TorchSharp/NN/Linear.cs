#nullable enable
using System;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>x W^T + b over the last dimension.</summary>
public sealed class Linear : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    internal Linear(Parameter weight, Parameter? bias = null)
        : base(nameof(Linear))
    {
        in_features = weight.shape[1];
        out_features = weight.shape[0];
        this.weight = weight;
        if (bias is not null)
        {
            this.bias = bias;
        }
    }

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Linear))
    {
        in_features = inputSize;
        out_features = outputSize;
        weight = new Parameter(empty([outputSize, inputSize], dtype, device));

        // PyTorch's: with a = sqrt(5) the bound is 1 / sqrt(inputs), for the weights as for the bias.
        init.kaiming_uniform_(weight, a: Math.Sqrt(5));
        if (hasBias)
        {
            bias = new Parameter(empty([outputSize], dtype, device));
            double bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
            init.uniform_(bias, -bound, bound);
        }
    }

    public long in_features { get; set; }

    public long out_features { get; set; }

    /// <summary>The shifts of the outputs, or null; what is set belongs to the module, and the old one is disposed.</summary>
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

    /// <summary>[out_features, in_features]; what is set belongs to the module, and the old one is disposed.</summary>
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

    public override Tensor forward(Tensor tensor) => functional.linear(tensor, _weight!, _bias);

    protected internal override Module _to(Device device, ScalarType dtype, bool non_blocking) => Replace(dtype, device);

    protected internal override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
        Replace(null, new Device(deviceType, deviceIndex));

    protected internal override Module _to(ScalarType dtype, bool non_blocking) => Replace(dtype, null);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _weight?.Dispose();
            _bias?.Dispose();
        }
    }

    private Linear Replace(ScalarType? dtype, Device? device)
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
