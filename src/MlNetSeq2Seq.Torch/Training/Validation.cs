using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Measures a model on labelled batches.</summary>
public static class Validation
{
    /// <summary>The loss and accuracy of a model over the labels of batches. The model is left in evaluation mode.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="epoch">The number of the epoch that is reported.</param>
    /// <param name="step">The number of steps that is reported.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <returns>The means over all labels of all batches; each label counts 1.</returns>
    /// <exception cref="ArgumentException">The batches have no label.</exception>
    /// <exception cref="InsufficientMemoryException">A batch does not fit into the memory of the device.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ValidationResult Measure(
        Seq2SeqModel model, IEnumerable<PaddedBatch> batches, int epoch = 0, long step = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batches);
        model.eval();
        var tokens = new Tally();
        var rows = new Tally();
        foreach (PaddedBatch batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Add(model, batch, tokens, rows);
            }
            catch (Exception e) when (OutOfMemory.IsCauseOf(e))
            {
                throw OutOfMemory.InValidation(batch, model.Device, e);
            }
        }

        if (tokens.Count + rows.Count == 0)
        {
            throw new ArgumentException("Validation has no label to measure on: there are no rows, or none of them has a label.", nameof(batches));
        }

        return new ValidationResult(epoch, step, tokens.Loss, tokens.Accuracy, tokens.Count)
        {
            Sequence = rows.Count > 0 ? new SequenceValidation(rows.Loss, rows.Accuracy, rows.Count) : null,
        };
    }

    private static void Add(Seq2SeqModel model, PaddedBatch batch, Tally tokens, Tally rows)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        BatchLogits logits = model.Logits(batch);
        tokens.Add(logits.Tokens, batch.LabelIds);
        if (logits.Sequence is { } classes)
        {
            rows.Add(BatchHeads.OfLabelledRows(classes, batch), [.. batch.SequenceLabels.Where(label => label != Labels.Ignore)]);
        }
    }

    // Sums over all batches, so that a mean does not depend on how rows were cut into batches.
    private sealed class Tally
    {
        private static readonly TokenLoss s_loss = new();
        private double _loss;
        private long _correct;

        public long Count { get; private set; }

        public double Loss => _loss / Math.Max(1, Count);

        public double Accuracy => _correct / (double)Math.Max(1, Count);

        public void Add(Tensor logits, int[] labels)
        {
            if (labels.Length == 0)
            {
                return;
            }

            Tensor wanted = BatchTensors.Indexes(labels, [labels.Length], logits.device);
            _loss += s_loss.PerLabel(logits, wanted).sum().ToDouble();
            _correct += logits.argmax(1).eq(wanted).sum().ToInt64();
            Count += labels.Length;
        }
    }
}
