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
    /// <summary>
    /// (loss 1 + loss 2) / 2 + weight / 4 * (KL(1, 2) + KL(2, 1)), of labelled tokens and of classes of rows, where the divergence is the mean
    /// over the labels, weighted as their loss is.
    /// </summary>
    public static BatchLoss Losses(Seq2SeqModel model, PaddedBatch batch, TokenLoss loss, double weight)
    {
        BatchLogits first = model.Logits(batch);
        BatchLogits second = model.Logits(batch);
        BatchLoss one = model.Losses(batch, first, loss);
        BatchLoss other = model.Losses(batch, second, loss);
        Tensor tokens = one.Tokens.add(other.Tokens).div(2);
        if (batch.LabelIds.Length > 0)
        {
            Tensor weights = tensor(batch.LabelWeights).to(first.Tokens.device); // [labels]
            tokens = tokens.add(TokenLoss.WeightedMean(Divergence(first.Tokens, second.Tokens), weights).mul(weight / 4));
        }

        if (one.Classes is null)
        {
            return new BatchLoss(tokens, null);
        }

        Tensor apart = Divergence(BatchHeads.OfLabelledRows(first.Sequence!, batch), BatchHeads.OfLabelledRows(second.Sequence!, batch)).mean();
        return new BatchLoss(tokens, one.Classes.add(other.Classes!).div(2).add(apart.mul(weight / 4)));
    }

    // KL(p, q) + KL(q, p) = sum (p - q) (log p - log q), of each row. What both rule out, such as padding as an answer, adds nothing.
    private static Tensor Divergence(Tensor first, Tensor second)
    {
        Tensor firstLogs = F.log_softmax(first, -1); // [labels, choices]
        Tensor secondLogs = F.log_softmax(second, -1); // [labels, choices]
        Tensor apart = firstLogs.sub(secondLogs).masked_fill(firstLogs.eq(float.NegativeInfinity), 0);
        return firstLogs.exp().sub(secondLogs.exp()).mul(apart).sum(-1); // [labels]
    }
}
