using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Cuts float32 tensors on a CPU into pieces that fit a core's cache, and works on them on as many threads as libtorch
/// has. What each piece gives does not depend on the threads.
/// </summary>
internal sealed class FloatPieces
{
    // Small enough that the four arrays of a piece lie in a core's cache, large enough that handing it out costs nothing.
    private const int PieceLength = 1 << 15;

    private readonly List<(int Tensor, int Start, int Length)> _pieces = [];

    /// <summary>Cuts tensors of these lengths.</summary>
    /// <param name="lengths">Elements of each tensor; those of length 0 get no piece.</param>
    public FloatPieces(IEnumerable<int> lengths)
    {
        foreach ((int tensor, int length) in lengths.Index())
        {
            for (int start = 0; start < length; start += PieceLength)
            {
                _pieces.Add((tensor, start, Math.Min(PieceLength, length - start)));
            }
        }
    }

    public int Count => _pieces.Count;

    /// <summary>Does something with every piece.</summary>
    /// <param name="action">Gets the number of the piece, the number of its tensor, and its range in the tensor.</param>
    public void ForEach(Action<int, int, Range> action)
    {
        int threads = Math.Min(get_num_threads(), _pieces.Count);
        if (threads <= 1)
        {
            for (int i = 0; i < _pieces.Count; i++)
            {
                Do(i);
            }

            return;
        }

        Parallel.For(0, _pieces.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, Do);

        void Do(int i) => action(i, _pieces[i].Tensor, _pieces[i].Start..(_pieces[i].Start + _pieces[i].Length));
    }

    /// <summary>Visits the pieces on the caller's thread, in their order.</summary>
    /// <param name="action">Gets the number of the piece and the number of its tensor.</param>
    public void InOrder(Action<int, int> action)
    {
        for (int i = 0; i < _pieces.Count; i++)
        {
            action(i, _pieces[i].Tensor);
        }
    }

    /// <summary>The elements of a contiguous float32 tensor on a CPU; they live as long as it does.</summary>
    public static Span<float> Of(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
