using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Hides spans of words behind one mask each, so that a model must learn how much to write (BART).
/// Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, WordIds (read)</term><description>vectors of Int32 of one length; the word is -1 for special tokens</description></item>
/// <item><term>InputIds, WordIds (written)</term><description>the same of the damaged row</description></item>
/// </list>
/// </remarks>
[Component("infill-text", version: 1, IsRandom = true)]
public sealed class InfillTextEstimator(InfillTextOptions options) : RowEstimator<InfillTextOptions>(options)
{
    private protected override ColumnContract Columns => Options.Contract("InfillText");

    private protected override RowMap Bind() => TokenNoiseOptions.Map(new TextInfilling(Options.Noise));
}
