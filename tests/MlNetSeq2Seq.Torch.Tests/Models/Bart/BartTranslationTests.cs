using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Bart;

/// <summary>BART with a new encoder for sources that have a vocabulary of their own, and the stages in which it learns.</summary>
public sealed class BartTranslationTests
{
    private const string NewEncoder = "model.source_encoder.";
    private const int SourceVocabulary = 80;
    private const int Steps = 8;

    private static readonly BartConfig s_plain = new()
    {
        VocabularySize = Overfitting.VocabularySize,
        HiddenSize = 16,
        EncoderLayerCount = 2,
        DecoderLayerCount = 1,
        EncoderHeadCount = 2,
        DecoderHeadCount = 2,
        EncoderIntermediateSize = 32,
        DecoderIntermediateSize = 32,
        MaximumLength = 32,
        HiddenDropout = 0,
    };

    private static readonly BartConfig s_config = s_plain with { SourceVocabularySize = SourceVocabulary, SourceEncoderLayerCount = 3 };

    // The sources have ids that only their own vocabulary has.
    private static TrainingSample[] Samples => [.. Overfitting.Pairs().Select(sample => sample with { Ids = [.. sample.Ids.Select(id => id + 20)] })];

    [Fact]
    public void The_first_stage_changes_what_it_names_and_leaves_every_other_bit()
    {
        using BartModel model = New();
        Dictionary<string, byte[]> before = Bits(model);

        TrainingResult result = Train(model, firstStageSteps: Steps);

        Dictionary<string, byte[]> after = Bits(model);
        string[] expected =
        [
            .. before.Keys.Where(name => name.StartsWith(NewEncoder, StringComparison.Ordinal)),
            "model.encoder.embed_positions.weight",
            "model.decoder.embed_positions.weight",
            "model.encoder.layers.0.self_attn.q_proj.weight",
            "model.encoder.layers.0.self_attn.k_proj.weight",
            "model.encoder.layers.0.self_attn.v_proj.weight",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Changed(before, after));
        Assert.True(result.Steps[^1].Loss < result.Steps[0].Loss, $"The loss went from {result.Steps[0].Loss} to {result.Steps[^1].Loss}.");
    }

    [Fact]
    public void The_second_stage_changes_everything_that_learns()
    {
        using BartModel model = New();
        Dictionary<string, byte[]> before = Bits(model);

        TrainingResult result = Train(model, firstStageSteps: Steps / 2);

        Assert.Equal(before.Keys.Where(name => name != "final_logits_bias").Order(StringComparer.Ordinal), Changed(before, Bits(model)));
        Assert.True(result.Steps[^1].Loss < result.Steps[Steps / 2].Loss);
    }

    [Fact]
    public void The_stages_have_their_steps_and_rates()
    {
        IReadOnlyList<TrainingStage> stages = BartTranslation.Stages(10, secondStageLearningRate: 1e-5);

        Assert.Equal([10, null], stages.Select(stage => stage.Steps));
        Assert.Equal([null, 1e-5], stages.Select(stage => stage.LearningRate));
        Assert.Empty(stages[1].TrainablePatterns);
        Assert.Throws<ArgumentOutOfRangeException>(() => BartTranslation.Stages(0));
    }

    [Fact]
    public void Learns_sixteen_translations_by_heart()
    {
        using var scope = NewDisposeScope();
        using BartModel model = New();

        ValidationResult result = Overfitting.Learn(model, Samples);

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Adds_its_parameters_to_those_of_a_published_model_and_nothing_else()
    {
        manual_seed(1);
        using var plain = new BartModel(s_plain);
        using BartModel model = New();

        IReadOnlyList<string> own = StateDict.Copy(plain, model);

        Assert.DoesNotContain(StateDict.Parameters(plain).Keys, name => name.Contains("source", StringComparison.Ordinal));
        Assert.Equal(StateDict.Parameters(plain).Count + own.Count, StateDict.Parameters(model).Count);
        Assert.All(own, name => Assert.StartsWith(NewEncoder, name, StringComparison.Ordinal));
        Assert.All(own, name => Assert.True(BartWeights.HuggingFace.IsOptional(name)));
        Assert.Equal([SourceVocabulary, 16], StateDict.Parameters(model)[NewEncoder + "embed_tokens.weight"].shape);
        Assert.Equal(3, own.Count(name => name.EndsWith(".fc1.weight", StringComparison.Ordinal)));
        Assert.Equal((SourceVocabulary, Overfitting.VocabularySize), (model.SourceVocabularySize, plain.SourceVocabularySize));
    }

    [Fact]
    public void Says_the_same_of_a_row_whatever_the_padding_even_where_its_id_is_in_no_vocabulary_of_sources()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BartModel model = New();
        model.eval();
        TrainingSample[] samples = Samples[..3];
        PaddedBatch padded = PaddedBatch.Of(samples, 0, lengthMultiple: 16);
        for (int place = 0; place < padded.Ids.Length; place++)
        {
            padded.Ids[place] = padded.Ids[place] == 0 ? 1000 : padded.Ids[place];
        }

        Tensor together = model.Logits(padded).Tokens;

        TensorAssert.Close(cat([.. samples.Select(sample => model.Logits(PaddedBatch.Of([sample], 0)).Tokens)], 0), together, 1e-5);
    }

    [Fact]
    public void A_session_scores_what_the_whole_decoder_scores()
    {
        using BartModel model = New();
        model.eval();

        SessionLaws.AssertScoresOfWholeRows(model, [65, 76, 79, 8], [9, 10, 11]);
    }

    [Fact]
    public void A_source_of_another_vocabulary_is_refused()
    {
        using BartModel model = New();
        model.eval();

        Assert.StartsWith(
            "BartModel reads sources of the tokens 0 to 79, but there is one with 80.",
            Assert.Throws<ArgumentException>(() => model.Start([Sources.Of(5, 80)], Sources.Padded(0))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, 0, "source_encoder_layers 0; with source_vocab_size 9 it must be above 0")]
    [InlineData(0, 6, "source_encoder_layers 6; with source_vocab_size 0 it must be 0")]
    [InlineData(-1, 0, "source_vocab_size -1; it must be at least 0")]
    public void Refuses_an_encoder_without_layers_or_vocabulary(int tokens, int layers, string message) => Assert.Contains(
        message,
        Assert.Throws<ArgumentException>(() => new BartModel(s_plain with { SourceVocabularySize = tokens, SourceEncoderLayerCount = layers })).Message,
        StringComparison.Ordinal);

    private static BartModel New()
    {
        manual_seed(3);
        return new BartModel(s_config);
    }

    private static TrainingResult Train(BartModel model, int firstStageSteps)
    {
        PaddedBatch batch = PaddedBatch.Of(Samples, 0);
        var options = new TrainingOptions
        {
            Epochs = 1,
            LearningRate = 1e-2,
            Schedule = new LearningRateSchedule { Shape = LearningRateShape.Constant, WarmupSteps = 0 },
            Stages = BartTranslation.Stages(firstStageSteps),
        };
        return new TrainingLoop(model, options).Run(new EpochBatches(Steps, _ => Enumerable.Repeat(batch, Steps)));
    }

    private static Dictionary<string, byte[]> Bits(BartModel model) =>
        StateDict.Parameters(model).ToDictionary(p => p.Key, p => p.Value.detach().bytes.ToArray(), StringComparer.Ordinal);

    private static IEnumerable<string> Changed(Dictionary<string, byte[]> before, Dictionary<string, byte[]> after) =>
        before.Keys.Where(name => !before[name].AsSpan().SequenceEqual(after[name])).Order(StringComparer.Ordinal);
}
