using System.Xml.Linq;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Models;
using MlNetSeq2Seq.Training.Watching;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Modules;

public sealed class LayerCaptureTests
{
    private const string Gpt = """ "n_embd": 16, "n_layer": 3, "n_head": 2, "n_positions": 32 """;
    private const string T5 = """ "d_model": 16, "num_layers": 2, "num_decoder_layers": 3, "num_heads": 2, "d_kv": 8, "d_ff": 32 """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void States_of_every_layer_are_kept_once_whether_activations_are_recomputed_or_not(bool recomputes)
    {
        using var scope = NewDisposeScope();
        using Seq2SeqModel model = New("gpt", Gpt);
        model.Recomputation!.Set(recomputes);
        PaddedBatch batch = PaddedBatch.Of(Overfitting.Causal(), paddingId: 0);
        using LayerCapture capture = LayerCapture.Begin();

        model.Loss(batch, new TokenLoss()).backward();

        Assert.Equal(3, capture.States.Count);
        Assert.All(capture.States, state => Assert.Equal([batch.Rows, batch.Length, 16], state.shape));
        Assert.Equal([3, batch.Length], capture.Norms(row: 1).shape);
        Assert.Equal(capture.States[2][1, 0].norm().ToSingle(), capture.Norms(row: 1)[2, 0].ToSingle(), 1e-5f);
    }

    [Fact]
    public void Norms_of_layers_over_unequal_sequences_are_refused()
    {
        using var scope = NewDisposeScope();
        using Seq2SeqModel model = New("t5", T5);
        using LayerCapture capture = LayerCapture.Begin();

        model.Logits(PaddedBatch.Of([new Seq2SeqSample([5, 6, 7], [2, 8], [8, 9])], paddingId: 0));

        Assert.Equal([3L, 3, 2, 2, 2], capture.States.Select(state => state.shape[1]));
        Assert.Equal("LayerCapture has 5 layers over sequences of 3, 2 tokens; norms are of layers over one sequence.", Assert.Throws<InvalidOperationException>(() => capture.Norms(0)).Message);
    }

    [Fact]
    public void Nothing_is_kept_without_it_and_two_at_once_are_refused()
    {
        using var scope = NewDisposeScope();
        using Seq2SeqModel model = New("gpt", Gpt);
        LayerCapture first = LayerCapture.Begin();
        Assert.Throws<InvalidOperationException>(LayerCapture.Begin);
        first.Dispose();

        model.Logits(PaddedBatch.Of(Overfitting.Causal(), paddingId: 0));

        Assert.Empty(first.States);
    }

    [Fact]
    public void A_matrix_is_drawn_between_its_least_and_its_largest_value()
    {
        using Tensor values = tensor((float[])[2, 3, 6, 4], [2, 2]);

        XElement svg = XElement.Parse(MatrixChart.Draw(values, ["layer 1", "layer 2"], ["红茶红茶红茶", "b"]));

        Assert.Equal(["0.000", "0.250", "1.000", "0.500"], svg.Descendants().Select(e => e.Attribute("fill-opacity")?.Value).OfType<string>());

        // Six Chinese characters, turned, have room above the first row.
        Assert.True(int.Parse(svg.Descendants().First(e => e.Attribute("fill-opacity") is not null).Attribute("y")!.Value, System.Globalization.CultureInfo.InvariantCulture) > 6 * 12 * 0.86);
    }

    private static Seq2SeqModel New(string architecture, string sizes)
    {
        manual_seed(5);
        return ArchitectureCatalog.Create(architecture, $$"""{ "vocab_size": {{Overfitting.VocabularySize}}, {{sizes}} }""");
    }

    [Fact]
    public void What_is_no_number_stays_empty_in_a_chart()
    {
        using Tensor values = tensor(new[] { float.NaN, 1, 3, float.PositiveInfinity }, [2, 2]);

        XElement svg = XElement.Parse(MatrixChart.Draw(values, ["a", "\u0001"], ["b", "c"]));

        Assert.Equal(["0.000", "0.000", "1.000", "1.000"], svg.Descendants().Select(e => e.Attribute("fill-opacity")?.Value).OfType<string>());
    }
}
