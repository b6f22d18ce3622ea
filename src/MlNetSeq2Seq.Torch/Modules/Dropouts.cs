using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Modules;

/// <summary>Dropout that is no call at all outside training.</summary>
internal static class Dropouts
{
    /// <summary>The tensor with a share of its values dropped and the others scaled up; itself outside training.</summary>
    public static Tensor Apply(Tensor hidden, double rate, bool isTraining) =>
        isTraining && rate > 0 ? F.dropout(hidden, rate, training: true) : hidden;
}
