using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Cuts long rows of tokens into windows that overlap, a row each (GPT2-Chinese).
/// Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, Labels (read)</term><description>vectors of Int32 of one length</description></item>
/// <item><term>LabelWeights (read where named)</term><description>vector of Single of the same length</description></item>
/// <item><term>InputIds, Labels, LabelWeights (written)</term><description>the part of them that lies in the window</description></item>
/// </list>
/// </remarks>
[Component("cut-windows", version: 1, IsOneToMany = true)]
public sealed class CutWindowsEstimator(CutWindowsOptions options) : RowEstimator<CutWindowsOptions>(options)
{
    private protected override ColumnContract Columns => new("CutWindows", Specs, Specs);

    private ColumnSpec[] Specs =>
    [
        ColumnSpec.Int32s(Options.InputIdsColumn),
        .. Options.LabelsColumn is { } labels ? new[] { ColumnSpec.PartOfLabels(labels) } : [],
        .. Options.LabelWeightsColumn is { } weights ? new[] { ColumnSpec.Singles(weights) } : [],
    ];

    private protected override RowMap Bind()
    {
        if (Options is { LabelsColumn: null, LabelWeightsColumn: { } name })
        {
            throw new ArgumentException($"CutWindows has a column '{name}' for weights of labels, but none for labels.");
        }

        var windows = new SlidingWindows(Options.Windows);
        return (row, _, sink) =>
        {
            int[] ids = row.Vector<int>(0).ToArray();
            int[]? labels = Options.LabelsColumn is null ? null : Checked(row.Vector<int>(1).ToArray(), "label", row, ids.Length);
            float[]? weights = Options.LabelWeightsColumn is null ? null : Checked(row.Vector<float>(2).ToArray(), "weight", row, ids.Length);
            foreach (TokenWindow window in windows.Apply(ids.Length))
            {
                sink.Emit(
                [
                    ids[window.Range],
                    .. labels is null ? (object[])[] : [LabelsOf(window, labels)],
                    .. weights is null ? (object[])[] : [weights[window.Range]],
                ]);
            }
        };
    }

    private static T[] Checked<T>(T[] values, string kind, RowReader row, int tokens) => values.Length == tokens
        ? values
        : throw new InvalidOperationException($"CutWindows needs a {kind} for each token, but row {row.Position} has {values.Length} for {tokens}.");

    private int[] LabelsOf(TokenWindow window, int[] labels)
    {
        int[] cut = labels[window.Range];
        cut.AsSpan(0, Options.LabelsOnce ? window.SeenLength : 0).Fill(Labels.Ignore);
        return cut;
    }
}
