namespace Microsoft.ML.Tokenizers;

public sealed class BertOptions : WordPieceOptions
{
    public bool LowerCaseBeforeTokenization { get; set; } = true;

    /// <summary>Whether to clean the text and to split at punctuation; else words are what stands between white space.</summary>
    public bool ApplyBasicTokenization { get; set; } = true;

    /// <summary>Whether special tokens in a text stay whole.</summary>
    public bool SplitOnSpecialTokens { get; set; } = true;

    public string SeparatorToken { get; set; } = "[SEP]";

    public string PaddingToken { get; set; } = "[PAD]";

    public string ClassificationToken { get; set; } = "[CLS]";

    public string MaskingToken { get; set; } = "[MASK]";

    /// <summary>Whether each CJK ideograph is a word.</summary>
    public bool IndividuallyTokenizeCjk { get; set; } = true;

    /// <summary>Whether accents are taken off.</summary>
    public bool RemoveNonSpacingMarks { get; set; }
}
