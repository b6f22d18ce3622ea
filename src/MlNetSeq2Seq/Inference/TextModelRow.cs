using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Inference;

/// <summary>The texts of one row, in the order of the columns that are read, and its number from 0.</summary>
internal readonly record struct TextModelRow(ColumnContract Columns, long Position, string[] Texts)
{
    /// <summary>The texts, of which none is empty; looked at when they are computed with, so that rows nobody asks about may have none.</summary>
    /// <exception cref="InvalidOperationException">One is empty; the message names component, column and row.</exception>
    public string[] Checked()
    {
        int empty = Array.FindIndex(Texts, string.IsNullOrWhiteSpace);
        return empty < 0
            ? Texts
            : throw new InvalidOperationException($"{Columns.Component} found no text in column '{Columns.Reads[empty].Name}' of row {Position}.");
    }
}
