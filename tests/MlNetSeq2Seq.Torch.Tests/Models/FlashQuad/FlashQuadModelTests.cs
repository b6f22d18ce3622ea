using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.FlashQuad;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.FlashQuad;

public sealed class FlashQuadModelTests
{
    private const int LengthWithoutTable = 513;

    [Theory]
    [InlineData(FlashQuadNorm.Scale)]
    [InlineData(FlashQuadNorm.Layer)]
    public void Learns_sixteen_samples_by_heart(FlashQuadNorm norm)
    {
        using var scope = NewDisposeScope();
        using FlashQuadModel model = New(norm: norm);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Masked(), steps: 400, learningRate: 3e-3);

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Learns_sixteen_continuations_by_heart()
    {
        using var scope = NewDisposeScope();
        using FlashQuadModel model = New(maximumLength: 12);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Causal(), steps: 300, learningRate: 3e-3);

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Does_not_learn_to_look_at_all_of_a_source_as_it_does_not_when_it_writes()
    {
        using FlashQuadModel model = New();
        var pair = new PrefixSample([5, 6, 7, 8], new int[4], [Labels.Ignore, Labels.Ignore, 8, 9], new AttentionShape(AttentionKind.SequenceToSequence, 4, 3));

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => model.Logits(PaddedBatch.Of([pair], 0)));

        Assert.Contains("attention SequenceToSequence", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("wanted is LeftToRight or Bidirectional", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Learns_the_classes_of_sixteen_rows()
    {
        using var scope = NewDisposeScope();
        using FlashQuadModel model = New(EncoderHead.Classification);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Classes());

        Assert.True(result.Sequence!.Accuracy >= 0.99, $"The accuracy is {result.Sequence.Accuracy}.");
    }

    [Fact]
    public void Learns_where_the_answers_of_sixteen_rows_stand()
    {
        using var scope = NewDisposeScope();
        using FlashQuadModel model = New(EncoderHead.Reading);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Answers());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Theory]
    [InlineData(32)]
    [InlineData(LengthWithoutTable)]
    public void Says_the_same_of_a_row_whatever_the_padding(int maximumLength)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using FlashQuadModel model = New(maximumLength: maximumLength);
        model.eval();
        foreach (TrainingSample sample in new[] { Overfitting.Masked()[0], Overfitting.Causal()[0] })
        {
            TensorAssert.Close(model.Logits(PaddedBatch.Of([sample], 0)).Tokens, model.Logits(PaddedBatch.Of([sample], 0, lengthMultiple: 24)).Tokens, 1e-5);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(LengthWithoutTable)]
    public void Writes_as_it_reads_whole_sequences(int maximumLength)
    {
        using var scope = NewDisposeScope();
        using FlashQuadModel model = New(maximumLength: maximumLength);

        Continuation.AssertEqualsWholeSequences(model, [3, 1, 6], steps: 5);
    }

    private static FlashQuadModel New(
        EncoderHead head = EncoderHead.MaskedLanguageModel, FlashQuadNorm norm = FlashQuadNorm.Scale, int maximumLength = 32) => new(
        new FlashQuadConfig
        {
            VocabularySize = Overfitting.VocabularySize,
            Head = head,
            ClassCount = 3,
            HiddenSize = 48,
            KeySize = 16,
            LayerCount = 2,
            MaximumLength = maximumLength,
            Norm = norm,
            ClassifierDropout = 0,
            InitializerRange = 0.2,
        });
}
