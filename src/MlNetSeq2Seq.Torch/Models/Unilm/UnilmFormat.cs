using System.Text.Json.Nodes;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>UniLM in folders of BERT's form. Weights of BERT can be read too: the missing segments are made of BERT's two.</summary>
/// <remarks>Source of the conversions: microsoft/unilm, unilm-v1, pytorch_pretrained_bert/modeling.py, <c>from_pretrained</c>.</remarks>
internal sealed class UnilmFormat : PublishedFormat
{
    private const string SegmentCount = "type_vocab_size";
    private const string SegmentTable = "bert.embeddings.token_type_embeddings.weight";
    private const string PositionTable = "bert.embeddings.position_embeddings.weight";

    public override string Architecture => "unilm";

    public override string ModelType => "bert";

    public override IReadOnlyList<string> ClassNames =>
        ["UnilmForSeq2Seq", "UnilmForSeq2SeqDecode", "UnilmForLM", "BertForPreTrainingLossMask"];

    // BERT's folders without a class of UniLM's are BERT's.
    public override bool Reads(string modelType) => false;

    public override JsonObject ReadConfig(JsonObject published)
    {
        Expect(published, "hidden_act", "gelu");
        if (published[SegmentCount] is JsonValue value && value.TryGetValue(out int count) && count == 2)
        {
            published.Remove(SegmentCount);
        }

        return published;
    }

    public override JsonObject WriteConfig(JsonObject own)
    {
        own["hidden_act"] = "gelu";
        return own;
    }

    public override WeightNames WeightNames(Seq2SeqModel model) => new()
    {
        BodyPrefix = "bert.",
        Rename = BertWeights.ModernName,
        Tied = BertWeights.Tied,
        IsLeftAside = model.IsRedundantWeight,

        // Nothing but classes of rows is made of the summary.
        IsImplied = name => name.StartsWith("bert.pooler.", StringComparison.Ordinal) && ((UnilmModel)model).Config.SequenceClassCount == 0,
        IsOptional = BertWeights.IsLearntLater,
        Rows = RowsOf,
    };

    private static long[]? RowsOf(string name, long stored, long wanted) => name switch
    {
        // BERT's first segment becomes the source's and those of both directions, its second what follows.
        SegmentTable when stored == 2 => [.. Enumerable.Range(0, (int)wanted).Select(row => row == 1 || row > 4 ? 1L : 0L)],
        SegmentTable when stored > wanted => [.. Enumerable.Range(0, (int)wanted).Select(row => (long)row)],
        PositionTable => [.. Enumerable.Range(0, (int)wanted).Select(row => row % stored)],
        _ => null,
    };
}
