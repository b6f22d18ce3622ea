using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>A layer that keeps its inputs alone; in the backward pass it is computed again, with all that its gradients need.</summary>
internal sealed class RecomputedLayer : autograd.SingleTensorFunction<RecomputedLayer>
{
    private const string CallKey = "call";

    /// <inheritdoc/>
    public override string Name => nameof(RecomputedLayer);

    /// <inheritdoc/>
    /// <param name="ctx">Keeps the inputs.</param>
    /// <param name="vars">A <see cref="Call"/>, its inputs, its parameters.</param>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (Call)vars[0];
        Tensor[] inputs = [.. vars.Skip(1).Take(call.InputCount).Cast<Tensor>()];
        ctx.save_data(CallKey, call);
        ctx.save_for_backward([.. inputs]);
        using var scope = NewDisposeScope();
        return call.Forward(inputs).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <param name="ctx">Has kept the inputs.</param>
    /// <param name="grad_output">The gradient of the layer's result.</param>
    /// <returns>Nothing for the call, the gradients of its inputs, the gradients of its parameters; null for those that have none.</returns>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var call = (Call)ctx.get_data(CallKey);
        using DisposeScope scope = NewDisposeScope();

        // It was made for this call; its memory is of use to the layers below.
        scope.Attach(grad_output);

        // Copies without a past: what comes out must lead back to here and not beyond.
        Tensor[] inputs = [.. ctx.get_saved_variables().Select(saved => saved.detach().requires_grad_(saved.requires_grad))];
        Tensor[] wanted = [.. inputs.Where(input => input.requires_grad), .. call.Learning];
        IList<Tensor> gradients;
        using (enable_grad())
        {
            gradients = autograd.grad([Again(call, inputs)], wanted, [grad_output], allow_unused: true);
        }

        int next = 0;
        List<Tensor> all = [null!, .. inputs.Select(input => input.requires_grad ? gradients[next++] : null!), .. call.Learning.Select(_ => gradients[next++])];
        call.Owner.HandBack([.. gradients.Where(gradient => gradient is { IsInvalid: false }).Select(gradient => gradient.MoveToOuterDisposeScope())]);
        return all;
    }

    // Attention weights were seen when the layer was computed first.
    private static Tensor Again(Call call, Tensor[] inputs)
    {
        using IDisposable unseen = AttentionCapture.Suspend();
        using IDisposable drawn = call.Draws.Again();
        return call.Forward(inputs);
    }

    /// <summary>One run of a layer.</summary>
    /// <param name="Owner">Who asked for it.</param>
    /// <param name="Forward">What the layer makes of its inputs.</param>
    /// <param name="InputCount">The number of its inputs.</param>
    /// <param name="Learning">Those of its parameters that get a gradient.</param>
    /// <param name="Draws">What it draws.</param>
    internal sealed record Call(ActivationRecomputation Owner, Func<Tensor[], Tensor> Forward, int InputCount, Parameter[] Learning, RandomDraws Draws);
}
