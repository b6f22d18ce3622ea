using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>The main job at its smallest: eight pairs, a network of 32 numbers a token.</summary>
internal static class SmallTraining
{
    public static EncodePrefixPairsOptions Encoding { get; } = new() { Vocabulary = Pairs.Vocabulary, MaskRate = 0.5, MaximumLength = 24 };

    public static UnilmTrainerOptions Options(int epochs) => new()
    {
        Vocabulary = Pairs.Vocabulary,
        Network = new UnilmConfig
        {
            VocabularySize = Pairs.Vocabulary.Count, LayerCount = 2, HiddenSize = 32, HeadCount = 2, IntermediateSize = 64, MaximumLength = 48,
            HiddenDropout = 0, AttentionDropout = 0, InitializerRange = 0.1,
        },
        Training = new TrainingOptions { Epochs = epochs, LearningRate = 1e-2, Seed = 1 },
        Batches = new LengthBucketsOptions { MaximumRows = 8 },
        Generation = new GenerateTextOptions { Search = new BeamSearchOptions { BeamSize = 3, Count = 3, MinimumLength = 1, MaximumLength = 12 } },
    };

    public static EstimatorChain<TextGenerationTransformer> Chain(MLContext ml, UnilmTrainerOptions options) => new EstimatorChain<ITransformer>()
        .Append(ml.Seq2Seq().EncodePrefixPairs(Encoding), TransformerScope.TrainTest)
        .Append(ml.Seq2Seq().Trainers.Unilm(options));

    public static Answer[] Answers(MLContext ml, ITransformer model, IEnumerable<string> sources) =>
        [.. ml.Data.CreateEnumerable<Answer>(model.Transform(ml.Data.LoadFromEnumerable(sources.Select(s => new Query { Source = s }))), reuseRowObject: false)];
}
