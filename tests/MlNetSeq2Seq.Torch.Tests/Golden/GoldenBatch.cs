using System.Text.Json;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Tests.Golden;

/// <summary>The batch of an encoder's folder: right padded ids, segments where there are some, labels of hidden tokens.</summary>
internal static class GoldenBatch
{
    private const int PaddingId = 0;

    public static PaddedBatch Of(JsonElement inputs)
    {
        int rows = inputs.GetProperty("input_ids").GetArrayLength();
        MaskedSample[] samples = new MaskedSample[rows];
        for (int row = 0; row < rows; row++)
        {
            int length = inputs.GetProperty("attention_mask")[row].ToInts().Sum();
            int[] segments = inputs.TryGetProperty("token_type_ids", out JsonElement types) ? types[row].ToInts()[..length] : new int[length];
            samples[row] = new MaskedSample(inputs.GetProperty("input_ids")[row].ToInts()[..length], segments, inputs.GetProperty("labels")[row].ToInts()[..length])
            {
                SequenceLabel = inputs.TryGetProperty("next_sentence_label", out JsonElement classes) ? classes[row].GetInt32() : Labels.Ignore,
            };
        }

        return PaddedBatch.Of(samples, PaddingId);
    }

    /// <summary>1 at tokens and 0 at padding, shape [rows, length, 1].</summary>
    public static Tensor Real(JsonElement inputs) => inputs.GetProperty("attention_mask").ToFloatTensor().unsqueeze(-1);

    /// <summary>The references' loss, a plain mean; the product's divides by the number of labels + 1e-5.</summary>
    public static Tensor MeanLoss(Seq2SeqModel model, PaddedBatch batch)
    {
        BatchLogits logits = model.Logits(batch);
        Tensor loss = F.cross_entropy(logits.Tokens, tensor(batch.LabelIds, dtype: ScalarType.Int64));
        return logits.Sequence is { } classes ? loss.add(F.cross_entropy(classes, tensor(batch.SequenceLabels, dtype: ScalarType.Int64))) : loss;
    }
}
