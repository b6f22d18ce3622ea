namespace MlNetSeq2Seq.Models;

/// <summary>
/// A <see cref="Seq2SeqModel"/> that reads a sequence from both sides and can say what a [MASK] hides: its
/// <see cref="Seq2SeqModel.Logits"/> at a masked position score the hidden token (Devlin et al., arXiv:1810.04805, section 3.1).
/// </summary>
public interface IMaskedLanguageModel
{
    /// <summary>Whether it scores the tokens of its vocabulary: not where another head was put on it.</summary>
    bool FillsMasks => true;
}
