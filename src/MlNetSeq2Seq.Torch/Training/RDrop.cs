using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// R-Drop: a batch is scored twice, with other dropout, and what the two say of a label must not differ. Source: Liang et
/// al., arXiv 2106.14448, equation 4; differs: halved, so that the loss is of the size of the usual one.
/// </summary>
internal static class RDrop
{
    /// <summary>(loss 1 + loss 2) / 2 + weight / 4 * (KL(1, 2) + KL(2, 1)), where the divergence is the mean over token labels.</summary>
    public static Tensor Loss(Seq2SeqModel model, PaddedBatch batch, TokenLoss loss, double weight)
    {
        BatchLogits first = model.Logits(batch);
        BatchLogits second = model.Logits(batch);
        Tensor mean = model.Loss(batch, first, loss).add(model.Loss(batch, second, loss)).div(2);
        if (batch.LabelIds.Length == 0)
        {
            return mean;
        }

        Tensor firstLogs = F.log_softmax(first.Tokens, -1); // [labels, vocabulary]
        Tensor secondLogs = F.log_softmax(second.Tokens, -1); // [labels, vocabulary]

        // KL(p, q) + KL(q, p) = sum (p - q) (log p - log q)
        Tensor divergence = firstLogs.exp().sub(secondLogs.exp()).mul(firstLogs.sub(secondLogs)).sum(-1).mean();
        return mean.add(divergence.mul(weight / 4));
    }
}
