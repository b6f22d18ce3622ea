using System.Text.Json.Nodes;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>FLASH in the form of JunnYu/FLASHQuad_pytorch.</summary>
internal sealed class FlashFormat : PublishedFormat
{
    private static readonly Dictionary<string, EncoderHead> s_heads = new(StringComparer.Ordinal)
    {
        ["FLASHForMaskedLM"] = EncoderHead.MaskedLanguageModel,
        ["FLASHForSequenceClassification"] = EncoderHead.Classification,
        ["FLASHForQuestionAnswering"] = EncoderHead.Reading,
    };

    public override string Architecture => "flash";

    public override string ModelType => "flash";

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

    public override WeightNames WeightNames(Seq2SeqModel model) => FlashWeights.Names with
    {
        IsLeftAside = name => FlashWeights.Names.IsLeftAside(name) || BertWeights.BelongsToOtherHead(name, ((FlashModel)model).Config.Head),
        IsOptional = BertWeights.IsLearntLater,
    };
}
