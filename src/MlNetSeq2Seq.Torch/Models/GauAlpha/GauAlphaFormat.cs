using System.Text.Json.Nodes;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>GAU-alpha as JunnYu/GAU-alpha-pytorch publishes it; folders of HJHGJGHHG/GAU-PyTorch are read too.</summary>
internal sealed class GauAlphaFormat : PublishedFormat
{
    private static readonly Dictionary<string, EncoderHead> s_heads = new(StringComparer.Ordinal)
    {
        ["GAUAlphaForMaskedLM"] = EncoderHead.MaskedLanguageModel,
        ["GAUAlphaForSequenceClassification"] = EncoderHead.Classification,
        ["GAUAlphaForQuestionAnswering"] = EncoderHead.Reading,
        ["GAUForMaskedLM"] = EncoderHead.MaskedLanguageModel,
    };

    public override string Architecture => "gau-alpha";

    public override string ModelType => "gau_alpha";

    public override IReadOnlyList<string> ClassNames => [.. s_heads.Keys];

    public override bool Reads(string modelType) => modelType is "gau_alpha" or "gau";

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

    public override WeightNames WeightNames(Seq2SeqModel model) => GauAlphaWeights.Names with
    {
        IsLeftAside = name => BertWeights.BelongsToOtherHead(name, ((GauAlphaModel)model).Config.Head),
        IsOptional = BertWeights.IsLearntLater,
    };
}
