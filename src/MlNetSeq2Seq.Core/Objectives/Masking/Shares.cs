namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Checks of options that are shares.</summary>
internal static class Shares
{
    /// <summary>Checks that a value is in [0, 1].</summary>
    internal static double Check(string who, double value, string name) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{who} needs {name} in [0, 1], but it is {value}.");
}
