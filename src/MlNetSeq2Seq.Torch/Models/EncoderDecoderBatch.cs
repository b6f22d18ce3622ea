using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>What an encoder-decoder takes of a batch.</summary>
internal static class EncoderDecoderBatch
{
    /// <summary>The tensors of a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The batch.</param>
    /// <returns>
    /// The sources, shape [rows, length]; what is added to scores of them, [rows, 1, 1, length], null where no row is padded; and what the
    /// decoder reads, [rows, decoderLength].
    /// </returns>
    /// <exception cref="ArgumentException">The batch has no decoder ids, or a row is longer than the model allows.</exception>
    public static (Tensor Ids, Tensor? Mask, Tensor DecoderIds) Read(Seq2SeqModel model, PaddedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        string name = model.GetType().Name;
        if (batch.DecoderIds is not { } decoderIds)
        {
            throw new ArgumentException($"{name} learns from sources with decoder ids, but the batch has none.", nameof(batch));
        }

        int longest = Math.Max(batch.Length, batch.DecoderLength);
        if (longest > model.MaximumLength)
        {
            throw new ArgumentException($"{name} takes {model.MaximumLength} tokens on either side, but the batch has rows of {longest}.", nameof(batch));
        }

        // Packed sources would need positions that restart and targets that know their source.
        if (batch.DocumentIds is not null || batch.PositionIds is not null)
        {
            throw new ArgumentException($"{name} takes one source a row, but the batch has positions or documents of its own.", nameof(batch));
        }

        Device device = model.Device;
        return (
            BatchTensors.Indexes(batch.Ids, [batch.Rows, batch.Length], device),
            AttentionMasks.Padding([.. batch.Attention.Select(row => row.Length)], batch.Length, device),
            BatchTensors.Indexes(decoderIds, [batch.Rows, batch.DecoderLength], device));
    }
}
