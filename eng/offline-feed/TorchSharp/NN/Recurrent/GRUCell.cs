#nullable enable
using System;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>One step of a gated recurrent unit; the gates are r, z, n.</summary>
public sealed class GRUCell : Module<Tensor, Tensor, Tensor>
{
    private static readonly Op Step = new("gru_cell");

    private readonly RecurrentCell _cell;

    internal GRUCell(long inputSize, long hiddenSize, bool bias) : base(nameof(GRUCell))
    {
        _cell = new RecurrentCell(_internal_params, hiddenSize);
        foreach ((string name, Parameter parameter) in RecurrentCell.NewParameters(3, inputSize, hiddenSize, bias))
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

    /// <returns>The new hidden state.</returns>
    public override Tensor forward(Tensor input, Tensor? h0 = null)
    {
        using Tensor? zero = h0 is null ? _cell.ZeroState(input) : null;
        return Step.Call([
            input, h0 ?? zero, _cell.Get("weight_ih"), _cell.Get("weight_hh"), _cell.Get("bias_ih"), _cell.Get("bias_hh")]);
    }
}
