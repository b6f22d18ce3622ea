using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Rotates each row so that it begins with a token drawn by chance (BART). Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, WordIds (read)</term><description>vectors of Int32 of one length; the word is -1 for special tokens</description></item>
/// <item><term>InputIds, WordIds (written)</term><description>the same of the damaged row</description></item>
/// </list>
/// </remarks>
[Component("rotate-document", version: 1, IsRandom = true)]
public sealed class RotateDocumentEstimator(RotateDocumentOptions options) : RowEstimator<RotateDocumentOptions>(options)
{
    private protected override ColumnContract Columns => Options.Contract("RotateDocument");

    private protected override RowMap Bind() => TokenNoiseOptions.Map(new DocumentRotation(Options.Noise));
}
