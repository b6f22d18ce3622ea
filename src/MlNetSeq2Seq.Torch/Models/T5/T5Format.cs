using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>T5 as Hugging Face publishes it, and mT5, which is the same network over another vocabulary.</summary>
internal sealed class T5Format : PublishedFormat
{
    public override string Architecture => "t5";

    public override string ModelType => "t5";

    public override IReadOnlyList<string> ClassNames =>
        ["T5ForConditionalGeneration", "MT5ForConditionalGeneration", "T5Model", "MT5Model"];

    public override bool Reads(string modelType) => modelType is "t5" or "mt5";

    public override JsonObject WriteConfig(JsonObject own)
    {
        own["is_encoder_decoder"] = true;
        return own;
    }

    public override WeightNames WeightNames(Seq2SeqModel model) => T5Weights.HuggingFace(((T5Model)model).Config);
}
