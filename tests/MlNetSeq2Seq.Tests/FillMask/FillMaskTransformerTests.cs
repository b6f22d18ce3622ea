using Microsoft.ML;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.FillMask;

public sealed class FillMaskTransformerTests(TrainedModelFixture trained) : IClassFixture<TrainedModelFixture>
{
    private static readonly string[] s_texts = ["一杯[MASK]红茶", "[MASK]两用[MASK]", "水壶，保温[MASK]水壶！"];

    [Fact]
    public void Gives_the_likeliest_tokens_of_each_mask_in_their_order()
    {
        Filled[] filled = Fill(Transformer(new FillMaskOptions { TopK = 3 }), s_texts);

        Assert.Equal([3, 6, 3], filled.Select(f => f.Tokens!.Length));
        Assert.All(filled.SelectMany(f => f.Probabilities!.Chunk(3)), probabilities =>
        {
            Assert.Equal(probabilities.OrderDescending(), probabilities);
            Assert.InRange(probabilities.Sum(), 0, 1 + 1e-6);
        });
    }

    [Fact]
    public void Asks_the_network_for_the_whole_sequence_with_its_special_tokens()
    {
        Vocabulary vocabulary = Pairs.Vocabulary;
        SpecialTokens special = trained.Generator.Model.Tokenizer.SpecialTokens;
        int[] ids = [special.ClassificationId, Id("一"), Id("杯"), special.MaskId, Id("红"), Id("茶"), special.SeparatorId];
        using var scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        var sample = new MaskedSample(ids, new int[7], [-100, -100, -100, 0, -100, -100, -100]);
        torch.Tensor logits = trained.Generator.Model.Network.Logits(PaddedBatch.Of([sample], special.PaddingId)).Tokens;
        float[] expected = logits.softmax(-1)[0].data<float>().ToArray();

        Filled filled = Fill(Transformer(new FillMaskOptions { TopK = vocabulary.Count }), s_texts)[0];

        Assert.Equal(vocabulary.Count, filled.Tokens!.Length);
        Assert.All(filled.Tokens.Zip(filled.Probabilities!), pair => Assert.Equal(expected[Id(pair.First)], pair.Second, 1e-5f));

        int Id(string token) => vocabulary.TryGetId(token, out int id) ? id : throw new ArgumentException(token);
    }

    [Fact]
    public void Leaves_the_rest_of_the_text_as_it_was_given()
    {
        Filled filled = Fill(Transformer(new FillMaskOptions { TopK = 1 }), s_texts)[2];

        Assert.Equal($"水壶，保温{filled.Tokens![0]}水壶！", filled.Text.Replace("[MASK]", filled.Tokens[0], StringComparison.Ordinal));
        Assert.Equal($"水壶，保温{filled.Tokens[0]}水壶！", filled.Result);
        Assert.Matches(@"^水壶，保温\[.+\+0\.\d{1,4}\]水壶！$|^水壶，保温\[.+\+1\.0\]水壶！$", filled.Predictions);
    }

    [Fact]
    public void A_loaded_transformer_fills_as_the_saved_one_did()
    {
        FillMaskTransformer transformer = Transformer(new FillMaskOptions());
        byte[] zip = Zips.Save(trained.ML, transformer, trained.ML.Data.LoadFromEnumerable(Rows(s_texts)).Schema);

        Assert.Equal(Fill(transformer, s_texts).Select(f => f.Predictions), Fill(Zips.Load(trained.ML, zip), s_texts).Select(f => f.Predictions));
    }

    [Fact]
    public void A_prediction_engine_fills_as_a_view_does()
    {
        FillMaskTransformer transformer = Transformer(new FillMaskOptions());
        using PredictionEngine<TextRow, Filled> engine = trained.ML.Model.CreatePredictionEngine<TextRow, Filled>(
            transformer, new PredictionEngineOptions { OwnsTransformer = false });

        Assert.Equal(Fill(transformer, s_texts).Select(f => f.Predictions), s_texts.Select(text => engine.Predict(new TextRow { Text = text }).Predictions));
    }

    [Fact]
    public void A_text_without_a_mask_is_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Fill(Transformer(new FillMaskOptions()), [.. s_texts, "一杯暖红茶"]));
        Assert.StartsWith("FillMask found no [MASK] in text 3.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, "[暖+0.5]")]
    [InlineData(0.12345, "[暖+0.1234]")]
    [InlineData(0.00004, "[暖+0.0]")]
    [InlineData(1.0, "[暖+1.0]")]
    public void Probabilities_are_written_to_four_digits(double probability, string expected) =>
        Assert.Equal(expected, new FilledText("[MASK]", [new(0, 6)], [[new MaskCandidate(7, "暖", probability)]]).ToPredictions());

    private FillMaskTransformer Transformer(FillMaskOptions options) =>
        trained.ML.Seq2Seq().FillMask(trained.Generator.Model, options with { FilledColumn = "Result" }).Fit(trained.ML.Data.LoadFromEnumerable<TextRow>([]));

    private static IEnumerable<TextRow> Rows(IEnumerable<string> texts) => texts.Select(text => new TextRow { Text = text });

    private Filled[] Fill(ITransformer transformer, IEnumerable<string> texts) =>
        [.. trained.ML.Data.CreateEnumerable<Filled>(transformer.Transform(trained.ML.Data.LoadFromEnumerable(Rows(texts))), reuseRowObject: false)];

    private sealed class TextRow
    {
        public string Text { get; set; } = "";
    }

    private sealed class Filled
    {
        public string Text { get; set; } = "";

        public string Result { get; set; } = "";

        public string Predictions { get; set; } = "";

        public string[]? Tokens { get; set; }

        public float[]? Probabilities { get; set; }
    }
}
