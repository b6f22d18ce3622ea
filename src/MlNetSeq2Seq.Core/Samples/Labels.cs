namespace MlNetSeq2Seq.Samples;

/// <summary>What a label can be besides a token id.</summary>
public static class Labels
{
    /// <summary>The label of a position that loss and metrics skip; PyTorch's <c>ignore_index</c>.</summary>
    public const int Ignore = -100;
}
