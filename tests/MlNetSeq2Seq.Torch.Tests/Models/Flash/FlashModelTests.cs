using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Flash;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Flash;

public sealed class FlashModelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Learns_sixteen_samples_by_heart(bool isCausal)
    {
        using var scope = NewDisposeScope();
        using FlashModel model = New(isCausal: isCausal);

        ValidationResult result = Overfitting.Learn(model, isCausal ? Overfitting.Causal() : Overfitting.Masked());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Learns_the_classes_of_sixteen_rows()
    {
        using var scope = NewDisposeScope();
        using FlashModel model = New(EncoderHead.Classification);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Classes());

        Assert.True(result.Sequence!.Accuracy >= 0.99, $"The accuracy is {result.Sequence.Accuracy}.");
    }

    [Fact]
    public void Learns_where_the_answers_of_sixteen_rows_stand()
    {
        using var scope = NewDisposeScope();
        using FlashModel model = New(EncoderHead.Reading);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Answers());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Says_the_same_of_a_row_whatever_the_padding(bool isCausal, bool shifts)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using FlashModel model = New(isCausal: isCausal, shifts: shifts);
        model.eval();
        foreach (TrainingSample sample in isCausal ? Overfitting.Causal() : Overfitting.Masked())
        {
            TensorAssert.Close(model.Logits(PaddedBatch.Of([sample], 0)).Tokens, model.Logits(PaddedBatch.Of([sample], 0, lengthMultiple: 29)).Tokens, 1e-5);
        }
    }

    [Fact]
    public void The_published_divisor_makes_a_row_depend_on_its_padding()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using FlashModel model = New(divisor: FlashDivisor.PaddedLength);
        model.eval();
        TrainingSample sample = Overfitting.Masked()[0];

        Tensor difference = model.Logits(PaddedBatch.Of([sample], 0)).Tokens.sub(model.Logits(PaddedBatch.Of([sample], 0, lengthMultiple: 29)).Tokens);

        Assert.True(TorchSharp.TensorExtensionMethods.ToDouble(difference.abs().max()) > 1e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writes_as_it_reads_whole_sequences(bool shifts)
    {
        using var scope = NewDisposeScope();
        using FlashModel model = New(isCausal: true, shifts: shifts);

        // Sources of a whole group, of less and of more, continued over several groups of four.
        Continuation.AssertEqualsWholeSequences(model, [4, 1, 6, 8], steps: 11);
    }

    [Fact]
    public void A_token_changes_no_answer_before_it()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using FlashModel model = New(isCausal: true, shifts: true);
        model.eval();
        Tensor ids = arange(5, 24, dtype: ScalarType.Int64).unsqueeze(0); // [1, length]
        Tensor other = ids.clone();
        other[0, 13] = 50;
        Tensor real = ones_like(ids).ne(0);

        TensorAssert.Close(model.Encode(ids, real).narrow(1, 0, 13), model.Encode(other, real).narrow(1, 0, 13), 1e-6);
    }

    [Fact]
    public void Refuses_a_batch_with_the_other_attention()
    {
        using FlashModel model = New(isCausal: true);

        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Logits(PaddedBatch.Of(Overfitting.Masked(), 0)));

        Assert.Contains("FlashModel has the attention LeftToRight by its config, but the batch has a row with Bidirectional", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_write_where_it_reads_from_both_sides()
    {
        using FlashModel model = New();
        model.eval();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => model.Start([Continuation.Source(2)], Continuation.Options));

        Assert.Contains("writes only if its config says causal", error.Message, StringComparison.Ordinal);
    }

    private static FlashModel New(
        EncoderHead head = EncoderHead.MaskedLanguageModel, bool isCausal = false, bool shifts = false, FlashDivisor divisor = FlashDivisor.Tokens) => new(
        new FlashConfig
        {
            VocabularySize = Overfitting.VocabularySize,
            Head = head,
            ClassCount = 3,
            IsCausal = isCausal,
            ShiftsTokens = shifts,
            Divisor = divisor,
            HiddenSize = 48,
            KeySize = 40,
            GroupSize = 4,
            LayerCount = 2,
            MaximumLength = 32,
            ClassifierDropout = 0,
            InitializerRange = 0.2,
        });
}
