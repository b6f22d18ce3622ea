using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>
/// Labels of next-token prediction: every position asks for the token after it, those of a prompt excepted (GPT: Radford et al., 2018;
/// MiniGLM's answer-only loss).
/// </summary>
/// <remarks>
/// The labels are shifted here, so a model must not shift them again. The first label of an answer stands at the prompt's last token.
/// differs: MiniGLM's masks begin in the prompt or are empty for most rows, by mistakes; here every row has those that its report means.
/// </remarks>
public sealed class CausalLmLabeling
{
    private readonly CausalLmLabelingOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How far labels reach.</param>
    /// <exception cref="ArgumentException">The labels end at an end token that is not named.</exception>
    public CausalLmLabeling(CausalLmLabelingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.AnswerEnd != AnswerEnd.WholeRow && options.EndId is null)
        {
            throw new ArgumentException($"CausalLmLabeling with AnswerEnd {options.AnswerEnd} needs EndId, but it is null.", nameof(options));
        }

        _options = options;
    }

    /// <summary>Makes the labels of a row.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="promptLength">Tokens at the start that are read and not learnt; 0 learns every token but the first.</param>
    /// <returns>The id that each position must give, <see cref="Labels.Ignore"/> where nothing is asked; shape [length].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The prompt is longer than the row.</exception>
    public int[] Apply(ReadOnlySpan<int> ids, int promptLength = 0)
    {
        if (promptLength < 0 || promptLength > ids.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(promptLength),
                promptLength,
                $"CausalLmLabeling needs a prompt of 0 to {ids.Length} tokens for a row of {ids.Length}, but it has {promptLength}.");
        }

        int[] labels = new int[ids.Length];
        Array.Fill(labels, Labels.Ignore);
        int first = Math.Max(promptLength, 1);
        int end = End(ids, first);
        for (int i = first; i < end; i++)
        {
            labels[i - 1] = ids[i] == _options.PaddingId ? Labels.Ignore : ids[i];
        }

        return labels;
    }

    private int End(ReadOnlySpan<int> ids, int first)
    {
        if (_options.AnswerEnd == AnswerEnd.WholeRow || first >= ids.Length)
        {
            return ids.Length;
        }

        int found = ids[first..].IndexOf(_options.EndId!.Value);
        return found < 0 ? ids.Length : first + found + (_options.AnswerEnd == AnswerEnd.WithEnd ? 1 : 0);
    }
}
