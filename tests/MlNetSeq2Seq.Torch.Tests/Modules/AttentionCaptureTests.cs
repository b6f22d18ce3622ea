using System.Xml.Linq;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training.Watching;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Modules;

public sealed class AttentionCaptureTests
{
    // Source of three tokens, target of two, in a batch of rows that are one longer.
    private static readonly PrefixSample s_sample = new([2, 5, 3, 6, 7], [4, 4, 4, 5, 5], [-100, -100, -100, 6, 7], new AttentionShape(AttentionKind.SequenceToSequence, 5, 3));

    [Fact]
    public void Rows_of_every_map_sum_to_one_and_masked_keys_get_nothing()
    {
        using var scope = NewDisposeScope();
        using UnilmModel model = Model();
        using AttentionCapture capture = AttentionCapture.Begin();

        model.Logits(PaddedBatch.Of([s_sample], paddingId: 0, lengthMultiple: 6));

        Assert.Equal(2, capture.Maps.Count);
        Assert.All(capture.Maps, map =>
        {
            Assert.Equal([1, 2, 6, 6], map.shape);
            Assert.True(map.sum(-1).sub(1).abs().max().ToDouble() < 1e-6);
            for (int query = 0; query < 5; query++)
            {
                for (int key = 0; key < 6; key++)
                {
                    Assert.Equal(s_sample.Attention.Allows(query, key), map[0, 0, query, key].ToSingle() > 0);
                }
            }
        });
    }

    [Fact]
    public void Nothing_is_kept_without_it_and_two_at_once_are_refused()
    {
        using UnilmModel model = Model();
        AttentionCapture first = AttentionCapture.Begin();
        Assert.Throws<InvalidOperationException>(AttentionCapture.Begin);
        first.Dispose();
        using (NewDisposeScope())
        {
            model.Logits(PaddedBatch.Of([s_sample], paddingId: 0));
        }

        Assert.Empty(first.Maps);
    }

    [Fact]
    public void A_map_is_drawn_with_a_square_for_each_query_and_key()
    {
        using Tensor weights = tensor((float[])[0.25f, 0.75f, 1, 0, 0.5f, 0.5f], [3, 2]);

        XElement svg = XElement.Parse(AttentionChart.Draw(weights, ["<a>", "b", "c"], ["红", "茶"]));

        Assert.Equal(["0.250", "0.750", "1.000", "0.000", "0.500", "0.500"], svg.Descendants().Select(e => e.Attribute("fill-opacity")?.Value).OfType<string>());
        Assert.Contains("<a> → 茶: 0.750", svg.Value, StringComparison.Ordinal);
        Assert.Contains("AttentionChart got values of shape [3, 2] for 1 rows and 2 columns.", Assert.Throws<ArgumentException>(() => AttentionChart.Draw(weights, ["a"], ["b", "c"])).Message, StringComparison.Ordinal);
    }

    private static UnilmModel Model()
    {
        manual_seed(1);
        var model = new UnilmModel(new UnilmConfig { VocabularySize = 10, HiddenSize = 8, LayerCount = 2, HeadCount = 2, IntermediateSize = 16, MaximumLength = 8 });
        model.eval();
        return model;
    }
}
