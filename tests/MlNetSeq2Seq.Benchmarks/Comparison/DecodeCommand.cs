using System.Diagnostics;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>Measures writing: greedy search on one source at a time, or beam search on batches.</summary>
internal static class DecodeCommand
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public static void Run(DecodeSettings settings, Turns turns)
    {
        if (settings.KeepFreed)
        {
            NativeMemory.KeepFreed();
        }

        set_num_threads(settings.Threads);
        BenchmarkData data = new BenchmarkFolder(settings.Folder).Read();
        using Seq2SeqModel model = new BenchmarkFolder(settings.Folder).ReadModel(Shapes.Unilm, settings.Shape);
        model.eval();

        int end = data.SpecialTokens.SeparatorId;
        ISearch search = settings.IsBeam
            ? new BeamSearchOptions { BeamSize = settings.Beams, Count = settings.Beams, MaximumLength = settings.MaximumLength }.CreateSearch(end)
            : new GreedySearchOptions { MaximumLength = settings.MaximumLength }.CreateSearch(end);
        var options = new DecoderSessionOptions { SpecialTokens = data.SpecialTokens };
        var layout = new PrefixLmLayout(new PrefixLmOptions { SpecialTokens = data.SpecialTokens });
        PrefixSample[] sources =
        [
            .. data.Queries.Take(settings.Queries ?? data.Queries.Length).OrderByDescending(query => query.Length)
                .Select(query => layout.AssembleSource(query, settings.MaximumLength)),
        ];
        PrefixSample[][] batches = [.. sources.Chunk(settings.IsBeam ? settings.Rows : 1)];

        // Until the runtime has compiled anew what is called often.
        var warming = Stopwatch.StartNew();
        do
        {
            Write(batches[^1]);
        }
        while (warming.Elapsed < s_warmUp);
        Turns.Ready();
        while (turns.Next())
        {
            var watch = Stopwatch.StartNew();
            Hypothesis[] best = [.. batches.SelectMany(batch => Write(batch).Select(texts => texts[0]))];
            watch.Stop();
            int tokens = best.Sum(text => text.Tokens.Length + (text.IsFinished ? 1 : 0));
            Turns.Say(new
            {
                seconds = watch.Elapsed.TotalSeconds,
                units = settings.IsBeam ? sources.Length : tokens,
                check = best.Average(text => text.LogProbability),
            });
        }

        Hypothesis[][] Write(PrefixSample[] batch)
        {
            using IDecoderSession session = ((IGenerativeModel)model).Start(batch, options);
            return search.Run(session);
        }
    }
}
