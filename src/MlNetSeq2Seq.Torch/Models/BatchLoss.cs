using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>What a model lost on a batch.</summary>
/// <param name="Tokens">The mean loss of the labelled tokens, a scalar.</param>
/// <param name="Classes">The mean loss of the rows that have a class, a scalar; null where none has.</param>
internal readonly record struct BatchLoss(Tensor Tokens, Tensor? Classes)
{
    /// <summary>The loss of the batch, or its part of the loss of a step.</summary>
    public Tensor Sum(StepShare share)
    {
        Tensor tokens = Scaled(Tokens, share.Tokens);
        return Classes is { } classes ? tokens.add(Scaled(classes, share.Classes)) : tokens;
    }

    private static Tensor Scaled(Tensor loss, double share) => share == 1 ? loss : loss.mul(share);
}
