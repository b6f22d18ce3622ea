using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;

namespace TrainingProcess;

/// <summary>A training of milliseconds a step, with all that a checkpoint must keep.</summary>
public static class Job
{
    private static readonly string[] s_sources = ["红茶", "雨伞", "台灯", "布鞋", "毛衣", "书包", "水壶", "木梳"];

    /// <summary>Trains, or goes on training.</summary>
    /// <param name="checkpoints">The folder of checkpoints; null for none.</param>
    /// <param name="epochs">Epochs of two steps each.</param>
    /// <param name="seed">Decides the weights.</param>
    /// <param name="progress">Is told every step.</param>
    public static TransformerChain<TextGenerationTransformer> Train(string? checkpoints, int epochs, int seed = 1, IProgress<TrainingStep>? progress = null)
    {
        TorchSharp.torch.set_num_threads(1);
        var ml = new MLContext(seed: 1);
        TextPair[] pairs = [.. s_sources.Select(source => new TextPair { Source = source, Target = $"新{source}好{source}" })];
        var builder = new VocabularyBuilder();
        foreach (TextPair pair in pairs)
        {
            builder.Add(pair.Target);
        }

        Vocabulary vocabulary = builder.BuildCharacters();
        EncodePrefixPairsEstimator encode = ml.Seq2Seq().EncodePrefixPairs(new EncodePrefixPairsOptions { Vocabulary = vocabulary, MaskRate = 0.5, MaximumLength = 24 });
        IDataView rows = ml.Data.LoadFromEnumerable(pairs);
        return new EstimatorChain<ITransformer>().Append(encode, TransformerScope.TrainTest).Append(ml.Seq2Seq().Trainers.Unilm(new UnilmTrainerOptions
        {
            Vocabulary = vocabulary,
            Network = new UnilmConfig { VocabularySize = vocabulary.Count, LayerCount = 1, HiddenSize = 16, HeadCount = 2, IntermediateSize = 32, MaximumLength = 48 },
            Training = new TrainingOptions
            {
                Epochs = epochs, LearningRate = 1e-2, Seed = seed, Average = new WeightAverageOptions { Decay = 0.99 }, Lookahead = new LookaheadOptions(), RestoreBest = true, ValidateEverySteps = 25,
                Checkpoints = checkpoints is null ? null : new CheckpointOptions { Folder = checkpoints, EverySteps = 2 },
            },
            Batches = new LengthBucketsOptions { MaximumRows = 4 },
            Validation = encode.Fit(rows).Transform(rows),
            Progress = progress,
        })).Fit(rows);
    }

    /// <summary>The hash of a model's weights, to the last bit.</summary>
    /// <param name="model">The model.</param>
    public static string Hash(LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, StateDict.Parameters(model.Network).ToDictionary(p => p.Key, p => (TorchSharp.torch.Tensor)p.Value));
        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));
    }
}
