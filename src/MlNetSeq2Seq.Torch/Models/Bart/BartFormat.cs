using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>BART as Hugging Face publishes it.</summary>
internal sealed class BartFormat : PublishedFormat
{
    public override string Architecture => "bart";

    public override string ModelType => "bart";

    public override IReadOnlyList<string> ClassNames => ["BartForConditionalGeneration", "BartModel"];

    public override JsonObject ReadConfig(JsonObject published)
    {
        Expect(published, "normalize_before", false);
        Expect(published, "normalize_embedding", true);
        Expect(published, "add_final_layer_norm", false);
        Expect(published, "static_position_embeddings", false);
        Expect(published, "tie_word_embeddings", true);
        return published;
    }

    public override JsonObject WriteConfig(JsonObject own)
    {
        // Hugging Face would force the end that its own vocabulary has.
        own["forced_eos_token_id"] = null;
        own["is_encoder_decoder"] = true;
        return own;
    }

    public override WeightNames WeightNames(Seq2SeqModel model) => BartWeights.HuggingFace;
}
