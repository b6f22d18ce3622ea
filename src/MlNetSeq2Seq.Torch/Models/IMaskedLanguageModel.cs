namespace MlNetSeq2Seq.Models;

/// <summary>
/// Marks a <see cref="Seq2SeqModel"/> that reads a sequence from both sides and can say what a [MASK] hides: its
/// <see cref="Seq2SeqModel.Logits"/> at a masked position score the hidden token (Devlin et al., arXiv:1810.04805, section 3.1).
/// </summary>
public interface IMaskedLanguageModel
{
}
