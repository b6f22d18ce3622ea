using System.Collections.Generic;

namespace Microsoft.ML.Tokenizers;

/// <summary>What encoding a text gave.</summary>
public struct EncodeResults<T>
{
    public IReadOnlyList<T> Tokens { get; set; }

    /// <summary>The text as it was encoded; null where it was not normalized.</summary>
    public string? NormalizedText { get; set; }

    /// <summary>How many characters of that text the tokens cover, from its beginning.</summary>
    public int CharsConsumed { get; set; }
}
