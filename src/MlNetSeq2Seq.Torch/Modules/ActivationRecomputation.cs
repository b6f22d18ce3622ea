using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Whether the layers of a model keep what they compute until the backward pass needs it, or compute it once more there: about a third
/// more time for the memory of one layer in place of all. On the CPU gradients have the same bits either way. One instance is handed to
/// all layers of a model, so that training can choose without rebuilding the model. Source: Chen et al., arXiv 1604.06174, section 4.
/// </summary>
public sealed class ActivationRecomputation
{
    private List<Tensor> _handedBack = [];

    /// <summary>Whether layers compute a second time in place of keeping; false until it is set.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Chooses whether layers compute a second time in place of keeping.</summary>
    /// <param name="isOn">Whether they do.</param>
    public void Set(bool isOn) => IsOn = isOn;

    /// <summary>Runs one layer.</summary>
    /// <param name="layer">The layer; its parameters get their gradients.</param>
    /// <param name="forward">
    /// What the layer makes of the inputs, a pure function of them, the layer's parameters and libtorch's generator. What else it reads
    /// has no gradient and lives until the backward pass; no tensor that it makes is used outside, but for the result.
    /// </param>
    /// <param name="inputs">What the layer reads that may have a gradient: hidden states first, then what other layers read too.</param>
    /// <returns>The result of <paramref name="forward"/>.</returns>
    internal Tensor Run(nn.Module layer, Func<Tensor[], Tensor> forward, params Tensor[] inputs)
    {
        if (!is_grad_enabled())
        {
            return LayerCapture.Seen(forward(inputs));
        }

        if (!IsOn)
        {
            // A view for each layer sums the gradients of what several layers read within the layer first, as they are when it is computed
            // again: sums in another order have other last bits.
            return LayerCapture.Seen(forward([inputs[0], .. inputs.Skip(1).Select(input => input.view(input.shape))]));
        }

        Parameter[] learning = [.. layer.parameters().Where(parameter => parameter.requires_grad)];
        var call = new RecomputedLayer.Call(this, forward, inputs.Length, learning, RandomDraws.Begin(inputs[0].device));
        return LayerCapture.Seen(RecomputedLayer.apply([call, .. inputs, .. learning]));
    }

    /// <summary>
    /// Takes gradients that were given to libtorch, and ends our hold on those before: kept to the end of the step, they would cost the
    /// memory of all parameters once more.
    /// </summary>
    internal void HandBack(List<Tensor> gradients)
    {
        foreach (Tensor gradient in _handedBack)
        {
            gradient.Dispose();
        }

        _handedBack = gradients;
    }
}
