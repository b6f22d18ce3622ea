using Microsoft.ML;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>Reads text columns of a view.</summary>
internal static class TextColumns
{
    /// <summary>The texts of each row, in the order of the names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or is no text.</exception>
    public static IEnumerable<string[]> Read(IDataView view, string component, params string[] names)
    {
        var contract = new ColumnContract(component, Reads: [.. names.Select(ColumnSpec.Text)], Writes: []);
        contract.Check(view.Schema);
        return Rows();

        IEnumerable<string[]> Rows()
        {
            using DataViewRowCursor cursor = view.GetRowCursor([.. contract.Sources(view.Schema)]);
            ValueGetter<ReadOnlyMemory<char>>[] getters = [.. contract.Sources(view.Schema).Select(column => cursor.GetGetter<ReadOnlyMemory<char>>(column))];
            while (cursor.MoveNext())
            {
                yield return [.. getters.Select(getter =>
                {
                    ReadOnlyMemory<char> text = default;
                    getter(ref text);
                    return text.ToString();
                })];
            }
        }
    }
}
