using System.Text.Json.Serialization;
using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Options of <see cref="Sampling"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SamplingOptions : SearchOptions
{
    /// <summary>Logits are divided by this: less than 1 makes likely tokens more likely, more than 1 evens out. Greater than 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only so many of the most likely tokens are drawn from, and those as likely as the last of them; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the most likely tokens that together have this probability are drawn from, in (0, 1]; 1 for all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>With the key of the source and the number of the text, decides what is drawn.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public override ISearch CreateSearch(int endId, params IReadOnlyList<ILogitsRule> rules) => new Sampling(this, endId, rules);
}
