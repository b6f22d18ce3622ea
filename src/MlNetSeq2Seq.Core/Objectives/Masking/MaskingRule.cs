using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>A way of masking: what a unit is, which units are chosen, what stands in their place. The published ways are its presets.</summary>
/// <remarks>
/// No preset hides the unknown token or shows a special token as a random one, although the published code does; with
/// <see cref="MaskUnknown"/> and <see cref="RandomTokens.Vocabulary"/> it is followed in that too.
/// </remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MaskingRule
{
    /// <summary>
    /// N-grams of up to three words, the shorter the likelier, within a budget of 15 % of the tokens, as Megatron-LM and ALBERT do
    /// (Lan et al., arXiv:1909.11942, section 4.1).
    /// </summary>
    public static MaskingRule Megatron { get; } = new();

    /// <summary>Single tokens, 15 % of them (Devlin et al., arXiv:1810.04805, section 3.1).</summary>
    public static MaskingRule Bert { get; } = new() { Unit = MaskingUnit.Token, Selection = new BudgetSelection { Ngrams = NgramLaw.Single } };

    /// <summary>
    /// Single words, 15 % of the tokens (Cui et al., arXiv:1906.08101); the rule of Hugging Face's DataCollatorForWholeWordMask too.
    /// </summary>
    public static MaskingRule BertWwm { get; } = new() { Selection = new BudgetSelection { Ngrams = NgramLaw.Single, MaximumMasked = 512 } };

    /// <summary>
    /// Runs of up to three words that each word begins with a chance of 15 %, and every word of more than three characters: the
    /// rule of Fengshenbang-LM's BERT pre-training. It chooses 22.4 % of short words; see <see cref="JiebaNgramSelection.TargetFraction"/>.
    /// </summary>
    public static MaskingRule JiebaNgram { get; } = new() { Selection = new JiebaNgramSelection() };

    /// <summary>Every word for itself with a chance of 15 % (bojone/bert4keras, RoBERTa-zh).</summary>
    public static MaskingRule RobertaZh { get; } = new() { Selection = new BernoulliSelection() };

    /// <summary>
    /// Spans of up to ten words, one draw for a span, random tokens by their frequency (Joshi et al., arXiv:1907.10529, section 3.1).
    /// </summary>
    public static MaskingRule SpanBert { get; } = new()
    {
        Selection = new SpanSelection(),
        Corruption = new TokenCorruption { PerSpan = true, RandomFrom = RandomTokens.Corpus },
    };

    /// <summary>N-grams of up to four words, shown as similar words and never as the mask (Cui et al., arXiv:2004.13922, section 4).</summary>
    public static MaskingRule MacBert { get; } = new()
    {
        Selection = new BudgetSelection { Ngrams = new NgramLaw { Maximum = 4, Shape = NgramShape.Weighted, Weights = [0.4, 0.3, 0.2, 0.1] } },
        Corruption = new SimilarWordCorruption(),
    };

    /// <summary>What is chosen as a whole.</summary>
    public MaskingUnit Unit { get; init; } = MaskingUnit.Word;

    /// <summary>Which units are chosen.</summary>
    public MaskSelection Selection { get; init; } = new BudgetSelection();

    /// <summary>What the input shows in their place.</summary>
    public MaskCorruption Corruption { get; init; } = new TokenCorruption();

    /// <summary>Whether the unknown token may be hidden, from which a model learns nothing.</summary>
    public bool MaskUnknown { get; init; }
}
