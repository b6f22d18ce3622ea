using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>BERT as Hugging Face publishes it; the class name says which head it has.</summary>
internal sealed class BertFormat : PublishedFormat
{
    private const string Head = "head";
    private const string ClassCount = "num_labels";

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
        if (!published.ContainsKey(Head))
        {
            string? known = published["architectures"]?.AsArray().Select(n => n?.ToString()).FirstOrDefault(n => n is not null && s_heads.ContainsKey(n));
            published[Head] = (known is null ? EncoderHead.MaskedLanguageModel : s_heads[known]).ToString();
        }

        // Hugging Face counts the classes by their names.
        if (!published.ContainsKey(ClassCount) && published["id2label"] is JsonObject names)
        {
            published[ClassCount] = names.Count;
        }

        return published;
    }

    public override JsonObject WriteConfig(JsonObject own)
    {
        string head = own[Head]!.GetValue<string>();
        own["architectures"] = new JsonArray(s_heads.First(h => h.Value.ToString() == head).Key);
        return own;
    }

    public override WeightNames WeightNames(Seq2SeqModel model) => new()
    {
        BodyPrefix = "bert.",
        Rename = BertWeights.ModernName,
        Tied = BertWeights.Tied,
        IsLeftAside = model.IsRedundantWeight,
        IsOptional = BertWeights.BelongsToHead,
    };
}
