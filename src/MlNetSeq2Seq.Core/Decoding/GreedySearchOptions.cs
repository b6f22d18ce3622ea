using System.Text.Json.Serialization;
using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Options of <see cref="GreedySearch"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GreedySearchOptions : SearchOptions
{
    /// <inheritdoc/>
    public override ISearch CreateSearch(int endId, params IReadOnlyList<ILogitsRule> rules) => new GreedySearch(this, endId, rules);
}
