using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Deletes tokens of each row (BART). Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, WordIds (read)</term><description>vectors of Int32 of one length; the word is -1 for special tokens</description></item>
/// <item><term>InputIds, WordIds (written)</term><description>the same of the damaged row</description></item>
/// </list>
/// </remarks>
[Component("delete-tokens", version: 1, IsRandom = true)]
public sealed class DeleteTokensEstimator(DeleteTokensOptions options) : RowEstimator<DeleteTokensOptions>(options)
{
    private protected override ColumnContract Columns => Options.Contract("DeleteTokens");

    private protected override RowMap Bind() => TokenNoiseOptions.Map(new TokenDeletion(Options.Noise));
}
