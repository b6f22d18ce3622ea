using System.Text.Json;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Models.Flash;
using MlNetSeq2Seq.Models.FlashQuad;
using MlNetSeq2Seq.Models.Gated;
using MlNetSeq2Seq.Models.GauAlpha;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Tests.Models.Bart;
using MlNetSeq2Seq.Tests.Models.Bert;
using MlNetSeq2Seq.Tests.Models.Flash;
using MlNetSeq2Seq.Tests.Models.FlashQuad;
using MlNetSeq2Seq.Tests.Models.GauAlpha;
using MlNetSeq2Seq.Tests.Models.Gpt;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models;

/// <summary>What the references compute on the way: embeddings, weights of the first attention, output of the first layer.</summary>
public sealed class FirstLayerGoldenTests : IDisposable
{
    private const double Hidden = 2e-5;

    // Hidden states of FLASH and FLASHQuad reach 100, and so do weights that are squares.
    private const double Large = 1e-4;
    private const double HiddenKey = -1e9;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly IDisposable _noGradient = no_grad();

    public static TheoryData<string> GauFolders => ["gau_alpha_softmax_plus", "gau_alpha_squared_relu", "gau_alpha_softmax_bias"];

    [SharedFact]
    public void BERTs_first_layer_is_the_references()
    {
        using var golden = new GoldenModel("golden/models/bert_pretraining");
        using BertModel model = BertModelGoldenTests.Load(golden);
        (Tensor ids, Tensor segments, Tensor real) = Inputs(golden.Inputs);
        using var capture = AttentionCapture.Begin();

        Tensor embedded = GoldenModel.Part<BertEmbeddings>(model, "bert.embeddings").forward(ids, segments, Positions(ids), null);
        Tensor first = GoldenModel.Part<BertLayer>(model, "bert.encoder.layer.0").forward(embedded, Mask(real, model.Config.MaskConstant));

        TensorAssert.Close(golden.Output("embedding_output"), embedded, Hidden);
        TensorAssert.Close(golden.Output("layer0"), first, Hidden);
        TensorAssert.Close(golden.Output("attention_layer0"), capture.Maps[0], Hidden);
    }

    [SharedTheory]
    [InlineData("minigpt_bias")]
    [InlineData("minigpt_nobias")]
    public void MiniGLMs_first_block_is_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using GptModel model = GptModelGoldenTests.LoadMiniGlm(golden);

