using Microsoft.ML;
using MlNetSeq2Seq.Objectives.Pairing;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Makes one sequence of the sentences of a row, in order or with its two parts swapped, and says which (sentence-order prediction). Fit
/// reads the data only where lone sentences are to be followed by foreign ones.
/// Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Sentences (read)</term><description>vector of text</description></item>
/// <item><term>InputIds, WordIds, SegmentIds (written)</term><description>vectors of Int32 of one length</description></item>
/// <item><term>SequenceLabel (written)</term><description>Int32: 1 where the parts are swapped or the second is foreign, -100 for a lone sentence</description></item>
/// </list>
/// </remarks>
[Component("sentence-order-pair", version: 1, IsRandom = true)]
public sealed class SentenceOrderPairEstimator(SentenceOrderPairOptions options) : RowEstimator<SentenceOrderPairOptions>(options)
{
    private readonly SentencePairRows _rows = new(options, "SentenceOrderPair");

    private protected override ColumnContract Columns => _rows.Columns;

    private protected override SentenceOrderPairOptions Learn(IDataView input) =>
        Options is { SingleSentence: SingleSentence.Foreign, ForeignPassages: null }
            ? Options with { ForeignPassages = PassageSampler.Read(input, Columns, Options) }
            : Options;

    private protected override RowMap Bind()
    {
        var pairing = new SentenceOrderPairing(
            new SentenceOrderPairingOptions
            {
                SpecialTokens = _rows.SpecialTokens,
                MaximumLength = Options.MaximumLength,
                SwapProbability = Options.SwapProbability,
                ShortSequenceProbability = Options.ShortSequenceProbability,
                SingleSentence = Options.SingleSentence,
            },
            _rows.Pool());
        return _rows.Map(pairing.Apply);
    }
}
