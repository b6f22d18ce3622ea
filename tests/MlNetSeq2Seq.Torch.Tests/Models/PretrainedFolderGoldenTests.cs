using System.Text.Json.Nodes;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Tests.Weights;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models;

/// <summary>The references' weights in folders as they are published: every tensor of the network is the file's.</summary>
public sealed class PretrainedFolderGoldenTests
{
    [SharedTheory]
    [InlineData("unilm_seq2seq", "bert", "UnilmForSeq2Seq", "unilm")]
    [InlineData("bert_pretraining", "bert", "BertForPreTraining", "bert")]
    [InlineData("bert_pretraining", "bert", "BertForMaskedLM", "bert")]
    [InlineData("gpt2_hf", "gpt2", "GPT2LMHeadModel", "gpt")]
    [InlineData("bart", "bart", "BartForConditionalGeneration", "bart")]
    [InlineData("gau_alpha_softmax_plus", "gau_alpha", "GAUAlphaForMaskedLM", "gau-alpha")]
    [InlineData("gau_hj_softmax_plus", "gau", "GAUForMaskedLM", "gau-alpha")]
    [InlineData("flashquad_scale_norm", "flash_quad", "FLASHQuadForMaskedLM", "flash-quad")]
    [InlineData("flash_mixed_chunk", "flash", "FLASHForMaskedLM", "flash")]
    [InlineData("flashquad_layer_norm", "flash_quad", "FLASHQuadForMaskedLM", "flash-quad")]
    public void Published_weights_are_found_under_their_names(string model, string modelType, string className, string architecture)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        string source = SharedData.Path($"golden/models/{model}");
        JsonObject config = JsonNode.Parse(File.ReadAllBytes(Path.Combine(source, "config.json")))!.AsObject();
        config["model_type"] = modelType;
        config["architectures"] = new JsonArray(className);
        folder.Write("config.json", config.ToJsonString());
        File.Copy(Path.Combine(source, "weights.safetensors"), folder.File("model.safetensors"));

        var pretrained = PretrainedFolder.Open(folder.FullName);
        (Seq2SeqModel network, IReadOnlyList<string> untrained) = pretrained.ReadNetwork();

        Assert.Equal(architecture, pretrained.Architecture);
        Assert.Empty(untrained);
        using var file = SafetensorsFile.Open(folder.File("model.safetensors"));
        foreach ((string name, Tensor parameter) in StateDict.Parameters(network).Select(p => (p.Key, (Tensor)p.Value)))
        {
            Tensor stored = file.Read(file.Contains(name) ? name : name.Replace("gau_alpha.", "gau.", StringComparison.Ordinal));
            Assert.True(Equal(stored, parameter) || (modelType == "gpt2" && stored.dim() == 2 && Equal(stored.t(), parameter)), $"{name} is another tensor.");
        }

        network.Dispose();
    }

    private static bool Equal(Tensor expected, Tensor actual) => expected.shape.SequenceEqual(actual.shape) && expected.allclose(actual.detach(), rtol: 0, atol: 0);
}
