using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Mixing;

/// <summary>Options of <see cref="MixedDataView"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MixSourcesOptions
{
    /// <summary>How often each source is drawn from.</summary>
    public MixingRates Rates { get; init; } = MixingRates.Proportional();

    /// <summary>How many rows a pass has, where <see cref="RowCount"/> does not say so.</summary>
    public MixLength Length { get; init; } = MixLength.EveryRow;

    /// <summary>Rows of a pass; null for as many as <see cref="Length"/> wants.</summary>
    public long? RowCount { get; init; }

    /// <summary>The text column that is added: the name of the source that a row comes from.</summary>
    public string SourceColumn { get; init; } = "SourceName";

    /// <summary>
    /// Decides the order of the canonical pass, and which rows a source gives that is not read a whole number of times.
    /// </summary>
    public int Seed { get; init; }
}