        TensorAssert.Close(golden.Output("block0"), FirstBlock(model, golden.Inputs.GetProperty("idx").ToInt64Tensor()), Hidden);
    }

    [SharedFact]
    public void GPT_2s_first_block_is_the_references()
    {
        using var golden = new GoldenModel("golden/models/gpt2_hf");
        using GptModel model = GptModelGoldenTests.LoadHuggingFace(golden);
        JsonElement inputs = golden.Inputs.GetProperty("right_padded");
        Tensor real = inputs.GetProperty("attention_mask").ToFloatTensor().unsqueeze(-1);

        TensorAssert.Close(golden.Output("layer0"), FirstBlock(model, inputs.GetProperty("input_ids").ToInt64Tensor()), Hidden, where: real);
    }

    [SharedFact]
    public void BARTs_first_layer_is_the_references()
    {
        using var golden = new GoldenModel("golden/models/bart");
        using BartModel model = BartModelGoldenTests.Load(golden);
        Tensor ids = golden.Inputs.GetProperty("input_ids").ToInt64Tensor();
        Tensor real = golden.Inputs.GetProperty("attention_mask").ToFloatTensor();

        Tensor embedded = BartEmbeddings.Sum(
            GoldenModel.Part<BartNetwork>(model, "model").Embed(ids),
            start: 0,
            GoldenModel.Part<Embedding>(model, "model.encoder.embed_positions"),
            GoldenModel.Part<LayerNorm>(model, "model.encoder.layernorm_embedding"));
        Tensor first = GoldenModel.Part<BartEncoderLayer>(model, "model.encoder.layers.0").forward(embedded, Mask(real, HiddenKey));

        TensorAssert.Close(golden.Output("encoder_layer0"), first, Hidden);
    }

    [SharedTheory]
    [MemberData(nameof(GauFolders))]
    public void GAU_alphas_first_layer_is_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using GauAlphaModel model = GauAlphaGoldenTests.Load(golden);
        (Tensor ids, Tensor segments, Tensor real) = Inputs(golden.Inputs);
        var rotary = new RotaryPositions(Positions(ids), model.Config.KeySize, RotaryPairs.Neighbours);
        using var capture = AttentionCapture.Begin();

        Tensor embedded = GoldenModel.Part<GauEmbeddings>(model, "gau_alpha.embeddings").forward(ids, segments);
        Tensor first = GoldenModel.Part<GauLayer>(model, "gau_alpha.encoder.layer.0")
            .forward(embedded, rotary, VisibleKeys.FromAllowed(real.unsqueeze(1).ne(0)));

        TensorAssert.Close(golden.Output("embedding_output"), embedded, Hidden);
        TensorAssert.Close(golden.Output("layer0"), first, Hidden);
        TensorAssert.Close(golden.Output("attention_layer0"), capture.Maps[0], model.Config.Normalization == GauNormalization.SquaredRelu ? Large : Hidden);
    }

    [SharedTheory]
    [InlineData("flashquad_scale_norm")]
    [InlineData("flashquad_layer_norm")]
    public void FLASHQuads_first_layer_is_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using FlashQuadModel model = FlashQuadGoldenTests.Load(golden);
        (Tensor ids, Tensor segments, Tensor real) = Inputs(golden.Inputs);
        Tensor positions = Positions(ids);
        Tensor allowed = real.ne(0).unsqueeze(1).logical_and(real.ne(0).unsqueeze(2)); // the reference lets padding look at nothing
        using var capture = AttentionCapture.Begin();

        Tensor embedded = GoldenModel.Part<FlashQuadEmbeddings>(model, "flash_quad.embeddings").forward(ids, segments, positions);
        Tensor first = model.Layers[0].forward(
            embedded, new RotaryPositions(positions, model.Config.KeySize, RotaryPairs.Halves), new GatedView(positions, positions, VisibleKeys.FromAllowed(allowed)));

        TensorAssert.Close(golden.Output("embedding_output"), embedded, Hidden);
        TensorAssert.Close(golden.Output("layer0"), first, Large);
        TensorAssert.Close(golden.Output("kernel_layer0"), capture.Maps[0], Large);
    }

    [SharedTheory]
    [InlineData("flash_mixed_chunk")]
    [InlineData("flash_mixed_chunk_layernorm")]
    public void FLASHs_first_layer_is_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using FlashModel model = FlashGoldenTests.Load(golden);
        (Tensor ids, _, Tensor real) = Inputs(golden.Inputs);
        using var capture = AttentionCapture.Begin();

        Tensor embedded = GoldenModel.Part<FlashEmbeddings>(model, "flash.embeddings").forward(ids, Positions(ids));
        Tensor first = GoldenModel.Part<FlashLayer>(model, "flash.encoder.layers.0").forward(embedded, new FlashGroups(model.Config, real.ne(0)));

        TensorAssert.Close(golden.Output("embedding_output"), embedded, Hidden);
        TensorAssert.Close(golden.Output("layer0"), first, Large);
        TensorAssert.Close(golden.Output("kernel_layer0"), capture.Maps[0], Large);
    }

    public void Dispose()
    {
        _noGradient.Dispose();
        _scope.Dispose();
    }

    private static Tensor FirstBlock(GptModel model, Tensor ids)
    {
        Tensor embedded = GoldenModel.Part<Embedding>(model, "transformer.wte").forward(ids)
            .add(GoldenModel.Part<Embedding>(model, "transformer.wpe").forward(Positions(ids)));
        Tensor mask = ones([ids.shape[1], ids.shape[1]]).tril().sub(1).mul(-HiddenKey); // [length, length]
        return GoldenModel.Part<GptBlock>(model, "transformer.h.0").forward(embedded, mask);
    }

    private static (Tensor Ids, Tensor Segments, Tensor Real) Inputs(JsonElement inputs)
    {
        Tensor ids = inputs.GetProperty("input_ids").ToInt64Tensor();
        Tensor segments = inputs.TryGetProperty("token_type_ids", out JsonElement types) ? types.ToInt64Tensor() : zeros_like(ids);
        return (ids, segments, inputs.GetProperty("attention_mask").ToFloatTensor());
    }

    private static Tensor Positions(Tensor ids) => PositionAngles.Range(ids.shape[1], CPU);

    private static Tensor Mask(Tensor real, double hiddenKey) => real.unsqueeze(1).unsqueeze(1).sub(1).mul(-hiddenKey);
}
