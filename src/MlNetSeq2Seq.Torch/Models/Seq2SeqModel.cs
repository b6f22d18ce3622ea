using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// What the trainer and the generation transformer know of a model: the scores of labelled tokens, which make a loss, and
/// a decoder session over sources.
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

    /// <summary>The longest sequence, in tokens.</summary>
    public abstract int MaximumLength { get; }

    /// <summary>The sizes of the model: the record that its constructor takes, which is saved with the weights.</summary>
    public abstract object Configuration { get; }

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

    /// <summary>Scores of all tokens at the labelled positions of a batch, and nowhere else.</summary>
    /// <param name="batch">The batch; no row is longer than <see cref="MaximumLength"/>.</param>
    /// <returns>Shape [labels, vocabulary], float32.</returns>
    /// <exception cref="ArgumentException">A row is longer than the model allows.</exception>
    public abstract Tensor LabelLogits(PaddedBatch batch);

    /// <summary>The mean loss of a batch's labels.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="loss">How a label's loss is computed.</param>
    /// <returns>A scalar with a gradient.</returns>
    /// <exception cref="ArgumentException">A row is longer than the model allows.</exception>
    public virtual Tensor Loss(PaddedBatch batch, TokenLoss loss)
    {
        Tensor labels = tensor(batch.LabelIds, dtype: ScalarType.Int64).to(Device); // [labels]
        Tensor weights = tensor(batch.LabelWeights).to(Device); // [labels]
        return loss.Mean(LabelLogits(batch), labels, weights);
    }

    /// <summary>Begins to write for sources.</summary>
    /// <param name="sources">What is read before writing, special tokens included; as the objective's layout makes them.</param>
    /// <param name="options">Ids that the session needs of the vocabulary.</param>
    /// <returns>A session over the model; the model must be in evaluation mode and live as long as the session.</returns>
    /// <exception cref="ArgumentException">There is no source, or one is too long.</exception>
    public abstract IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options);

    /// <summary>Whether a tensor of a weights file holds nothing that the model needs, such as a copy of a tied one.</summary>
    /// <param name="name">The tensor's name.</param>
    public virtual bool IsRedundantWeight(string name) => false;
}
