using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Classification;

/// <summary>A small BERT that has learnt the news of data/clue by heart, trained once for all tests of a class.</summary>
public sealed class NewsFixture : IDisposable
{
    private readonly TransformerChain<ClassifyTextTransformer> _chain;

    public NewsFixture()
    {
        Trainer = ML.Seq2Seq().Trainers.Classifier(Options(epochs: 40));
        _chain = Chain(Trainer).Fit(ML.Data.LoadFromEnumerable(Rows));
    }

    internal static IReadOnlyList<ClueExample> Rows { get; } = ClueFile.Read(ClueTask.Tnews, RepositoryFolder.Path("data/clue/tnews/train.json"));

    internal static Vocabulary Vocabulary { get; } = SmallEncoders.Characters(Rows.Select(r => r.Text));

    internal MLContext ML { get; } = new(seed: 1);

    internal Seq2SeqTrainer<ClassifyTextTransformer> Trainer { get; }

    internal ClassifyTextTransformer Transformer => _chain.LastTransformer;

    internal ITransformer Model => _chain.GetModelFor(TransformerScope.Scoring);

    public void Dispose() => Transformer.Dispose();

    internal static ClassifierTrainerOptions Options(int epochs, IEncoderConfig? network = null) => new()
    {
        Vocabulary = Vocabulary,
        Network = network ?? SmallEncoders.Config("bert", Vocabulary, 32),
        Classification = new ClassifyTextOptions { LabelNames = ClueTask.Tnews.Labels, MaximumLength = 32 },
        Training = new TrainingOptions { Epochs = epochs, LearningRate = 5e-3, Seed = 1 },
        Batches = new LengthBucketsOptions { MaximumRows = 8 },
    };

    internal EstimatorChain<ClassifyTextTransformer> Chain(Seq2SeqTrainer<ClassifyTextTransformer> trainer) => new EstimatorChain<ITransformer>()
        .Append(ML.Seq2Seq().EncodeClassification(Encoding), TransformerScope.TrainTest)
        .Append(trainer);

    internal static EncodeClassificationOptions Encoding { get; } = new() { Vocabulary = Vocabulary, LabelNames = ClueTask.Tnews.Labels, MaximumLength = 32 };
}
