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

    /// <summary>The exception to throw in the place of libtorch's where a model learnt from a batch.</summary>
    public static InsufficientMemoryException InStep(PaddedBatch batch, Device device, Exception cause) => new(
        $"A step over {Size(batch)} does not fit into the memory of {device}: make batches smaller and accumulate more of them.", cause);

    /// <summary>The exception to throw in the place of libtorch's where a model was measured on a batch.</summary>
    public static InsufficientMemoryException InValidation(PaddedBatch batch, Device device, Exception cause) => new(
        $"A validation of {Size(batch)} does not fit into the memory of {device}: make batches smaller.", cause);

    private static string Size(PaddedBatch batch) => $"{batch.Rows} rows of {batch.Length} tokens";
}
