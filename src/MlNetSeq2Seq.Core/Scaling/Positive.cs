using System.Runtime.CompilerServices;

namespace MlNetSeq2Seq.Scaling;

/// <summary>The one check of the arguments of the laws.</summary>
internal static class Positive
{
    /// <summary>The value, if it is greater than 0.</summary>
    internal static double Of(double value, [CallerArgumentExpression(nameof(value))] string name = "") => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"A scaling law needs {name} greater than 0, but it is {value}.");
}
