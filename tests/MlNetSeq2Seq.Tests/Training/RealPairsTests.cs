using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>The main job on the real files of the source project, in short.</summary>
[Trait("Kind", "Slow")]
public sealed class RealPairsTests
{
    private const string PairFile = "corpora/finetune_data.csv";
    private const string QueryFile = "corpora/test_data.csv";
    private const string VocabularyFile = "corpora/bert-base-chinese.vocab.txt";

    private readonly MLContext _ml = new(seed: 1);

    [SharedFact]
    public void The_first_pairs_are_learnt_by_heart()
    {
        TextPair[] pairs = [.. TextPairFile.Read(SharedData.Path(PairFile)).Take(40)];
        using TextGenerationTransformer model = Train(pairs, Characters(pairs), epochs: 150, validation: null, out _);
        TextGenerationTransformer greedy = model.With(model.Options with { Search = new GreedySearchOptions(), CandidateCount = 1 });

        Answer[] answers = SmallTraining.Answers(_ml, greedy, pairs.Select(p => p.Source));

        int equal = answers.Zip(pairs).Count(a => a.First.Generated == Normal(model, a.Second.Target));
        Assert.True(equal >= 0.95 * pairs.Length, $"{equal} of {pairs.Length} targets were written.");
    }

    [SharedFact]
    public void All_pairs_train_with_falling_validation_loss_and_every_query_gets_three_candidates()
    {
        IReadOnlyList<TextPair> pairs = TextPairFile.Read(SharedData.Path(PairFile));
        TextPair[] training = [.. pairs.Where((_, i) => i % 10 != 0)];
        TextPair[] held = [.. pairs.Where((_, i) => i % 10 == 0)];
        string[] queries = [.. File.ReadAllText(SharedData.Path(QueryFile)).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

        using TextGenerationTransformer model = Train(training, Vocabulary.ReadFile(SharedData.Path(VocabularyFile)), epochs: 3, held, out TrainingResult result);
        Answer[] answers = SmallTraining.Answers(_ml, model, queries);

        Assert.Equal(result.Validations.Select(v => v.Loss).OrderDescending(), result.Validations.Select(v => v.Loss));
        Assert.Equal(queries.Length, answers.Length);
        Assert.All(answers, answer =>
        {
            Assert.Equal(3, answer.Candidates!.Length);
            Assert.Equal(answer.Candidates.Distinct(), answer.Candidates);
            Assert.DoesNotContain("", answer.Candidates);
        });
    }

    private static Vocabulary Characters(IEnumerable<TextPair> pairs)
    {
        var builder = new VocabularyBuilder();
        foreach (TextPair pair in pairs)
        {
            builder.Add(pair.Source);
            builder.Add(pair.Target);
        }

        return builder.BuildCharacters();
    }

    // Case, and what the vocabulary lacks, is lost in tokens.
    private static string Normal(TextGenerationTransformer model, string text) => model.Model.Tokenizer.Decode(model.Model.Tokenizer.Encode(text).Ids);

    private TextGenerationTransformer Train(TextPair[] pairs, Vocabulary vocabulary, int epochs, TextPair[]? validation, out TrainingResult result)
    {
        EncodePrefixPairsEstimator encode = _ml.Seq2Seq().EncodePrefixPairs(new EncodePrefixPairsOptions { Vocabulary = vocabulary, MaskRate = 0.7 });
        IDataView? held = validation is null ? null : _ml.Data.LoadFromEnumerable(validation);
        Seq2SeqTrainer<TextGenerationTransformer> trainer = _ml.Seq2Seq().Trainers.Unilm(new UnilmTrainerOptions
        {
            Vocabulary = vocabulary,
            Network = new UnilmConfig
            {
                VocabularySize = vocabulary.Count, LayerCount = 2, HiddenSize = 64, HeadCount = 4, IntermediateSize = 256, MaximumLength = 96,
                HiddenDropout = 0, AttentionDropout = 0,
            },
            Training = new TrainingOptions { Epochs = epochs, LearningRate = 2e-3 },
            Batches = new LengthBucketsOptions { MaximumRows = 16 },
            Generation = new GenerateTextOptions { Search = new BeamSearchOptions { BeamSize = 5, Count = 5, MinimumLength = 2 } },
            Validation = held is null ? null : encode.Fit(held).Transform(held),
        });
        TextGenerationTransformer model = new EstimatorChain<ITransformer>().Append(encode, TransformerScope.TrainTest).Append(trainer)
            .Fit(_ml.Data.LoadFromEnumerable(pairs)).LastTransformer;
        result = trainer.Result!;
        return model;
    }
}
