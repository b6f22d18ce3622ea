using System.Runtime.InteropServices;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Says in one sentence which batch did not fit into memory.</summary>
internal static class OutOfMemory
{
    private static readonly string[] s_words = ["out of memory", "can't allocate memory", "not enough memory"];

    /// <summary>Whether libtorch, or .NET, had no memory left. What libtorch throws has no type of its own.</summary>
    public static bool IsCauseOf(Exception exception) =>
        exception is OutOfMemoryException || (exception is ExternalException && s_words.Any(words => exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The exception to throw in the place of libtorch's.</summary>
    public static InsufficientMemoryException Of(PaddedBatch batch, Device device, Exception cause) => new(
        $"A step over {batch.Rows} rows of {batch.Length} tokens does not fit into the memory of {device}: make batches smaller and accumulate more of them.", cause);
}
