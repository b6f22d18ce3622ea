using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="NoiseMask"/>; the defaults are T5's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NoiseMaskOptions
{
    /// <summary>Share of the tokens that is noise, in (0, 1).</summary>
    public double NoiseDensity { get; init; } = 0.15;

    /// <summary>Mean length of a span of noise, tokens, at least 1.</summary>
    public double MeanSpanLength { get; init; } = 3;

    /// <summary>
    /// Whether the mask is rotated by chance. Without it a row always begins clean and ends in noise, and a row with a single span has
    /// just its end hidden.
    /// </summary>
    public bool Roll { get; init; }
}
