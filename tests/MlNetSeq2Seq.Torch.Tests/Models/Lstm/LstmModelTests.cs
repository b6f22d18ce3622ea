using MlNetSeq2Seq.Models.Lstm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Lstm;

public sealed class LstmModelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Learns_sixteen_continuations_by_heart(bool isTied)
    {
        using var scope = NewDisposeScope();
        using LstmModel model = New(isTied);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Causal(), steps: 300, learningRate: 1e-2);

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Says_the_same_of_a_row_whatever_the_padding()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using LstmModel model = New();
        model.eval();
        TrainingSample sample = Overfitting.Causal()[0];

        TensorAssert.Close(model.Logits(PaddedBatch.Of([sample], 0)).Tokens, model.Logits(PaddedBatch.Of([sample], 0, lengthMultiple: 24)).Tokens, 1e-6);
    }

    [Fact]
    public void Writes_as_it_reads_whole_sequences()
    {
        using var scope = NewDisposeScope();
        using LstmModel model = New();

        Continuation.AssertEqualsWholeSequences(model, [3, 1, 6], steps: 5);
    }

    [Fact]
    public void Refuses_rows_that_are_read_from_both_sides()
    {
        using LstmModel model = New();

        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Logits(PaddedBatch.Of(Overfitting.Masked(), 0)));

        Assert.Contains("causal samples without packing are wanted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_tie_embeddings_of_another_width()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new LstmModel(new LstmConfig { VocabularySize = 9, EmbeddingSize = 8, HiddenSize = 6, IsTied = true }));

        Assert.Equal("LstmConfig has embedding_size 8; tied to the output layer it must be hidden_size 6.", error.Message);
    }

    private static LstmModel New(bool isTied = false) => new(new LstmConfig
    {
        VocabularySize = Overfitting.VocabularySize,
        EmbeddingSize = 48,
        HiddenSize = 48,
        LayerCount = 2,
        IsTied = isTied,
        MaximumLength = 32,
        InitializerRange = 0.2,
    });
}
