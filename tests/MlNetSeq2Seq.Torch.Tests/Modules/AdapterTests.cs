using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Weights;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Modules;

public sealed class AdapterTests
{
    private const int Hidden = 16;
    private const int Width = 5;

    private static readonly BertConfig s_config = new()
    {
        VocabularySize = 20, HiddenSize = Hidden, LayerCount = 2, HeadCount = 2, IntermediateSize = 32, MaximumLength = 8, Head = EncoderHead.MaskedLanguageModel,
    };

    [Fact]
    public void Begins_as_the_identity()
    {
        torch.manual_seed(1);
        using var plain = new BertModel(s_config);
        using var adapted = new BertModel(s_config with { AdapterSize = Width });
        IReadOnlyList<string> own = StateDict.Copy(plain, adapted);

        Assert.All(own, name => Assert.Contains(".adapter.", name, StringComparison.Ordinal));
        Assert.Equal(Logits(plain), Logits(adapted));
    }

    [Fact]
    public void Has_two_projections_with_biases_and_a_norm_in_each_layer()
    {
        using var plain = new BertModel(s_config);
        using var adapted = new BertModel(s_config with { AdapterSize = Width });

        long added = adapted.parameters().Sum(p => p.NumberOfElements) - plain.parameters().Sum(p => p.NumberOfElements);

        Assert.Equal(s_config.LayerCount * ((2 * Hidden * Width) + Width + Hidden + (2 * Hidden)), added);
    }

    [Fact]
    public void Changes_what_the_model_says_once_its_second_projection_is_not_zero()
    {
        torch.manual_seed(1);
        using var plain = new BertModel(s_config);
        using var adapted = new BertModel(s_config with { AdapterSize = Width });
        StateDict.Copy(plain, adapted);
        using (torch.no_grad())
        {
            torch.nn.init.normal_(StateDict.Parameters(adapted)["bert.encoder.layer.1.adapter.up.weight"]);
        }

        Assert.NotEqual(Logits(plain), Logits(adapted));
    }

    [Fact]
    public void A_negative_width_is_refused() => Assert.Equal(
        "BertConfig has adapter_size -1; it must be at least 0.",
        Assert.Throws<ArgumentException>(() => new BertModel(s_config with { AdapterSize = -1 })).Message);

    private static float[] Logits(BertModel model)
    {
        model.eval();
        using var scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        var sample = new MaskedSample([2, 7, 4, 3], [0, 0, 0, 0], [-100, 5, 6, -100]);
        return model.Logits(PaddedBatch.Of([sample], paddingId: 0)).Tokens.data<float>().ToArray();
    }
}
