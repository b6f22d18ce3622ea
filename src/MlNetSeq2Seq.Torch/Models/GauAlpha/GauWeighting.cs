using MlNetSeq2Seq.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>Makes attention weights of scores, by one of the ways that were tried for gated attention units.</summary>
internal sealed class GauWeighting(GauNormalization normalization, GauScaling scaling)
{
    // The length at which softmax_plus is the plain softmax, and the width of keys that "ns" and "scale" stand for.
    private const double PlainLength = 512;
    private const double KeySize = 128;

    private const double SmallestSum = 1e-30;

    /// <summary>The weights.</summary>
    /// <param name="scores">Shape [rows, queries, keys].</param>
    /// <param name="visible">Who sees whom.</param>
    /// <returns>Shape [rows, queries, keys], float32; 0 at keys that the query does not see.</returns>
    public Tensor Apply(Tensor scores, VisibleKeys visible) => AttentionCapture.Seen(normalization switch
    {
        GauNormalization.SoftmaxPlus => F.softmax(scores.mul(visible.Counts.log().div(Math.Log(PlainLength))).add(visible.Mask), -1),
        GauNormalization.Softmax => F.softmax(scores.add(visible.Mask), -1),
        _ => SquaredRelu(scores.add(visible.Mask), visible.Counts),
    });

    private Tensor SquaredRelu(Tensor masked, Tensor counts)
    {
        Tensor squares = masked.relu().square(); // the mask is far below any score, so that relu makes 0 of it
        return scaling switch
        {
            GauScaling.Length => squares.div(counts),
            GauScaling.SquaredLength => squares.div(counts.square()),
            GauScaling.LengthTimesKeySize => squares.div(counts.mul(KeySize)),
            _ => squares.div(squares.sum(-1, keepdim: true).clamp_min(SmallestSum).mul(counts.mul(KeySize))),
        };
    }
}
