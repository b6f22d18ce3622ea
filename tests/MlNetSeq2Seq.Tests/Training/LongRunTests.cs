using System.Diagnostics;
using Microsoft.ML;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>Memory stays where it was over long runs.</summary>
[Trait("Kind", "Slow")]
public sealed class LongRunTests
{
    // What the runtime and the C library take and give back around a level.
    private const long Fluctuation = 64L << 20;

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void A_thousand_steps_leave_live_tensors_and_resident_memory_where_they_were()
    {
        List<(long Tensors, long Resident)> seen = [];
        UnilmTrainerOptions options = SmallTraining.Options(epochs: 1000) with { Progress = new EveryHundred(() => seen.Add((DisposeScopeManager.Statistics.ThreadTotalLiveCount, Resident()))) };
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);

        using TextGenerationTransformer model = SmallTraining.Chain(_ml, options).Fit(data).LastTransformer;

        Assert.Equal(10, seen.Count);
        Assert.All(seen, s => Assert.Equal(seen[0].Tensors, s.Tensors));
        Assert.True(seen[^1].Resident - seen[0].Resident < Fluctuation, $"Resident memory went from {seen[0].Resident >> 20} to {seen[^1].Resident >> 20} MB.");
    }

    [Fact]
    public void A_thousand_texts_leave_live_tensors_and_resident_memory_where_they_were()
    {
        using TextGenerationTransformer model = SmallTraining.Chain(_ml, SmallTraining.Options(epochs: 2)).Fit(_ml.Data.LoadFromEnumerable(Pairs.All)).LastTransformer;
        using PredictionEngine<Query, Answer> engine = _ml.Model.CreatePredictionEngine<Query, Answer>(model);
        Write(engine, 50);
        (long tensors, long resident) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, Resident());

        Write(engine, 1000);

        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(Resident() - resident < Fluctuation, $"Resident memory went from {resident >> 20} to {Resident() >> 20} MB.");
    }

    private static void Write(PredictionEngine<Query, Answer> engine, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.NotNull(engine.Predict(new Query { Source = Pairs.All[i % Pairs.All.Length].Source }).Generated);
        }
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private sealed class EveryHundred(Action action) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value)
        {
            if (value.Step % 100 == 0)
            {
                action();
            }
        }
    }
}
