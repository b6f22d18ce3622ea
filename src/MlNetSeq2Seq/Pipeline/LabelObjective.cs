namespace MlNetSeq2Seq.Pipeline;

/// <summary>What the labels of a column are, which their numbers do not show. Several where sources are mixed.</summary>
[Flags]
internal enum LabelObjective
{
    /// <summary>Nobody says.</summary>
    None = 0,

    /// <summary>The token that masking hid at the place.</summary>
    MaskedTokens = 1,

    /// <summary>The token behind the place.</summary>
    NextTokens = 2,

    /// <summary>The token that a decoder writes at the place.</summary>
    DecoderTokens = 4,

    /// <summary>The places of an answer.</summary>
    AnswerPlaces = 8,
}
