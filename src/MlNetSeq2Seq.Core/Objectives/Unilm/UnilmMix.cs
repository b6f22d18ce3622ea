using System.Text.Json.Serialization;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Objectives.Unilm;

/// <summary>How often each of UniLM's four objectives is trained; weights in any unit.</summary>
/// <remarks>The defaults are the paper's (Dong et al., arXiv:1905.03197, section 2.3): 1/3, 1/6, 1/6 and 1/3.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UnilmMix
{
    /// <summary>Weight of hiding tokens that both sides may explain.</summary>
    public double Bidirectional { get; init; } = 2;

    /// <summary>Weight of the language model from left to right.</summary>
    public double LeftToRight { get; init; } = 1;

    /// <summary>Weight of the language model from right to left.</summary>
    public double RightToLeft { get; init; } = 1;

    /// <summary>Weight of the second part given the first.</summary>
    public double SequenceToSequence { get; init; } = 2;

    /// <summary>A mix of one objective alone.</summary>
    /// <param name="kind">The objective.</param>
    public static UnilmMix Only(AttentionKind kind) => new()
    {
        Bidirectional = kind == AttentionKind.Bidirectional ? 1 : 0,
        LeftToRight = kind == AttentionKind.LeftToRight ? 1 : 0,
        RightToLeft = kind == AttentionKind.RightToLeft ? 1 : 0,
        SequenceToSequence = kind == AttentionKind.SequenceToSequence ? 1 : 0,
    };

    /// <summary>Draws an objective: for a row, or for all rows of a batch.</summary>
    /// <param name="random">The only source of chance; one number is drawn.</param>
    /// <exception cref="InvalidOperationException">A weight is negative, or all are 0.</exception>
    public AttentionKind Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Validate();
        double rest = random.NextDouble() * Weights.Sum();
        AttentionKind last = AttentionKind.Bidirectional;
        foreach (AttentionKind kind in Enum.GetValues<AttentionKind>().Where(kind => Weights[(int)kind] > 0))
        {
            last = kind;
            rest -= Weights[(int)kind];
            if (rest < 0)
            {
                break;
            }
        }

        return last;
    }

    internal void Validate()
    {
        if (!(Weights.All(weight => weight >= 0 && double.IsFinite(weight)) && Weights.Sum() > 0))
        {
            throw new InvalidOperationException(
                $"UnilmMix needs weights of which none is negative and one is greater than 0, but has {string.Join(", ", Weights)}.");
        }
    }

    // In the order of AttentionKind.
    private double[] Weights => [Bidirectional, LeftToRight, RightToLeft, SequenceToSequence];
}
