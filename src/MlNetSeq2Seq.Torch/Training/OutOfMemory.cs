using System.Runtime.InteropServices;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Says in one sentence which batch did not fit into memory.</summary>
internal static class OutOfMemory
{
    private static readonly string[] s_words = ["out of memory", "can't allocate memory", "not enough memory", "bad_alloc"];

    /// <summary>Whether libtorch, or .NET, had no memory left, and nobody said for what yet. What libtorch throws has no type of its own.</summary>
    public static bool IsCauseOf(Exception exception) =>
        exception is OutOfMemoryException and not InsufficientMemoryException || (exception is ExternalException && s_words.Any(words => exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The exception to throw in the place of libtorch's where a model learnt from a batch.</summary>
    public static InsufficientMemoryException InStep(PaddedBatch batch, Device device, Exception cause) => new(
        $"A step over {Size(batch)} does not fit into the memory of {device}: {(batch.Rows > 1 ? "make batches smaller and accumulate more of them" : "make its row shorter, or the network smaller")}.", cause);

    /// <summary>The exception to throw in the place of libtorch's where a model was measured on a batch.</summary>
    public static InsufficientMemoryException InValidation(PaddedBatch batch, Device device, Exception cause) => new(
        $"A validation of {Size(batch)} does not fit into the memory of {device}: make batches smaller.", cause);

    /// <summary>The exception to throw in the place of libtorch's where there was none left for what a training keeps, whatever the batches.</summary>
    public static InsufficientMemoryException InTraining(Device device, Exception cause) => new(
        $"The training does not fit into the memory of {device}: its network, the gradients, and what the optimiser and averages keep of them need more; make the network smaller.", cause);

    private static string Size(PaddedBatch batch) =>
        $"{Count(batch.Rows, "row")} of {Count(batch.Length, "token")}" + (batch.DecoderIds is null ? "" : $" and {Count(batch.DecoderLength, "token")} of targets");

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
