using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Training;

/// <summary>The rows of a training or of its validation, and how they become batches.</summary>
/// <param name="Reader">Reads them.</param>
/// <param name="Buckets">The batches.</param>
/// <param name="Hash">The <see cref="RowHash"/> of their canonical pass; empty where no checkpoint must know it.</param>
internal sealed record TrainingRows(SampleReader Reader, LengthBuckets Buckets, string Hash)
{
    /// <summary>Reads the lengths of rows and plans their batches.</summary>
    /// <exception cref="ArgumentException">There are no rows, or one is longer than the network or the batches allow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainingRows Read(
        Seq2SeqTrainerOptions options, LanguageModel model, IDataView view, string data, LengthBucketsOptions batches, CancellationToken cancellationToken)
    {
        var reader = new SampleReader(view, options.Columns, model.Network.VocabularySize, model.Network.SourceVocabularySize) { CancellationToken = cancellationToken };
        using RowHash? hash = options.Training.Checkpoints is null ? null : new RowHash();
        int[] lengths = reader.ReadLengths(hash);
        CheckLengths(lengths, model.Network, data);
        return new TrainingRows(reader, new LengthBuckets(lengths, batches), $"{hash}");
    }

    /// <summary>What tells them from other rows.</summary>
    public JsonObject Describe() => new() { ["Count"] = Reader.RowCount, [nameof(Hash)] = Hash };

    // Looked at before the first step: the row could stand in the last batch of a long epoch. Encoder-decoders have limits of their own.
    private static void CheckLengths(int[] lengths, Seq2SeqModel network, string data)
    {
        int longest = Array.IndexOf(lengths, lengths.Max());
        if (lengths[longest] > network.MaximumLength && network is not IGenerativeModel { SharesPositions: false })
        {
            throw new ArgumentException(
                $"Seq2SeqTrainer got {lengths.Count(length => length > network.MaximumLength)} of {lengths.Length} {data} rows with more than the {network.MaximumLength} tokens that the network was made for, "
                + $"the longest with {lengths[longest]} (row {longest}); cut them short where they are encoded, or give the network a greater MaximumLength.");
        }
    }
}
