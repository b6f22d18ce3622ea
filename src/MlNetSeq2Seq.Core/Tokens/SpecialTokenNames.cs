using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>How a vocabulary writes its special tokens; the defaults are BERT's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SpecialTokenNames
{
    /// <summary>Fills the places after the end of a shorter sequence.</summary>
    public string Padding { get; init; } = "[PAD]";

    /// <summary>Stands for what the vocabulary lacks.</summary>
    public string Unknown { get; init; } = "[UNK]";

    /// <summary>Begins a sequence.</summary>
    public string Classification { get; init; } = "[CLS]";

    /// <summary>Ends the source and the target.</summary>
    public string Separator { get; init; } = "[SEP]";

    /// <summary>Hides a token.</summary>
    public string Mask { get; init; } = "[MASK]";

    /// <summary>The five names in the order in which a new vocabulary begins with them.</summary>
    public IReadOnlyList<string> InOrder() => [Padding, Unknown, Classification, Separator, Mask];

    /// <summary>One name for all five, as GPT-2 has it.</summary>
    /// <param name="name">The name.</param>
    internal static SpecialTokenNames All(string name) => new() { Padding = name, Unknown = name, Classification = name, Separator = name, Mask = name };
}
