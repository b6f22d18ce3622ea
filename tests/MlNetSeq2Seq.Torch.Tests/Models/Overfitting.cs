using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models;

/// <summary>Sixteen samples and the question whether a model can learn them by heart.</summary>
internal static class Overfitting
{
    public const int VocabularySize = 60;

    private const int FirstFreeId = 5;
    private const int Rows = 16;
    private const int PaddingId = 0;
    private const int MaskId = 4;
    private const int StartId = 2;
    private const double InitialDeviation = 0.1;

    /// <summary>Rows of unequal length with a third of their tokens hidden, and one of three classes each.</summary>
    public static TrainingSample[] Masked(bool hasClasses = false)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Rows).Select(row =>
        {
            int[] ids = RandomIds(random);
            int[] labels = new int[ids.Length];
            Array.Fill(labels, Labels.Ignore);
            for (int i = 1; i < ids.Length; i += 3)
            {
                (labels[i], ids[i]) = (ids[i], MaskId);
            }

            return new MaskedSample(ids, new int[ids.Length], labels) { SequenceLabel = hasClasses ? row % 3 : Labels.Ignore };
        })];
    }

    /// <summary>Rows with a class and no other label.</summary>
    public static TrainingSample[] Classes() => [.. Masked(hasClasses: true).Select(sample => sample with { Labels = [.. sample.Labels.Select(_ => Labels.Ignore)] })];

    /// <summary>Rows with the first and the last place of an answer.</summary>
    public static TrainingSample[] Answers()
    {
        var random = new Random(2);
        return [.. Masked().Select(sample =>
        {
            int[] labels = new int[sample.Ids.Length];
            Array.Fill(labels, Labels.Ignore);
            labels[0] = random.Next(1, sample.Ids.Length);
            labels[1] = random.Next(labels[0], sample.Ids.Length);
            return sample with { Labels = labels };
        })];
    }

    /// <summary>
    /// Rows to be continued from left to right; the first token tells them apart and does not come again: an attention without positions
    /// in its values takes one token and the same twice for equal.
    /// </summary>
    public static TrainingSample[] Causal()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Rows).Select(row =>
        {
            int[] ids = [.. RandomIds(random).Select(id => Math.Max(id, FirstFreeId + Rows))];
            ids[0] = FirstFreeId + row;
            return new CausalSample(ids[..^1], ids[1..]);
        })];
    }

    /// <summary>Sources and targets for a model with a decoder.</summary>
    public static TrainingSample[] Pairs()
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, Rows).Select(_ =>
        {
            int[] target = RandomIds(random);
            return new Seq2SeqSample(RandomIds(random), [StartId, .. target[..^1]], target);
        })];
    }

    /// <summary>The share of labels that a model gives rightly after it has seen the samples again and again.</summary>
    public static ValidationResult Learn(Seq2SeqModel model, TrainingSample[] samples, int steps = 200, double learningRate = 5e-3)
    {
        // Sums of several threads come in any order, and a network that has all but learnt its samples shows it.
        int threads = get_num_threads();
        set_num_threads(1);
        try
        {
            return Learn(model, PaddedBatch.Of(samples, PaddingId), steps, learningRate);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static ValidationResult Learn(Seq2SeqModel model, PaddedBatch batch, int steps, double learningRate)
    {
        DrawAgain(model);
        using var optimiser = new FusedAdamW(model.named_parameters(), new AdamWOptions { WeightDecay = 0 });
        model.train();
        for (int step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimiser.ClearGradients();
            model.Loss(batch, new TokenLoss()).backward();
            optimiser.Step(learningRate * (steps - step) / steps);
        }

        return Validation.Measure(model, [batch]);
    }

    // Matrices from a generator of their own: the global one is drawn from by tests that run at the same time.
    private static void DrawAgain(Seq2SeqModel model)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        var generator = new Generator(6);
        foreach ((_, Parameter parameter) in model.named_parameters().Where(p => p.parameter.requires_grad && p.parameter.dim() > 1))
        {
            parameter.normal_(0, InitialDeviation, generator);
        }
    }

    private static int[] RandomIds(Random random) => [.. Enumerable.Range(0, random.Next(5, 10)).Select(_ => random.Next(FirstFreeId, VocabularySize))];
}
