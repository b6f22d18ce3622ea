using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Bert;

public sealed class BertModelTests
{
    [Theory]
    [InlineData(EncoderHead.MaskedLanguageModel)]
    [InlineData(EncoderHead.PreTraining)]
    public void Learns_sixteen_samples_by_heart(EncoderHead head)
    {
        using var scope = NewDisposeScope();
        using BertModel model = New(head);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Masked(hasClasses: head == EncoderHead.PreTraining));

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
        Assert.True(result.Sequence is null || result.Sequence.Accuracy >= 0.99, $"The accuracy of classes is {result.Sequence?.Accuracy}.");
        Assert.Equal(head == EncoderHead.PreTraining, result.Sequence is not null);
    }

    [Fact]
    public void Learns_the_classes_of_sixteen_rows()
    {
        using var scope = NewDisposeScope();
        using BertModel model = New(EncoderHead.Classification);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Classes());

        Assert.True(result.Sequence!.Accuracy >= 0.99, $"The accuracy is {result.Sequence.Accuracy}.");
    }

    [Fact]
    public void Learns_where_the_answers_of_sixteen_rows_stand()
    {
        using var scope = NewDisposeScope();
        using BertModel model = New(EncoderHead.Reading);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Answers());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Theory]
    [InlineData(EncoderHead.PreTraining)]
    [InlineData(EncoderHead.Reading)]
    public void Says_the_same_of_a_row_whatever_the_padding(EncoderHead head)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BertModel model = New(head);
        model.eval();
        TrainingSample sample = (head == EncoderHead.Reading ? Overfitting.Answers() : Overfitting.Masked())[0];

        BatchLogits plain = model.Logits(PaddedBatch.Of([sample], 0));
        BatchLogits padded = model.Logits(PaddedBatch.Of([sample], 0, lengthMultiple: 24));

        TensorAssert.Close(plain.Tokens, padded.Tokens.narrow(1, 0, plain.Tokens.shape[1]), 1e-5);
        if (head == EncoderHead.PreTraining)
        {
            TensorAssert.Close(plain.Sequence!, padded.Sequence!, 1e-5);
        }
    }

    [Fact]
    public void Gives_no_place_beyond_the_row_to_an_answer()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BertModel model = New(EncoderHead.Reading);
        model.eval();
        TrainingSample[] samples = Overfitting.Answers();
        PaddedBatch batch = PaddedBatch.Of(samples, 0);

        Tensor scores = model.AnswerScores(batch);

        Assert.Equal([batch.Rows, batch.Length, 2], scores.shape);
        bool[] isFinite = scores.isfinite().data<bool>().ToArray();
        Assert.Equal(
            samples.SelectMany(sample => Enumerable.Range(0, batch.Length * 2).Select(i => i / 2 < sample.Ids.Length)), isFinite);
    }

    [Fact]
    public void Refuses_labels_of_answers_at_other_places_than_the_first_two()
    {
        using BertModel model = New(EncoderHead.Reading);

        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Logits(PaddedBatch.Of(Overfitting.Masked(), 0)));

        Assert.Contains("has a label at place 4; only the first two places have one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_each_of_several_documents_in_a_row_to_itself()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BertModel model = New(EncoderHead.MaskedLanguageModel);
        model.eval();
        TrainingSample[] samples = Overfitting.Masked()[..2];
        MaskedSample packed = new(
            [.. samples[0].Ids, .. samples[1].Ids], [.. samples[0].Segments, .. samples[1].Segments], [.. samples[0].Labels, .. samples[1].Labels])
        {
            PositionIds = [.. Enumerable.Range(0, samples[0].Length), .. Enumerable.Range(0, samples[1].Length)],
            DocumentIds = [.. samples[0].Ids.Select(_ => 0), .. samples[1].Ids.Select(_ => 1)],
        };

        TensorAssert.Close(model.Logits(PaddedBatch.Of(samples, 0)).Tokens, model.Logits(PaddedBatch.Of([packed], 0)).Tokens, 1e-5);
    }

    [Theory]
    [InlineData("""{ "vocab_size": 9, "hidden_act": "relu" }""", "hidden_act 'relu'; known is only gelu")]
    [InlineData("""{ "vocab_size": 9, "hidden_size": 10, "num_attention_heads": 4 }""", "hidden_size 10; num_attention_heads 4 does not divide it")]
    [InlineData("""{ "vocab_size": 9, "num_labels": 0 }""", "num_labels 0; it must be above 0")]
    public void Refuses_a_config_that_describes_no_model(string config, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ArchitectureCatalog.Create("bert", config));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static BertModel New(EncoderHead head)
    {
        // Or the weights would depend on the tests that ran before.
        manual_seed(1);
        return new BertModel(new BertConfig
        {
            VocabularySize = Overfitting.VocabularySize,
            Head = head,
            ClassCount = 3,
            HiddenSize = 32,
            LayerCount = 2,
            HeadCount = 2,
            IntermediateSize = 64,
            MaximumLength = 32,
            HiddenDropout = 0,
            AttentionDropout = 0,
        });
    }
}
