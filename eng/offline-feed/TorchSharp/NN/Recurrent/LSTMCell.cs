#nullable enable
using System;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>One step of a long short-term memory; the gates are i, f, g, o.</summary>
public sealed class LSTMCell : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
{
    private static readonly Op Step = new("lstm_cell");

    private readonly RecurrentCell _cell;

    internal LSTMCell(long inputSize, long hiddenSize, bool bias) : base(nameof(LSTMCell))
    {
        _cell = new RecurrentCell(_internal_params, hiddenSize);
        foreach ((string name, Parameter parameter) in RecurrentCell.NewParameters(4, inputSize, hiddenSize, bias))
        {
            register_parameter(name, parameter);
        }
    }

    // Each access gives another object for the same parameter, as the original does.
    [DisallowNull]
    public Parameter? bias_ih { get => _cell.Reference(nameof(bias_ih)); set => ConditionallyRegisterParameter(nameof(bias_ih), value); }

    [DisallowNull]
    public Parameter? bias_hh { get => _cell.Reference(nameof(bias_hh)); set => ConditionallyRegisterParameter(nameof(bias_hh), value); }

    [DisallowNull]
    public Parameter? weight_ih
    {
        get => _cell.Reference(nameof(weight_ih));
        set => ConditionallyRegisterParameter(nameof(weight_ih), value);
    }

    [DisallowNull]
    public Parameter? weight_hh
    {
        get => _cell.Reference(nameof(weight_hh));
        set => ConditionallyRegisterParameter(nameof(weight_hh), value);
    }

    /// <returns>The new hidden and cell state.</returns>
    public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        using Tensor? zero = h0_c0 is null ? _cell.ZeroState(input) : null;
        (Tensor h0, Tensor c0) = h0_c0 ?? (zero!, zero!);
        return Step.CallPair([
            input, new[] { h0, c0 }, _cell.Get("weight_ih"), _cell.Get("weight_hh"), _cell.Get("bias_ih"), _cell.Get("bias_hh")]);
    }

    public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
}
