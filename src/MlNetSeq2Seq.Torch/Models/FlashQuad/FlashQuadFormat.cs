using System.Text.Json.Nodes;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>FLASHQuad as JunnYu/FLASHQuad_pytorch publishes it.</summary>
internal sealed class FlashQuadFormat : PublishedFormat
{
    private static readonly Dictionary<string, EncoderHead> s_heads = new(StringComparer.Ordinal)
    {
        ["FLASHQuadForMaskedLM"] = EncoderHead.MaskedLanguageModel,
        ["FLASHQuadForSequenceClassification"] = EncoderHead.Classification,
        ["FLASHQuadForQuestionAnswering"] = EncoderHead.Reading,
    };

    public override string Architecture => "flash-quad";

    public override string ModelType => "flash_quad";

    public override IReadOnlyList<string> ClassNames => [.. s_heads.Keys];

    public override JsonObject ReadConfig(JsonObject published)
    {
        AddHead(published, s_heads);
        return published;
    }

    public override JsonObject WriteConfig(JsonObject own)
    {
        AddClass(own, s_heads);
        return own;
    }

    public override WeightNames WeightNames(Seq2SeqModel model) => FlashQuadWeights.Names with
    {
        IsLeftAside = name => FlashQuadWeights.Names.IsLeftAside(name)
            || BertWeights.BelongsToOtherHead(name, ((FlashQuadModel)model).Config.Head),
        IsOptional = BertWeights.IsLearntLater,
    };
}
