using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.GauAlpha;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.GauAlpha;

public sealed class GauAlphaModelTests
{
    [Theory]
    [InlineData(GauNormalization.SoftmaxPlus)]
    [InlineData(GauNormalization.Softmax)]
    [InlineData(GauNormalization.SquaredRelu)]
    public void Learns_sixteen_samples_by_heart(GauNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using GauAlphaModel model = New(normalization: normalization);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Masked());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Learns_sixteen_continuations_by_heart()
    {
        using var scope = NewDisposeScope();
        using GauAlphaModel model = New();

        ValidationResult result = Overfitting.Learn(model, Overfitting.Causal());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Does_not_learn_to_look_at_all_of_a_source_as_it_does_not_when_it_writes()
    {
        using GauAlphaModel model = New();
        var pair = new PrefixSample([5, 6, 7, 8], new int[4], [Labels.Ignore, Labels.Ignore, 8, 9], new AttentionShape(AttentionKind.SequenceToSequence, 4, 3));

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => model.Logits(PaddedBatch.Of([pair], 0)));

        Assert.Contains("attention SequenceToSequence", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("wanted is LeftToRight or Bidirectional", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Learns_the_classes_of_sixteen_rows()
    {
        using var scope = NewDisposeScope();
        using GauAlphaModel model = New(EncoderHead.Classification);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Classes());

        Assert.True(result.Sequence!.Accuracy >= 0.99, $"The accuracy is {result.Sequence.Accuracy}.");
    }

    [Fact]
    public void Learns_where_the_answers_of_sixteen_rows_stand()
    {
        using var scope = NewDisposeScope();
        using GauAlphaModel model = New(EncoderHead.Reading);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Answers());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Theory]
    [InlineData(GauNormalization.SoftmaxPlus)]
    [InlineData(GauNormalization.SquaredRelu)]
    public void Says_the_same_of_a_row_whatever_the_padding(GauNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GauAlphaModel model = New(normalization: normalization);
        model.eval();
        foreach (TrainingSample sample in new[] { Overfitting.Masked()[0], Overfitting.Causal()[0] })
        {
            TensorAssert.Close(model.Logits(PaddedBatch.Of([sample], 0)).Tokens, model.Logits(PaddedBatch.Of([sample], 0, lengthMultiple: 24)).Tokens, 1e-5);
        }
    }

    [Theory]
    [InlineData(GauNormalization.SoftmaxPlus)]
    [InlineData(GauNormalization.SquaredRelu)]
    public void Writes_as_it_reads_whole_sequences(GauNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using GauAlphaModel model = New(normalization: normalization);

        Continuation.AssertEqualsWholeSequences(model, [3, 1, 6], steps: 5);
    }

    [Fact]
    public void Refuses_a_head_that_it_does_not_have()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => New(EncoderHead.PreTraining));

        Assert.Contains("GauAlphaConfig has head PreTraining", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_write_without_scores_of_tokens()
    {
        using GauAlphaModel model = New(EncoderHead.Classification);
        model.eval();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => model.Start([Continuation.Source(2)], Continuation.Options));

        Assert.Contains("which does not score tokens", error.Message, StringComparison.Ordinal);
    }

    private static GauAlphaModel New(EncoderHead head = EncoderHead.MaskedLanguageModel, GauNormalization normalization = GauNormalization.SoftmaxPlus) => new(
        new GauAlphaConfig
        {
            VocabularySize = Overfitting.VocabularySize,
            Head = head,
            ClassCount = 3,
            HiddenSize = 32,
            IntermediateSize = 64,
            KeySize = 16,
            LayerCount = 2,
            MaximumLength = 32,
            Normalization = normalization,
            HiddenDropout = 0,
            AttentionDropout = 0,
            ClassifierDropout = 0,
            InitializerRange = 0.1,
        });
}
