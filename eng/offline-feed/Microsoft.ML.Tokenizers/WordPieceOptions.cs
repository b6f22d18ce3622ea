using System.Collections.Generic;

namespace Microsoft.ML.Tokenizers;

public class WordPieceOptions
{
    /// <summary>What takes the text into words; white space does where this is null.</summary>
    public PreTokenizer? PreTokenizer { get; set; }

    public Normalizer? Normalizer { get; set; }

    /// <summary>Tokens with their ids that stay whole wherever they occur in a text.</summary>
    public IReadOnlyDictionary<string, int>? SpecialTokens { get; set; }

    public string UnknownToken { get; set; } = "[UNK]";

    /// <summary>What the vocabulary writes before a piece that continues a word.</summary>
    public string ContinuingSubwordPrefix { get; set; } = "##";

    /// <summary>Longer words (in UTF-16 units) are unknown.</summary>
    public int MaxInputCharsPerWord { get; set; } = 100;
}
