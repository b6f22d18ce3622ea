namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>A row that holds several documents, or parts of them.</summary>
/// <param name="Ids">Token ids, shape [length].</param>
/// <param name="Labels">The id asked for at each position, <see cref="Samples.Labels.Ignore"/> where nothing is; shape [length].</param>
/// <param name="Positions">Position of each token, shape [length].</param>
/// <param name="Documents">Number of the document of each token in the row, from 0; shape [length].</param>
/// <param name="FirstRow">Number of the input row that the first token comes from.</param>
/// <param name="FirstOffset">Place of the first token in that row.</param>
public sealed record PackedTokens(int[] Ids, int[] Labels, int[] Positions, int[] Documents, long FirstRow, int FirstOffset)
{
    /// <summary>How much the loss of each label counts, shape [length]; null where every label counts 1.</summary>
    public float[]? LabelWeights { get; init; }
}
