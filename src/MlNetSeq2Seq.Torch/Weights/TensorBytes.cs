using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>Moves the raw bytes of tensors to and from streams in place, so that no second copy of a model is made in memory.</summary>
internal static class TensorBytes
{
    // A span counts bytes in an int, so a tensor of more than 2 GB goes in pieces of this many elements.
    private const long Piece = 1 << 26;

    /// <summary>Fills a contiguous CPU tensor from a stream.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before the tensor is full.</exception>
    public static void Fill(Tensor tensor, Stream source) => ForEachPiece(tensor, bytes => source.ReadExactly(bytes));

    /// <summary>Writes a tensor's bytes, row-major, whatever its strides or device.</summary>
    public static void Write(Tensor tensor, Stream destination)
    {
        using var scope = NewDisposeScope();
        ForEachPiece(tensor.detach().cpu().contiguous(), bytes => destination.Write(bytes));
    }

    private delegate void BytesAction(Span<byte> bytes);

    private static void ForEachPiece(Tensor tensor, BytesAction action)
    {
        long count = tensor.NumberOfElements;
        if (count == 0)
        {
            return;
        }

        using Tensor flat = tensor.view(-1);
        for (long start = 0; start < count; start += Piece)
        {
            using Tensor part = flat.narrow(0, start, Math.Min(Piece, count - start));
            action(part.bytes);
        }
    }
}
