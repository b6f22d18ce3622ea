using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.T5;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.T5;

public sealed class T5ModelTests
{
    [Theory]
    [InlineData("relu", true)]
    [InlineData("gated-gelu", false)]
    public void Learns_sixteen_samples_by_heart(string feedForward, bool tied)
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        using T5Model model = New(feedForward, tied);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Pairs());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Says_the_same_of_a_row_whatever_the_padding()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using T5Model model = New();
        model.eval();
        TrainingSample[] samples = Overfitting.Pairs()[..3];

        Tensor together = model.Logits(PaddedBatch.Of(samples, 0, lengthMultiple: 16)).Tokens;

        TensorAssert.Close(cat([.. samples.Select(sample => model.Logits(PaddedBatch.Of([sample], 0)).Tokens)], 0), together, 1e-5);
    }

    [Fact]
    public void Rows_of_a_session_go_on_as_if_alone()
    {
        using T5Model model = New();
        model.eval();

        SessionLaws.AssertRowsGoOnAlone(model, Sources.Of(5, 6, 7, 8, 9), Sources.Of(10, 11));
    }

    [Theory]
    [InlineData("relu", true)]
    [InlineData("gated-silu", false)]
    public void A_session_scores_what_the_whole_decoder_scores(string feedForward, bool tied)
    {
        using T5Model model = New(feedForward, tied);
        model.eval();

        // Farther than the buckets that hold one distance each.
        SessionLaws.AssertScoresOfWholeRows(model, [5, 6, 7, 8], [.. Enumerable.Range(9, 12)]);
    }

    [Fact]
    public void Published_files_repeat_the_table_of_tokens_and_hold_a_bias_that_is_not_used()
    {
        using var scope = NewDisposeScope();
        using T5Model model = New();
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            Dictionary<string, Tensor> stored = StateDict.Parameters(model).ToDictionary(p => p.Key, p => p.Value.detach());
            foreach (string copy in (string[])["encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight"])
            {
                stored[copy] = stored["shared.weight"].clone();
            }

            stored["decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight"] = ones(8, 2);
            SafetensorsWriter.Write(path, stored);
            using T5Model read = New();
            using (IWeightsFile file = WeightsFile.Open(path))
            {
                StateDict.Load(read, file, T5Weights.HuggingFace(read.Config));
            }

            Assert.All(StateDict.Parameters(read), p => TensorAssert.Close(StateDict.Parameters(model)[p.Key], p.Value, 0));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("""{ "vocab_size": 9, "feed_forward_proj": "gated-tanh" }""", "feed_forward_proj 'tanh'; known is only gelu")]
    [InlineData("""{ "vocab_size": 9, "relative_attention_num_buckets": 6 }""", "relative_attention_num_buckets 6; it must be a multiple of 4")]
    [InlineData("""{ "vocab_size": 9, "relative_attention_max_distance": 16 }""", "relative_attention_max_distance 16; it must be above half of the 32 buckets")]
    [InlineData("""{ "vocab_size": 9, "num_decoder_layers": 0 }""", "num_decoder_layers 0; it must be above 0")]
    public void Refuses_a_config_that_describes_no_model(string config, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ArchitectureCatalog.Create("t5", config));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_config_survives_JSON()
    {
        using T5Model model = New("gated-gelu", tied: false);
        string json = System.Text.Json.JsonSerializer.Serialize(model.Configuration, model.Configuration.GetType());

        using var again = (T5Model)ArchitectureCatalog.Create("t5", json);

        Assert.Equal(model.Config, again.Config);
    }

    private static T5Model New(string feedForward = "relu", bool tied = true) => new(new T5Config
    {
        VocabularySize = Overfitting.VocabularySize,
        HiddenSize = 32,
        HeadSize = 12,
        IntermediateSize = 64,
        EncoderLayerCount = 2,
        HeadCount = 2,
        BucketCount = 8,
        MaximumDistance = 10,
        FeedForward = feedForward,
        TiesEmbeddings = tied,
        Dropout = 0,
    });
}
