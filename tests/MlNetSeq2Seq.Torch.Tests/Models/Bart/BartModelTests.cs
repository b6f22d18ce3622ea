using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Bart;

public sealed class BartModelTests
{
    [Fact]
    public void Learns_sixteen_samples_by_heart()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        using BartModel model = New();

        ValidationResult result = Overfitting.Learn(model, Overfitting.Pairs());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Says_the_same_of_a_row_whatever_the_padding()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BartModel model = New();
        model.eval();
        TrainingSample[] samples = Overfitting.Pairs()[..3];

        Tensor together = model.Logits(PaddedBatch.Of(samples, 0, lengthMultiple: 16)).Tokens;

        TensorAssert.Close(cat([.. samples.Select(sample => model.Logits(PaddedBatch.Of([sample], 0)).Tokens)], 0), together, 1e-5);
    }

    [Fact]
    public void Rows_of_a_session_go_on_as_if_alone()
    {
        using BartModel model = New();
        model.eval();

        SessionLaws.AssertRowsGoOnAlone(model, Sources.Of(5, 6, 7, 8, 9), Sources.Of(10, 11));
    }

    [Fact]
    public void A_session_scores_what_the_whole_decoder_scores()
    {
        using BartModel model = New();
        model.eval();

        SessionLaws.AssertScoresOfWholeRows(model, [5, 6, 7, 8], [9, 10, 11]);
    }

    [Fact]
    public void Scaled_embeddings_are_those_of_a_table_times_the_root_of_the_width()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BartModel scaled = New(scalesEmbeddings: true);
        using BartModel plain = New();
        Dictionary<string, Parameter> weights = StateDict.Parameters(scaled);
        foreach ((string name, Parameter parameter) in StateDict.Parameters(plain))
        {
            parameter.copy_(name == "model.shared.weight" ? weights[name].mul(Math.Sqrt(scaled.Config.HiddenSize)) : weights[name]);
        }

        scaled.eval();
        plain.eval();
        Tensor ids = tensor((long[])[5, 6, 7]).unsqueeze(0);

        TensorAssert.Close(plain.Encode(ids, mask: null), scaled.Encode(ids, mask: null), 1e-5);
    }

    [Fact]
    public void The_bias_of_the_output_layer_is_added_but_not_learnt()
    {
        using var scope = NewDisposeScope();
        using BartModel model = New();
        Parameter bias = StateDict.Parameters(model)["final_logits_bias"];
        PaddedBatch batch = PaddedBatch.Of(Overfitting.Pairs(), 0);
        model.eval();
        Tensor before = model.Logits(batch).Tokens;
        using (no_grad())
        {
            bias.add_(1.5);
        }

        TensorAssert.Close(before.add(1.5), model.Logits(batch).Tokens, 1e-5);
        Overfitting.Learn(model, Overfitting.Pairs(), steps: 2);
        TensorAssert.Close(full_like(bias, 1.5), bias, 0);
    }

    [Fact]
    public void Refuses_what_it_cannot_read()
    {
        using BartModel model = New();
        model.eval();

        Assert.Contains("the batch has none", Message(() => model.Logits(PaddedBatch.Of(Overfitting.Causal(), 0))), StringComparison.Ordinal);
        Assert.Contains("takes 32 tokens on either side, but the batch has rows of 48", Message(() => model.Logits(PaddedBatch.Of(Overfitting.Pairs(), 0, lengthMultiple: 48))), StringComparison.Ordinal);
        Assert.Contains("sources of 1 to 32 tokens, but there is one of 33", Message(() => model.Start([Sources.Of(new int[33])], Sources.Padded(0))), StringComparison.Ordinal);
        Assert.Contains("sources of 1 to 32 tokens, but there is one of 0", Message(() => model.Start([Sources.Of()], Sources.Padded(0))), StringComparison.Ordinal);

        static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Theory]
    [InlineData("""{ "vocab_size": 9, "d_model": 10, "decoder_attention_heads": 4, "encoder_attention_heads": 2 }""", "d_model 10; decoder_attention_heads 4 does not divide it")]
    [InlineData("""{ "vocab_size": 9, "decoder_start_token_id": 9 }""", "decoder_start_token_id 9; the vocabulary has the tokens 0 to 8")]
    [InlineData("""{ "vocab_size": 9, "activation_function": "tanh" }""", "activation_function 'tanh'; known is only gelu")]
    public void Refuses_a_config_that_describes_no_model(string config, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ArchitectureCatalog.Create("bart", config));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static BartModel New(bool scalesEmbeddings = false) => new(new BartConfig
    {
        VocabularySize = Overfitting.VocabularySize,
        HiddenSize = 32,
        EncoderLayerCount = 2,
        DecoderLayerCount = 2,
        EncoderHeadCount = 2,
        DecoderHeadCount = 4,
        EncoderIntermediateSize = 64,
        DecoderIntermediateSize = 48,
        MaximumLength = 32,
        HiddenDropout = 0,
        ScalesEmbeddings = scalesEmbeddings,
    });
}
