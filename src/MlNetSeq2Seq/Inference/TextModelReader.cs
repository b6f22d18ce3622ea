using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Inference;

/// <summary>Reads the text columns of rows for a model.</summary>
internal sealed class TextModelReader(DataViewRow row, ColumnContract columns)
{
    private readonly RowReader _row = new(row, columns);

    /// <summary>The texts of the present row.</summary>
    public TextModelRow Read() => new(columns, _row.Position, [.. columns.Reads.Select((_, column) => _row.Text(column).ToString())]);
}
