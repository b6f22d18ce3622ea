using System;

namespace TorchSharp;

/// <summary>The numbers of Adam's rule.</summary>
/// <param name="DecouplesDecay">Whether decay shrinks the parameter itself (AdamW), rather than being added to the gradient.</param>
internal sealed record AdamSettings(
    double LearningRate, double Beta1, double Beta2, double Eps, double WeightDecay, bool Maximize, bool DecouplesDecay)
{
    /// <summary>Refuses numbers with which the rule cannot converge.</summary>
    internal static void Check(double learningRate, double beta1, double beta2, double eps, double weightDecay)
    {
        if (learningRate < 0)
        {
            throw new ArgumentException($"Invalid learning rate: {learningRate}");
        }

        if (eps < 0)
        {
            throw new ArgumentException($"Invalid ε: {eps}");
        }

        if (beta1 is < 0 or >= 1)
        {
            throw new ArgumentException($"Invalid beta1: {beta1}");
        }

        if (beta2 is < 0 or >= 1)
        {
            throw new ArgumentException($"Invalid beta2: {beta2}");
        }

        if (weightDecay < 0)
        {
            throw new ArgumentException($"Invalid weight_decay value: {weightDecay}");
        }
    }
}
