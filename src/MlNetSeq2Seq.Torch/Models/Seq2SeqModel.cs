using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// What the trainer knows of a model: the scores of labelled tokens and of classes of rows, which make a loss. Models that
/// write text are <see cref="IGenerativeModel"/>s too.
/// </summary>
public abstract class Seq2SeqModel : nn.Module
{
    /// <summary>Makes a model.</summary>
    /// <param name="name">The name of the module.</param>
    protected Seq2SeqModel(string name)
        : base(name)
    {
    }

    /// <summary>In which type matrix products are computed.</summary>
    public ComputePrecision Precision { get; } = new();

    /// <summary>The number of tokens that the model can score.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>The number of tokens that the model can read as a source; another than <see cref="VocabularySize"/> where sources have a vocabulary of their own.</summary>
    public virtual int SourceVocabularySize => VocabularySize;

    /// <summary>The longest sequence, in tokens.</summary>
    public abstract int MaximumLength { get; }

    /// <summary>The sizes of the model: the record that its constructor takes, which is saved with the weights.</summary>
    public abstract object Configuration { get; }

    /// <summary>Whether layers compute their activations again in the backward pass; null where the model has no layers that can.</summary>
    public virtual ActivationRecomputation? Recomputation => null;

    /// <summary>Where the model's parameters are.</summary>
    public Device Device => parameters().First().device;

    /// <summary>
    /// Takes the parameters out of the dispose scope in which the model was made, which would end them with the scope.
    /// A model's constructor calls it last.
    /// </summary>
    protected void KeepParameters()
    {
        foreach (Tensor parameter in parameters())
        {
            parameter.DetachFromDisposeScope();
        }
    }

    /// <summary>What the model says of a batch: scores at the labelled positions and nowhere else, and classes of the rows.</summary>
    /// <param name="batch">The batch; no row is longer than <see cref="MaximumLength"/>.</param>
    /// <exception cref="ArgumentException">A row is longer than the model allows.</exception>
    public abstract BatchLogits Logits(PaddedBatch batch);

    /// <summary>The mean loss of a batch's token labels, and where rows have classes and the model scores them, the mean loss of those.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="loss">How a token label's loss is computed.</param>
    /// <returns>A scalar with a gradient.</returns>
    /// <exception cref="ArgumentException">A row is longer than the model allows.</exception>
    public Tensor Loss(PaddedBatch batch, TokenLoss loss)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(loss);
        return Loss(batch, Logits(batch), loss);
    }

    /// <summary>The mean loss of what the model said of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="logits">What <see cref="Logits"/> gave for it.</param>
    /// <param name="loss">How a token label's loss is computed.</param>
    /// <returns>A scalar with a gradient.</returns>
    public Tensor Loss(PaddedBatch batch, BatchLogits logits, TokenLoss loss) => Losses(batch, logits, loss).Sum(StepShare.Whole);

    /// <summary>The mean losses of what the model said of a batch.</summary>
    internal BatchLoss Losses(PaddedBatch batch, BatchLogits logits, TokenLoss loss)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(loss);
        Tensor labels = BatchTensors.Indexes(batch.LabelIds, [batch.LabelIds.Length], Device); // [labels]
        Tensor weights = tensor(batch.LabelWeights).to(Device); // [labels]
        Tensor tokens = loss.Mean(logits.Tokens, labels, weights);
        Tensor? classes = ClassLoss(batch, logits.Sequence, loss);

        // A batch that asks for nothing moves nothing, but its loss must have a gradient.
        return classes is null && batch.LabelIds.Length == 0 && logits.Sequence is { } scores ? new BatchLoss(scores.sum().mul(0), null) : new BatchLoss(tokens, classes);
    }

    // Rows without a class do not count; a batch without any has no such loss. Labels are smoothed where classes are all that is learnt:
    // the order of sentences is learnt beside the tokens, and no source smooths it.
    private Tensor? ClassLoss(PaddedBatch batch, Tensor? logits, TokenLoss loss)
    {
        if (batch.SequenceLabels.All(label => label == Labels.Ignore))
        {
            return null;
        }

        if (logits is null)
        {
            throw new InvalidOperationException($"{GetName()} has no head for classes of rows, but the batch has such labels; ask for the head in the model's config, or leave the column of sequence labels out.");
        }

        // A class beyond the scores would end the process on a graphics card.
        int row = Array.FindIndex(batch.SequenceLabels, label => label >= logits.shape[1]);
        if (row >= 0)
        {
            throw new ArgumentException($"Row {row} of a batch has class {batch.SequenceLabels[row]}, but {GetName()} scores {logits.shape[1]} classes.", nameof(batch));
        }

        Tensor classes = BatchTensors.Indexes(batch.SequenceLabels, [batch.Rows], Device); // [rows]
        double smoothing = Configuration is IEncoderConfig { Head: EncoderHead.Classification } ? loss.Smoothing : 0;
        return nn.functional.cross_entropy(logits, classes, ignore_index: Labels.Ignore, label_smoothing: smoothing);
    }

    /// <summary>Whether a tensor of a weights file holds nothing that the model needs, such as a copy of a tied one.</summary>
    /// <param name="name">The tensor's name.</param>
    public virtual bool IsRedundantWeight(string name) => false;
}
