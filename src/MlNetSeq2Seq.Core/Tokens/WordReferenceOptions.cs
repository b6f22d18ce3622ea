using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Options of <see cref="WordReferenceBuilder"/>; the defaults are the source's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WordReferenceOptions
{
    /// <summary>
    /// A block ends before the line that would follow more than this many characters; so a block has up to a line more than this. At least 1.
    /// </summary>
    public int BlockLength { get; init; } = 512;

    /// <summary>Blocks of fewer characters are dropped.</summary>
    public int MinimumLength { get; init; } = 20;
}
