using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>The smallest model with all that a training meets: embeddings, dropout, a norm, two layers, a head.</summary>
internal sealed class TinyModel : Seq2SeqModel
{
    public const int Vocabulary = 11;
    private const int Width = 6;

    [ComponentName(Name = "word_embeddings")]
    private readonly Embedding _embeddings = nn.Embedding(Vocabulary, Width);

    [ComponentName(Name = "layer")]
    private readonly ModuleList<Linear> _layers = nn.ModuleList(nn.Linear(Width, Width), nn.Linear(Width, Width));

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm = nn.LayerNorm(Width);

    [ComponentName(Name = "head")]
    private readonly Linear _head = nn.Linear(Width, Vocabulary);

    private readonly double _dropout;

    public TinyModel(double dropout = 0.1)
        : base(nameof(TinyModel))
    {
        _dropout = dropout;
        RegisterComponents();
        KeepParameters();
    }

    public override int VocabularySize => Vocabulary;

    public override int MaximumLength => 64;

    public override object Configuration => new TinyConfig(Vocabulary, Width, _dropout);

    /// <summary>Is called with the scores of each batch; may spoil them, or fail, as a real model can.</summary>
    public Func<Tensor, Tensor> Scored { get; set; } = scores => scores;

    public float[] Weights => [.. named_parameters().OrderBy(p => p.name, StringComparer.Ordinal).SelectMany(p => p.parameter.detach().data<float>().ToArray())];

    public float[] Of(string name) => get_parameter(name)!.detach().data<float>().ToArray();

    public override BatchLogits Logits(PaddedBatch batch)
    {
        Tensor hidden = _embeddings.forward(tensor(batch.Ids, ScalarType.Int64).view(batch.Rows, batch.Length)); // [rows, length, width]
        foreach (Linear layer in _layers)
        {
            hidden = F.dropout(F.gelu(layer.forward(hidden)), _dropout, training);
        }

        Tensor chosen = _norm.forward(hidden).flatten(0, 1).index_select(0, tensor(batch.LabelPositions, ScalarType.Int64)); // [labels, width]
        return new BatchLogits(Scored(_head.forward(chosen)));
    }

    public sealed record TinyConfig(int Vocabulary, int Width, double Dropout);
}
