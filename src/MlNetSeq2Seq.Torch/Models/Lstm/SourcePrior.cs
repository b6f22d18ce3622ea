using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>
/// Favours tokens of the source, of which titles mostly consist: exp(scale) for each token that occurs in it, plus a bias. Source: kexue.fm 5861.
/// </summary>
internal sealed class SourcePrior : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "scale")]
    private readonly Parameter _scale; // the logarithm of it, [vocabulary]

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias; // [vocabulary]

    public SourcePrior(int vocabularySize)
        : base(nameof(SourcePrior))
    {
        _scale = new Parameter(zeros(vocabularySize));
        _bias = new Parameter(zeros(vocabularySize));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="ids">The sources, shape [rows, length], int64.</param>
    /// <param name="real">True at tokens, false at padding; shape [rows, length].</param>
    /// <returns>Shape [rows, vocabulary].</returns>
    public override Tensor forward(Tensor ids, Tensor real)
    {
        Tensor counts = zeros([ids.shape[0], _scale.shape[0]], device: ids.device).scatter_add(1, ids, real.to(ScalarType.Float32));
        return counts.clamp_max(1).mul(_scale.exp()).add(_bias);
    }

    /// <summary>Brings the prior into scores: the mean of both.</summary>
    /// <param name="scores">Shape [..., vocabulary].</param>
    /// <param name="prior">The same shape, or one that is repeated to it.</param>
    public static Tensor Join(Tensor scores, Tensor prior) => scores.add(prior).div(2);
}
