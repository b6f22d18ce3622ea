using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>BERT as Hugging Face publishes it; the class name says which head it has.</summary>
internal sealed class BertFormat : PublishedFormat
{
    private static readonly Dictionary<string, EncoderHead> s_heads = new(StringComparer.Ordinal)
    {
        ["BertForPreTraining"] = EncoderHead.PreTraining,
        ["BertForMaskedLM"] = EncoderHead.MaskedLanguageModel,
        ["BertForSequenceClassification"] = EncoderHead.Classification,
        ["BertForQuestionAnswering"] = EncoderHead.Reading,

        // The body alone; what it lacks is told when it is read.
        ["BertModel"] = EncoderHead.MaskedLanguageModel,
    };

    public override string Architecture => "bert";

    public override string ModelType => "bert";

    public override IReadOnlyList<string> ClassNames => [.. s_heads.Keys];

    public override JsonObject ReadConfig(JsonObject published)
    {
        Expect(published, "position_embedding_type", "absolute");
        Expect(published, "is_decoder", false);
        AddHead(published, s_heads);
        return published;
    }

    public override JsonObject WriteConfig(JsonObject own)
    {
        AddClass(own, s_heads);
        return own;
    }

    public override WeightNames WeightNames(Seq2SeqModel model) => new()
    {
        BodyPrefix = "bert.",
        Rename = BertWeights.ModernName,
        Tied = BertWeights.Tied,
        IsLeftAside = model.IsRedundantWeight,
        IsOptional = BertWeights.IsLearntLater,
    };
}
