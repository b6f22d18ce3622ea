namespace MlNetSeq2Seq.Objectives;

/// <summary>The one check and wording of options that are shares or chances.</summary>
internal static class Shares
{
    internal static void Check(double value, string who, string name)
    {
        if (!(value >= 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{who} needs {name} in [0, 1], but it is {value}.");
        }
    }
}
