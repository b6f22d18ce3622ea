using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>The sum of token, position and segment embeddings, normalised. Source: Devlin et al., arXiv 1810.04805, figure 2.</summary>
internal sealed class BertEmbeddings : Module<Tensor, Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "word_embeddings")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "position_embeddings")]
    private readonly Embedding _positions;

    [ComponentName(Name = "token_type_embeddings")]
    private readonly Embedding _segments;

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;
    private readonly int _positionSets;
    private readonly int _hiddenSize;

    public BertEmbeddings(BertSizes sizes)
        : base(nameof(BertEmbeddings))
    {
        _tokens = EmbeddingTables.Normal(sizes.VocabularySize, sizes.HiddenSize, sizes.InitializerRange);
        _positions = EmbeddingTables.Normal(sizes.MaximumLength, (long)sizes.PositionSets * sizes.HiddenSize, sizes.InitializerRange);
        _segments = EmbeddingTables.Normal(sizes.SegmentCount, sizes.HiddenSize, sizes.InitializerRange);
        _norm = LayerNorm([sizes.HiddenSize], sizes.LayerNormEpsilon);
        (_dropout, _positionSets, _hiddenSize) = (sizes.HiddenDropout, sizes.PositionSets, sizes.HiddenSize);
        RegisterComponents();
    }

    /// <summary>The token embeddings, shape [vocabulary, hiddenSize]; the output layer shares them.</summary>
    public Parameter TokenWeight => _tokens.weight!;

    /// <summary>Sums the embeddings of tokens, segments and positions, and normalises the sum.</summary>
    /// <param name="ids">Shape [batch, length].</param>
    /// <param name="segments">Shape [batch, length].</param>
    /// <param name="positions">Shape [batch or 1, length].</param>
    /// <param name="sets">
    /// Which of a position's embeddings is meant in each row, shape [batch, 1]; null for the last. Not looked at where positions have one.
    /// </param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor segments, Tensor positions, Tensor? sets)
    {
        Tensor sum = _tokens.forward(ids).add(Places(positions, sets)).add_(_segments.forward(segments));
        Tensor hidden = _norm.forward(sum);
        return Dropouts.Apply(hidden, _dropout, training);
    }

    private Tensor Places(Tensor positions, Tensor? sets)
    {
        if (_positionSets == 1)
        {
            return _positions.forward(positions);
        }

        // A row of the table holds the embeddings of a position side by side.
        Tensor first = positions.mul(_positionSets);
        Tensor rows = sets is null ? first.add(_positionSets - 1) : first.add(sets); // [batch or 1, length]
        Tensor chosen = _positions.weight!.view(-1, _hiddenSize).index_select(0, rows.flatten());
        return chosen.view(rows.shape[0], rows.shape[1], _hiddenSize);
    }
}
