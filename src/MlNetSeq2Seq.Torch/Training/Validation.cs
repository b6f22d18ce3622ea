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
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ValidationResult Measure(
        Seq2SeqModel model, IEnumerable<PaddedBatch> batches, int epoch = 0, long step = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batches);
        model.eval();
        var loss = new TokenLoss();
        double sum = 0;
        long correct = 0;
        long labels = 0;
        foreach (PaddedBatch batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            Tensor logits = model.LabelLogits(batch); // [labels, vocabulary]
            Tensor wanted = BatchTensors.Indexes(batch.LabelIds, [batch.LabelIds.Length], model.Device);
            sum += loss.PerLabel(logits, wanted).sum().ToDouble();
            correct += logits.argmax(1).eq(wanted).sum().ToInt64();
            labels += batch.LabelIds.Length;
        }

        return labels > 0
            ? new ValidationResult(epoch, step, sum / labels, correct / (double)labels, labels)
            : throw new ArgumentException("Validation has no label to measure on: the validation data has no rows.", nameof(batches));
    }
}
