using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Gpt;

public sealed class GptModelTests
{
    [Theory]
    [InlineData("gelu", false)]
    [InlineData("gelu_new", true)]
    public void Learns_sixteen_samples_by_heart(string activation, bool hasBias)
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        using GptModel model = New(activation: activation, hasBias: hasBias);

        ValidationResult result = Overfitting.Learn(model, Overfitting.Causal());

        Assert.True(result.Accuracy >= 0.99, $"The accuracy is {result.Accuracy}.");
    }

    [Fact]
    public void Says_the_same_of_a_row_whatever_the_padding()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = New();
        model.eval();
        TrainingSample[] samples = Overfitting.Causal()[..3];

        Tensor together = model.Logits(PaddedBatch.Of(samples, 0, lengthMultiple: 16)).Tokens;

        TensorAssert.Close(cat([.. samples.Select(sample => model.Logits(PaddedBatch.Of([sample], 0)).Tokens)], 0), together, 1e-5);
    }

    [Fact]
    public void Keeps_each_of_several_documents_in_a_row_to_itself()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = New();
        model.eval();
        TrainingSample[] samples = Overfitting.Causal()[..2];
        CausalSample packed = new([.. samples[0].Ids, .. samples[1].Ids], [.. samples[0].Labels, .. samples[1].Labels])
        {
            PositionIds = [.. Enumerable.Range(0, samples[0].Length), .. Enumerable.Range(0, samples[1].Length)],
            DocumentIds = [.. samples[0].Ids.Select(_ => 0), .. samples[1].Ids.Select(_ => 1)],
        };

        Tensor alone = model.Logits(PaddedBatch.Of(samples, 0)).Tokens;

        TensorAssert.Close(alone, model.Logits(PaddedBatch.Of([packed], 0)).Tokens, 1e-5);
        TensorAssert.Close(alone, model.Logits(PaddedBatch.Of([packed], 0, lengthMultiple: 32)).Tokens, 1e-5);
    }

    [Theory]
    [InlineData(AttentionKind.SequenceToSequence)]
    [InlineData(AttentionKind.Bidirectional)]
    [InlineData(AttentionKind.RightToLeft)]
    public void Does_not_learn_to_look_at_what_it_does_not_see_when_it_writes(AttentionKind kind)
    {
        using GptModel model = New();
        var sample = new PrefixSample([5, 6, 7, 8], new int[4], [Labels.Ignore, Labels.Ignore, 8, 9], new AttentionShape(kind, 4, 3));

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => model.Logits(PaddedBatch.Of([sample], 0)));

        Assert.StartsWith(
            $"GptModel writes from left to right, but the batch has a row with the attention {kind}, in which tokens see what stands behind them; "
            + "wanted is LeftToRight, as causal samples have it.",
            thrown.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_source_from_left_to_right_where_the_sample_says_so()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = New();
        model.eval();

        Tensor First(params int[] ids) => model.Logits(PaddedBatch.Of(
            [new PrefixSample(ids, new int[ids.Length], [9, Labels.Ignore, Labels.Ignore], new AttentionShape(AttentionKind.LeftToRight, ids.Length, 2))], 0)).Tokens;

        Assert.True(First(5, 6, 7).allclose(First(5, 8, 9)));
    }

    [Fact]
    public void Rows_of_a_session_go_on_as_if_alone()
    {
        using GptModel model = New();
        model.eval();

        SessionLaws.AssertRowsGoOnAlone(model, Sources.Of(5, 6, 7, 8, 9), Sources.Of(10, 11));
    }

    [Fact]
    public void Rows_of_a_session_go_on_as_if_alone_while_windows_slide()
    {
        using GptModel model = New(maximumLength: 6);
        model.eval();

        SessionLaws.AssertRowsGoOnAlone(model, Sources.Of(5, 6, 7, 8, 9), Sources.Of(10, 11));
    }

    [Theory]
    [InlineData(4, 12)] // slides while it writes
    [InlineData(15, 3)] // slides from the first token on
    public void A_session_sees_the_last_tokens_that_the_context_holds(int prompt, int steps)
    {
        const int context = 8;
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = New(maximumLength: context);
        model.eval();
        int[] text = [.. Enumerable.Range(5, prompt)];
        using IDecoderSession session = model.Start([Sources.Of(text)], Sources.Padded(0));
        float[] logits = new float[session.VocabularySize];
        for (int step = 0; step < steps; step++)
        {
            session.Step(step == 0 ? [] : [text[^1]], logits);
            long[] window = [.. text.TakeLast(context).Select(token => (long)token)];

            Tensor whole = model.Logits(model.Encode(tensor(window).unsqueeze(0))); // [1, length, vocabulary]

            TensorAssert.Close(whole[0, window.Length - 1], tensor(logits), 1e-5);
            text = [.. text, Array.IndexOf(logits, logits.Max())];
        }
    }

    [Fact]
    public void A_session_says_what_it_cannot_continue()
    {
        using GptModel model = New();
        Assert.Throws<InvalidOperationException>(() => model.Start([Sources.Of(5)], Sources.Padded(0)));
        model.eval();

        Assert.Contains("a source is empty", Assert.Throws<ArgumentException>(() => model.Start([Sources.Of()], Sources.Padded(0))).Message, StringComparison.Ordinal);
        Assert.Contains("at least one source", Assert.Throws<ArgumentException>(() => model.Start([], Sources.Padded(0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cropped_model_says_the_same_of_short_rows()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = New();
        using GptModel cropped = model.Crop(12);
        model.eval();
        cropped.eval();
        PaddedBatch batch = PaddedBatch.Of(Overfitting.Causal(), 0);

        TensorAssert.Close(model.Logits(batch).Tokens, cropped.Logits(batch).Tokens, 0);
        Assert.Equal(12, cropped.MaximumLength);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Crop(33));
    }

    [Fact]
    public void Matrices_of_either_layout_become_the_same_model()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = New();
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            // Hugging Face's: without the prefix, with the tied copy's table of who sees whom, matrices as [in, out].
            Dictionary<string, Tensor> stored = StateDict.Parameters(model).ToDictionary(
                p => p.Key["transformer.".Length..], p => GptWeights.HuggingFace.IsTransposed(p.Key) ? p.Value.t().contiguous() : p.Value.detach());
            stored["h.0.attn.bias"] = ones(1, 1, 32, 32);
            SafetensorsWriter.Write(path, stored);
            using GptModel read = New();
            using (IWeightsFile file = WeightsFile.Open(path))
            {
                StateDict.Load(read, file, GptWeights.HuggingFace);
            }

            Assert.All(StateDict.Parameters(read), p => TensorAssert.Close(StateDict.Parameters(model)[p.Key], p.Value, 0));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("""{ "vocab_size": 9, "activation_function": "tanh" }""", "activation_function 'tanh'; known is only gelu, gelu_new")]
    [InlineData("""{ "vocab_size": 9, "n_embd": 10, "n_head": 4 }""", "n_embd 10; n_head 4 does not divide it")]
    [InlineData("""{ "vocab_size": 9, "n_inner": 0 }""", "n_inner 0; it must be above 0")]
    [InlineData("""{ "vocab_size": 9, "attn_pdrop": 1 }""", "attn_pdrop 1; it must be at least 0 and below 1")]
    public void Refuses_a_config_that_describes_no_model(string config, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ArchitectureCatalog.Create("gpt", config));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_rows_beyond_its_positions()
    {
        using GptModel model = New(maximumLength: 4);

        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Logits(PaddedBatch.Of([new CausalSample([5, 6, 7, 8, 9], [6, 7, 8, 9, 5])], 0)));

        Assert.Contains("positions for 4 tokens, but the batch has rows of 5", error.Message, StringComparison.Ordinal);
    }

    private static GptModel New(string activation = "gelu", bool hasBias = true, int maximumLength = 32) => new(new GptConfig
    {
        VocabularySize = Overfitting.VocabularySize,
        HiddenSize = 32,
        LayerCount = 2,
        HeadCount = 2,
        MaximumLength = maximumLength,
        Activation = activation,
        HasBias = hasBias,
        EmbeddingDropout = 0,
        AttentionDropout = 0,
        ResidualDropout = 0,
    });
}
