using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>The output layer: logits over the vocabulary from hidden states, on weights shared with the token embeddings.</summary>
internal sealed class BertPredictions : Module<Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    [ComponentName(Name = "transform")]
    private readonly BertTransform _transform;

    private readonly ComputePrecision _precision;
    private readonly int _sets;
    private readonly int _hiddenSize;

    public BertPredictions(BertSizes sizes, ComputePrecision precision)
        : base(nameof(BertPredictions))
    {
        (_precision, _sets, _hiddenSize) = (precision, sizes.OutputSets, sizes.HiddenSize);
        _bias = new Parameter(zeros(sizes.VocabularySize));
        _transform = new BertTransform(sizes, precision);
        RegisterComponents();
    }

    /// <summary>The score of every token of the vocabulary at every position.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <param name="tokenWeight">The token embeddings, shape [vocabulary, hiddenSize].</param>
    /// <param name="sets">
    /// Which of its transformed states is meant for each hidden state, as many as these; null for the last. Not looked at where there is one.
    /// </param>
    /// <returns>Logits, shape [..., vocabulary], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight, Tensor? sets) =>
        Projection.Apply(Choose(_transform.forward(hidden), sets), tokenWeight, _bias, _precision);

    private Tensor Choose(Tensor transformed, Tensor? sets)
    {
        if (_sets == 1)
        {
            return transformed;
        }

        long[] shape = transformed.shape;
        shape[^1] = _hiddenSize;
        Tensor all = transformed.reshape(-1, _hiddenSize); // [states * sets, hiddenSize]
        Tensor first = arange(0, all.shape[0], _sets, dtype: ScalarType.Int64, device: all.device);
        return all.index_select(0, sets is null ? first.add(_sets - 1) : first.add(sets.flatten())).view(shape);
    }
}
