using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Lstm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Lstm;

public sealed class LstmTitleModelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Learns_sixteen_titles_by_heart(bool hasPrior)
    {
        using var scope = NewDisposeScope();
        using LstmTitleModel model = New(hasPrior);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Pairs(), learningRate: 1e-2);

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Says_the_same_of_a_pair_whatever_the_padding_on_both_sides()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using LstmTitleModel model = New(hasPrior: true);
        model.eval();
        TrainingSample sample = Overfitting.Pairs()[0];

        TensorAssert.Close(model.Logits(PaddedBatch.Of([sample], 0)).Tokens, model.Logits(PaddedBatch.Of([sample], 0, lengthMultiple: 24)).Tokens, 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writes_as_it_reads_whole_pairs(bool hasPrior)
    {
        using var scope = NewDisposeScope();
        using LstmTitleModel model = New(hasPrior);

        Continuation.AssertEqualsWholePairs(model, model.Config.DecoderStartId, [3, 1, 6], steps: 5);
    }

    // The example of the specification: scores (1, 2, 0.5, 0) and a source of the tokens 2 and 3.
    [Fact]
    public void The_prior_favours_tokens_of_the_source()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using var prior = new SourcePrior(4);
        Tensor ids = tensor(new long[] { 2, 3, 2, 0 }, [1, 4]);
        Tensor real = tensor(new[] { true, true, true, false }, [1, 4]);

        Tensor probabilities = SourcePrior.Join(tensor(new[] { 1f, 2f, 0.5f, 0f }, [1, 4]), prior.forward(ids, real)).softmax(-1);

        TensorAssert.Close(tensor(new[] { 0.2027f, 0.3342f, 0.2603f, 0.2027f }, [1, 4]), probabilities, 1e-4);
    }

    [Fact]
    public void Refuses_samples_without_a_decoder()
    {
        using LstmTitleModel model = New(hasPrior: true);

        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Logits(PaddedBatch.Of(Overfitting.Causal(), 0)));

        Assert.Contains("LstmTitleModel learns from sources with decoder ids", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_source_longer_than_it_reads()
    {
        using LstmTitleModel model = New(hasPrior: true);
        model.eval();

        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Start([Continuation.Source(new int[33])], Continuation.Options));

        Assert.Contains("reads sources of 1 to 32 tokens, but there is one of 33", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "vocab_size": 9, "hidden_size": 9, "num_attention_heads": 3 }""", "hidden_size 9; it must be even")]
    [InlineData("""{ "vocab_size": 9, "decoder_start_token_id": 9 }""", "decoder_start_token_id 9; the vocabulary has the tokens 0 to 8")]
    public void Refuses_a_config_that_describes_no_model(string config, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ArchitectureCatalog.Create("lstm-title", config));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static LstmTitleModel New(bool hasPrior) => new(new LstmTitleConfig
    {
        VocabularySize = Overfitting.VocabularySize,
        HiddenSize = 48,
        HeadCount = 4,
        HasSourcePrior = hasPrior,
        MaximumLength = 32,
        InitializerRange = 0.2,
    });
}
