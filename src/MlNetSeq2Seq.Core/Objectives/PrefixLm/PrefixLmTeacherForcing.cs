using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Objectives.PrefixLm;

/// <summary>
/// Next-token labels over a prefix: every position from the last of the source on must give the token that follows it, so the
/// first token of the target is asked of the source's last token and the end token of the target's last
/// (Su Jianlin, kexue.fm article 6933; bert4keras, task_seq2seq_autotitle).
/// </summary>
/// <remarks>
/// Unlike <see cref="PrefixLmMasking"/> nothing is hidden and nothing is drawn; every token of the target is a label in every pass.
/// </remarks>
public sealed class PrefixLmTeacherForcing
{
    private readonly PrefixLmLayout _layout;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How source and target become one sequence.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, or the kind of attention lets a token see the one that it must give.
    /// </exception>
    public PrefixLmTeacherForcing(PrefixLmOptions options)
    {
        _layout = new PrefixLmLayout(options);
        if (options.Attention is not (AttentionKind.SequenceToSequence or AttentionKind.LeftToRight))
        {
            throw new ArgumentException(
                $"PrefixLmTeacherForcing needs attention SequenceToSequence or LeftToRight, but has {options.Attention}, "
                + "which shows a token its label.",
                nameof(options));
        }
    }

    /// <summary>Makes the sample of one pair.</summary>
    /// <param name="source">Token ids without special tokens, shape [source length].</param>
    /// <param name="target">Token ids without special tokens, shape [target length].</param>
    /// <exception cref="ArgumentException">The pair is too long and must not, or cannot, be shortened.</exception>
    public PrefixSample Apply(ReadOnlySpan<int> source, ReadOnlySpan<int> target)
    {
        PrefixSample sample = _layout.Assemble(source, target);
        int first = sample.Attention.SourceLength;
        sample.Ids.AsSpan(first).CopyTo(sample.Labels.AsSpan(first - 1));
        return sample;
    }
}
