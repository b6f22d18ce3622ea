using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>What a training in bfloat16 comes to, whatever its speed on the processor at hand.</summary>
public sealed class TrainingPrecisionTests
{
    private const int Vocabulary = 40;
    private const int BatchesOfEpoch = 50;

    private static GptConfig Config { get; } = new() { VocabularySize = Vocabulary, HiddenSize = 32, LayerCount = 2, HeadCount = 2, MaximumLength = 16 };

    // Each token is followed by one of four, so that there is something to learn and the loss ends above ln 4, not at 0.
    [Fact]
    [Trait("Kind", "Slow")]
    public void Bfloat16_ends_at_the_loss_of_float32_within_a_hundredth()
    {
        ValidationResult full = Train(TrainingPrecision.Float32);
        ValidationResult half = Train(TrainingPrecision.BFloat16);

        Assert.InRange(full.Loss, Math.Log(4), Math.Log(4) * 1.2); // of ln 40 at the beginning
        Assert.NotEqual(full.Loss, half.Loss);
        Assert.InRange(half.Loss, full.Loss * 0.99, full.Loss * 1.01);
    }

    private static ValidationResult Train(TrainingPrecision precision)
    {
        manual_seed(1);
        using var model = new GptModel(Config);
        new TrainingLoop(model, new TrainingOptions { Epochs = 3, LearningRate = 1e-2, Precision = precision })
            .Run(new EpochBatches(BatchesOfEpoch, epoch => Batches((ulong)epoch, BatchesOfEpoch)));
        return Validation.Measure(model, Batches(99, 4));
    }

    private static IEnumerable<PaddedBatch> Batches(ulong epoch, int count) =>
        Enumerable.Range(0, count).Select(number => PaddedBatch.Of(Samples(new KeyedRandom(epoch, (ulong)number)), paddingId: 0));

    private static CausalSample[] Samples(KeyedRandom random) => [.. Enumerable.Range(0, 16).Select(_ =>
    {
        const int choices = 4;
        int[] ids = new int[Config.MaximumLength + 1];
        ids[0] = random.Next(Vocabulary);
        for (int i = 1; i < ids.Length; i++)
        {
            ids[i] = ((ids[i - 1] * 7) + random.Next(choices)) % Vocabulary;
        }

        return new CausalSample(ids[..^1], ids[1..]);
    })];
}
