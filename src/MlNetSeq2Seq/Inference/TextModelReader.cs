using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Inference;

/// <summary>Reads the text columns of rows for a model, and refuses rows without text.</summary>
internal sealed class TextModelReader(DataViewRow row, ColumnContract columns)
{
    private readonly RowReader _row = new(row, columns);

    /// <summary>The texts of the present row.</summary>
    /// <exception cref="InvalidOperationException">One is empty; the message names component, column and row.</exception>
    public string[] Texts() => [.. columns.Reads.Select((read, column) => Checked(read.Name, _row.Text(column)))];

    private string Checked(string name, ReadOnlyMemory<char> text) => text.Span.IsWhiteSpace()
        ? throw new InvalidOperationException($"{columns.Component} found no text in column '{name}' of row {_row.Position}.")
        : text.ToString();
}
