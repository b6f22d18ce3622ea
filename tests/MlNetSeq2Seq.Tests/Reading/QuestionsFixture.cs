using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Reading;

/// <summary>A small BERT that has learnt the answers of data/clue by heart, from rows that hold a part of each text.</summary>
public sealed class QuestionsFixture : IDisposable
{
    private readonly TransformerChain<ReadingTransformer> _chain;

    public QuestionsFixture() => _chain = Chain(Options(epochs: 40)).Fit(ML.Data.LoadFromEnumerable(Rows));

    internal static IReadOnlyList<ReadingExample> Rows { get; } = CmrcFile.Read(RepositoryFolder.Path("data/clue/cmrc2018/train.json"));

    internal static Vocabulary Vocabulary { get; } = SmallEncoders.Characters(Rows.SelectMany(r => (string[])[r.Context, r.Question]));

    internal MLContext ML { get; } = new(seed: 1);

    internal ReadingTransformer Transformer => _chain.LastTransformer;

    internal ITransformer Model => _chain.GetModelFor(TransformerScope.Scoring);

    public void Dispose() => Transformer.Dispose();

    // Texts have some 60 tokens, so most need two rows or three.
    internal static EncodeReadingOptions Encoding { get; } = new() { Vocabulary = Vocabulary, MaximumLength = 64, MaximumQuestionLength = 16, Stride = 16 };

    internal static ReaderTrainerOptions Options(int epochs, IEncoderConfig? network = null) => new()
    {
        Vocabulary = Vocabulary,
        Network = network ?? SmallEncoders.Config("bert", Vocabulary, 64),
        Reading = new ReadAnswersOptions { MaximumLength = 64, MaximumQuestionLength = 16, Stride = 16, CandidateCount = 3, BatchSize = 8 },
        Training = new TrainingOptions { Epochs = epochs, LearningRate = 5e-3, Seed = 1 },
        Batches = new LengthBucketsOptions { MaximumRows = 8 },
    };

    internal EstimatorChain<ReadingTransformer> Chain(ReaderTrainerOptions options) => new EstimatorChain<ITransformer>()
        .Append(ML.Seq2Seq().EncodeReading(Encoding), TransformerScope.TrainTest)
        .Append(ML.Seq2Seq().Trainers.Reader(options));
}
