namespace MlNetSeq2Seq.Modules;

/// <summary>Which values of a vector are turned together.</summary>
internal enum RotaryPairs
{
    /// <summary>0 with 1, 2 with 3, …</summary>
    Neighbours,

    /// <summary>Each of the first half with its counterpart in the second.</summary>
    Halves,
}
