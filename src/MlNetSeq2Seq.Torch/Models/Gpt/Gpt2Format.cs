using System.Text.Json.Nodes;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>GPT as Hugging Face publishes GPT-2; weights files of nanoGPT and MiniGLM are read too.</summary>
internal sealed class Gpt2Format : PublishedFormat
{
    public override string Architecture => "gpt";

    public override string ModelType => "gpt2";

    public override IReadOnlyList<string> ClassNames => ["GPT2LMHeadModel", "GPT2Model"];

    public override IReadOnlyList<WeightNames> OtherWeightNames => [GptWeights.NanoGpt];

    public override JsonObject ReadConfig(JsonObject published)
    {
        Expect(published, "scale_attn_weights", true);
        Expect(published, "scale_attn_by_inverse_layer_idx", false);
        Expect(published, "add_cross_attention", false);
        Expect(published, "tie_word_embeddings", true);
        return published;
    }

    // A network without offsets is written with offsets of zero, which Hugging Face's always has; its config still says that it has none.
    public override WeightNames WeightNames(Seq2SeqModel model) => ((GptModel)model).Config.HasBias
        ? GptWeights.HuggingFace
        : GptWeights.HuggingFace with
        {
            IsLeftAside = name => GptWeights.HuggingFace.IsLeftAside(name) || name.EndsWith(".bias", StringComparison.Ordinal),
        };

    public override void Complete(Seq2SeqModel model, Dictionary<string, Tensor> tensors)
    {
        if (!((GptModel)model).Config.HasBias)
        {
            foreach ((string name, Tensor weight) in tensors.Where(t => !IsEmbedding(t.Key) && !Adapter.Owns(t.Key)).ToArray())
            {
                tensors.Add($"{name[..^"weight".Length]}bias", zeros([weight.shape[0]], device: weight.device));
            }
        }
    }

    private static bool IsEmbedding(string name) => name is "transformer.wte.weight" or "transformer.wpe.weight";
}
