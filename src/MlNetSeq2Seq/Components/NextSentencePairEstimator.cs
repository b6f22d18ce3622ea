using Microsoft.ML;
using MlNetSeq2Seq.Objectives.Pairing;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Makes one sequence of the first sentences of a row and either those that follow or some of another document, and says which
/// (next-sentence prediction). Fit samples passages of other documents from the data, unless they are given; so a row's pair depends on
/// the row and on what was fitted, and not on its neighbours. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Sentences (read)</term><description>vector of text</description></item>
/// <item><term>InputIds, WordIds, SegmentIds (written)</term><description>vectors of Int32 of one length</description></item>
/// <item><term>SequenceLabel (written)</term><description>Int32: 1 where the second part is foreign, 0 where it follows, -100 where there is none</description></item>
/// </list>
/// </remarks>
[Component("next-sentence-pair", version: 1, IsRandom = true)]
public sealed class NextSentencePairEstimator(NextSentencePairOptions options) : RowEstimator<NextSentencePairOptions>(options)
{
    private readonly SentencePairRows _rows = new(options, "NextSentencePair");

    private protected override ColumnContract Columns => _rows.Columns;

    private protected override NextSentencePairOptions Learn(IDataView input) => Options.ForeignPassages is null
        ? Options with { ForeignPassages = PassageSampler.Read(input, Columns, Options) }
        : Options;

    private protected override RowMap Bind()
    {
        var pairing = new NextSentencePairing(
            new NextSentencePairingOptions
            {
                SpecialTokens = _rows.SpecialTokens,
                MaximumLength = Options.MaximumLength,
                ForeignProbability = Options.ForeignProbability,
                ShortSequenceProbability = Options.ShortSequenceProbability,
            },
            _rows.Pool() ?? throw new ArgumentException("NextSentencePair needs ForeignPassages; Fit samples them."));
        return _rows.Map(pairing.Apply);
    }
}
