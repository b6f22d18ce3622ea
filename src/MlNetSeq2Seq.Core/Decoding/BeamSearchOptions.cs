using System.Text.Json.Serialization;
using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Options of <see cref="BeamSearch"/>. The remarks say how to get what other libraries do.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>library</term><description>options</description></listheader>
/// <item><term>Hugging Face, before 4.39</term><description>
/// Finished Pooled; Stopping PoolIsFull for <c>early_stopping=True</c>, NothingBetterNow for <c>False</c>; LengthPenalty of form Power
/// without the end token and with the prefix.</description></item>
/// <item><term>Hugging Face, from 4.39</term><description>
/// The same with LengthPenalty of form Power with the end token and without the prefix, which is the default of the form.
/// </description></item>
/// <item><term>UniLM, s2s-ft</term><description>Finished InBeam; LengthPenalty of form Gnmt.</description></item>
/// <item><term>bert4keras</term><description>
/// Finished Discarded, EarlyEnd Ordinary, MinimumLength two less than its minlen, which counts the start and the end token.
/// </description></item>
/// </list>
/// </remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BeamSearchOptions : SearchOptions
{
    /// <summary>Hypotheses that are kept for each source.</summary>
    public int BeamSize { get; init; } = 3;

    /// <summary>How the length of a hypothesis enters its score.</summary>
    public LengthPenalty LengthPenalty { get; init; } = LengthPenalty.None;

    /// <summary>What becomes of a hypothesis that is finished while others are not.</summary>
    public FinishedHypotheses Finished { get; init; } = FinishedHypotheses.Pooled;

    /// <summary>When a source is done, with <see cref="FinishedHypotheses.Pooled"/>.</summary>
    public BeamStopping Stopping { get; init; } = BeamStopping.NothingBetterPossible;

    /// <summary>What an end token is before <see cref="SearchOptions.MinimumLength"/> is reached.</summary>
    public EarlyEnd EarlyEnd { get; init; } = EarlyEnd.Forbidden;

    /// <summary>End tokens that a finished hypothesis holds: 2 for texts of two parts that each end with one.</summary>
    public int EndCount { get; init; } = 1;

    /// <inheritdoc/>
    public override ISearch CreateSearch(int endId, params IReadOnlyList<ILogitsRule> rules) => new BeamSearch(this, endId, rules);
}
