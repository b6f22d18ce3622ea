using System.Collections.Concurrent;
using System.Diagnostics;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>Measures training steps of the product's own loop.</summary>
internal static class TrainCommand
{
    private const int Seed = 42;

    public static void Run(TrainSettings settings, Turns turns)
    {
        if (settings.KeepFreed)
        {
            NativeMemory.KeepFreed();
        }

        set_num_threads(settings.Threads);
        BenchmarkData data = new BenchmarkFolder(settings.Folder).Read();
        using Seq2SeqModel model = new BenchmarkFolder(settings.Folder).ReadModel(settings.Network, settings.Shape);
        ConcurrentQueue<int> rows = new();
        (int count, Func<int, IEnumerable<PaddedBatch>> batches) = settings.Mode switch
        {
            TrainMode.Equal => Fixed(data, settings),
            TrainMode.Product when settings.Network == Shapes.Unilm => Bucketed(data, settings),
            TrainMode.Product when settings.Network == Shapes.Gpt => Chats(data, settings),
            TrainMode.Product => throw new ArgumentException(
                $"The mode '{settings.Mode}' is that of the fine-tuning of '{Shapes.Unilm}' and '{Shapes.Gpt}'; the network is '{settings.Network}'."),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Mode, $"There is no mode '{settings.Mode}'."),
        };
        using CancellationTokenSource stop = new();
        var loop = new TrainingLoop(model, new TrainingOptions
        {
            Epochs = int.MaxValue / Math.Max(count, 1),
            Schedule = new LearningRateSchedule { Shape = LearningRateShape.Constant, WarmupSteps = 0 },
            Precision = settings.Precision,
        });
        manual_seed(Seed);
        loop.Run(new EpochBatches(count, Counted), progress: new Meter(settings, turns, rows, stop), cancellationToken: stop.Token);

        IEnumerable<PaddedBatch> Counted(int epoch)
        {
            foreach (PaddedBatch batch in batches(epoch))
            {
                rows.Enqueue(batch.Rows);
                yield return batch;
            }
        }
    }

    // The samples of the folder in their order, all padded to the greatest length: the very tensors that the other side has.
    private static (int Count, Func<int, IEnumerable<PaddedBatch>> Batches) Fixed(BenchmarkData data, TrainSettings settings)
    {
        PaddedBatch[] batches =
        [
            .. EqualSamples.Of(data, settings.Network).Chunk(settings.Rows).Where(chunk => chunk.Length == settings.Rows)
                .Select(chunk => PaddedBatch.Of(chunk, data.SpecialTokens.PaddingId, Masking.MaximumLength)),
        ];
        return (batches.Length, _ => batches);
    }

    private static (int Count, Func<int, IEnumerable<PaddedBatch>> Batches) Bucketed(BenchmarkData data, TrainSettings settings)
    {
        // Where a repeat is shorter than an epoch, its pairs are few and of all lengths, so that each repeat has the same work.
        int wanted = Math.Min(data.Pairs.Length, settings.Steps * settings.Rows);
        int[] chosen = [.. Enumerable.Range(0, data.Pairs.Length).OrderBy(row => data.Samples[row].Ids.Length)];
        chosen = [.. Enumerable.Range(0, wanted).Select(i => chosen[(int)((i + 0.5) * chosen.Length / wanted)])];
        BenchmarkData part = data with { Pairs = [.. chosen.Select(row => data.Pairs[row])], Samples = [.. chosen.Select(row => data.Samples[row])] };
        var batches = new BucketedBatches(part, Masking.Options(data.SpecialTokens), settings.Rows, Seed);
        return (batches.Count, batches.Of);
    }

    private static (int Count, Func<int, IEnumerable<PaddedBatch>> Batches) Chats(BenchmarkData data, TrainSettings settings)
    {
        CausalSample[] samples = [.. ChatSamples.Of(data)];
        int[] lengths = [.. samples.Select(sample => sample.Ids.Length)];
        var buckets = new LengthBuckets(lengths, new LengthBucketsOptions { MaximumRows = settings.Rows, MaximumTokens = settings.Rows * data.ChatBlock, Shuffle = false });

        // A repeat is shorter than an epoch: its batches are few and of all lengths, so that each repeat has the same work.
        int[][] epoch = buckets.Epoch(0);
        int count = Math.Min(epoch.Length, settings.Steps);
        int[][] chosen = [.. Enumerable.Range(0, count).Select(i => epoch[(int)((i + 0.5) * epoch.Length / count)])];
        return (count, _ => chosen.Select(rows => PaddedBatch.Of([.. rows.Select(row => samples[row])], data.SpecialTokens.PaddingId)));
    }

    /// <summary>Stops the time of a repeat inside the loop, which goes on between two turns as if nothing was.</summary>
    private sealed class Meter(TrainSettings settings, Turns turns, ConcurrentQueue<int> rows, CancellationTokenSource stop) : IProgress<TrainingStep>
    {
        private readonly Stopwatch _watch = new();
        private readonly List<double> _losses = [];
        private bool _isWarm;
        private int _samples;

        public void Report(TrainingStep value)
        {
            rows.TryDequeue(out int count);
            _samples += count;
            _losses.Add(value.Loss);
            if (_losses.Count < (_isWarm ? settings.Steps : settings.WarmupSteps))
            {
                return;
            }

            if (_isWarm)
            {
                Turns.Say(new { seconds = _watch.Elapsed.TotalSeconds, units = _samples, check = _losses.Average() });
            }
            else
            {
                Turns.Ready();
            }

            (_isWarm, _samples) = (true, 0);
            _losses.Clear();
            if (!turns.Next())
            {
                stop.Cancel();
            }

            _watch.Restart();
        }
    }
}
