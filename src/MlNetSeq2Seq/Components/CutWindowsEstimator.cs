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
/// <item><term>InputIds, Labels (written)</term><description>the part of them that lies in the window</description></item>
/// </list>
/// </remarks>
[Component("cut-windows", version: 1, IsOneToMany = true)]
public sealed class CutWindowsEstimator(CutWindowsOptions options) : RowEstimator<CutWindowsOptions>(options)
{
    private protected override ColumnContract Columns => new("CutWindows", Specs, Specs);

    private ColumnSpec[] Specs =>
        [.. new[] { Options.InputIdsColumn, Options.LabelsColumn }.OfType<string>().Select(ColumnSpec.Int32s)];

    private protected override RowMap Bind()
    {
        var windows = new SlidingWindows(Options.Windows);
        return (row, _, sink) =>
        {
            int[] ids = row.Vector<int>(0).ToArray();
            int[] labels = Options.LabelsColumn is null ? [] : row.Vector<int>(1).ToArray();
            if (Options.LabelsColumn is not null && labels.Length != ids.Length)
            {
                throw new InvalidOperationException($"CutWindows needs a label for each token, but row {row.Position} has {labels.Length} for {ids.Length}.");
            }

            foreach (TokenWindow window in windows.Apply(ids.Length))
            {
                sink.Emit(Options.LabelsColumn is null ? [ids[window.Range]] : [ids[window.Range], LabelsOf(window, labels)]);
            }
        };
    }

    private int[] LabelsOf(TokenWindow window, int[] labels)
    {
        int[] cut = labels[window.Range];
        cut.AsSpan(0, Options.LabelsOnce ? window.SeenLength : 0).Fill(Labels.Ignore);
        return cut;
    }
}
