using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>What BERT's weights hold below <c>cls.</c>.</summary>
internal sealed class BertHeads : Module<Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "predictions")]
    private readonly BertPredictions _predictions;

    [ComponentName(Name = "seq_relationship")]
    private readonly Projection? _relationship;

    public BertHeads(BertSizes sizes, ComputePrecision precision)
        : base(nameof(BertHeads))
    {
        _predictions = new BertPredictions(sizes, precision);
        _relationship = sizes.SequenceClassCount == 0
            ? null
            : new Projection(sizes.HiddenSize, sizes.SequenceClassCount, hasBias: true, sizes.InitializerRange, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight, Tensor? sets) => _predictions.forward(hidden, tokenWeight, sets);

    /// <summary>The scores of the classes of a pair: next or random sentence, right or swapped order.</summary>
    /// <param name="pooled">Shape [batch, hiddenSize].</param>
    /// <returns>Shape [batch, classes], float32.</returns>
    /// <exception cref="InvalidOperationException">The heads were made without classes.</exception>
    public Tensor Relationship(Tensor pooled) =>
        _relationship?.forward(pooled).to(ScalarType.Float32)
        ?? throw new InvalidOperationException("This model has no head for classes of pairs; its config does not ask for one.");
}
