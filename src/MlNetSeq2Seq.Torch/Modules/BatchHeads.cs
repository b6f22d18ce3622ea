using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>Brings hidden states of whole rows to the places where a batch has labels.</summary>
internal static class BatchHeads
{
    // A reading row has two labels: the first and the last token of the answer.
    private const int AnswerEnds = 2;

    /// <summary>The hidden states at the labelled places.</summary>
    /// <param name="hidden">Shape [rows, length, hiddenSize].</param>
    /// <param name="batch">The batch.</param>
    /// <returns>Shape [labels, hiddenSize].</returns>
    public static Tensor Labelled(Tensor hidden, PaddedBatch batch)
    {
        Tensor places = BatchTensors.Indexes(batch.LabelPositions, [batch.LabelPositions.Length], hidden.device);
        return hidden.flatten(0, 1).index_select(0, places);
    }

    /// <summary>Scores of a reading head with padding ruled out.</summary>
    /// <param name="scores">Shape [rows, length, 2].</param>
    /// <param name="batch">The batch.</param>
    /// <returns>Shape [rows, length, 2]; minus infinity on padding.</returns>
    public static Tensor WithoutPadding(Tensor scores, PaddedBatch batch) =>
        scores.masked_fill(RowLengths.Mask(batch, scores.device).logical_not().unsqueeze(-1), float.NegativeInfinity);

    /// <summary>Scores of all places of the row, for each label of a reading batch.</summary>
    /// <param name="scores">Shape [rows, length, 2].</param>
    /// <param name="batch">The batch; a row's labels stand at its first two places.</param>
    /// <returns>Shape [labels, length].</returns>
    /// <exception cref="ArgumentException">A label stands elsewhere.</exception>
    public static Tensor AtAnswerLabels(Tensor scores, PaddedBatch batch)
    {
        int[] chosen = new int[batch.LabelPositions.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            (int row, int place) = Math.DivRem(batch.LabelPositions[i], batch.Length);
            if (place >= AnswerEnds)
            {
                throw new ArgumentException(
                    $"Row {row} of a reading batch has a label at place {place}; only the first two places have one, for the first and the last token of the answer.",
                    nameof(batch));
            }

            chosen[i] = (row * AnswerEnds) + place;
        }

        Tensor index = BatchTensors.Indexes(chosen, [chosen.Length], scores.device);
        return scores.transpose(1, 2).flatten(0, 1).index_select(0, index);
    }

    /// <summary>The scores of the rows that have a class.</summary>
    /// <param name="scores">Shape [rows, classes].</param>
    /// <param name="batch">The batch.</param>
    /// <returns>Shape [rows with a class, classes].</returns>
    public static Tensor OfLabelledRows(Tensor scores, PaddedBatch batch)
    {
        int[] labelled = [.. Enumerable.Range(0, batch.Rows).Where(row => batch.SequenceLabels[row] != Samples.Labels.Ignore)];
        return scores.index_select(0, BatchTensors.Indexes(labelled, [labelled.Length], scores.device));
    }
}
