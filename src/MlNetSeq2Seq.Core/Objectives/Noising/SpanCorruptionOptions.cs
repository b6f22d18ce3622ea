using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="SpanCorruption"/>; the defaults are T5's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SpanCorruptionOptions
{
    /// <summary>Which tokens are hidden.</summary>
    public NoiseMaskOptions Mask { get; init; } = new();

    /// <summary>Whether density and span lengths count words, which are then hidden whole, and not tokens.</summary>
    public bool WholeWords { get; init; }

    /// <summary>How the source shows a hidden span.</summary>
    public SpanDisplay Display { get; init; } = SpanDisplay.Sentinel;

    /// <summary>What the model must write.</summary>
    public SpanTarget Target { get; init; } = SpanTarget.HiddenSpans;

    /// <summary>
    /// Ids of the sentinels in the order of their use, with <see cref="SpanDisplay.Sentinel"/>;
    /// <see cref="Tokens.SentinelTokens"/> finds those of a vocabulary.
    /// </summary>
    public IReadOnlyList<int> SentinelIds { get; init; } = [];

    /// <summary>The mask, with the displays that show one.</summary>
    public int? MaskId { get; init; }

    /// <summary>The token that ends source and target, put there where a source does not end with it; null adds none.</summary>
    public int? EndId { get; init; }

    /// <summary>
    /// Whether the target shows each clean run, and not each hidden span, as a sentinel. That is what T5's code does; it makes a
    /// difference only for a row that begins with noise, whose first span then has no sentinel and whose sentinels in source and target
    /// differ by one.
    /// </summary>
    public bool NumbersCleanRuns { get; init; }
}
