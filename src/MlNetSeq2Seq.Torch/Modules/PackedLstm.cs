using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils;

namespace MlNetSeq2Seq.Modules;

/// <summary>Runs an LSTM over rows of unequal length, so that no direction and no last state has seen padding.</summary>
internal static class PackedLstm
{
    /// <summary>Runs over a batch.</summary>
    /// <param name="lstm">A network that takes rows first.</param>
    /// <param name="input">Shape [rows, length, inputSize].</param>
    /// <param name="lengths">Tokens of each row, at least 1; shape [rows].</param>
    /// <returns>
    /// The outputs, 0 at padding, shape [rows, length, hiddenSize * directions]; and the state after the last token of each row (of the backward
    /// direction: after the first), each of shape [layers * directions, rows, hiddenSize].
    /// </returns>
    public static (Tensor Output, Tensor Hidden, Tensor Cell) Run(LSTM lstm, Tensor input, int[] lengths)
    {
        using rnn.PackedSequence packed = rnn.pack_padded_sequence(
            input, tensor(lengths, dtype: ScalarType.Int64), batch_first: true, enforce_sorted: false); // lengths stay on the CPU
        (rnn.PackedSequence read, Tensor hidden, Tensor cell) = lstm.call(packed);
        using (read)
        {
            (Tensor output, _) = rnn.pad_packed_sequence(read, batch_first: true, total_length: input.shape[1]);
            return (output, hidden, cell);
        }
    }
}
