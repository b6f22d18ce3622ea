using Microsoft.ML;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>
/// The lazy view of a row component. A pass opened without a <see cref="Random"/> is the canonical pass and never
/// changes; a pass opened with one draws its pass key from it, so equal generators give equal passes.
/// </summary>
internal sealed class RowMapView(IDataView source, RowTransformer component) : IIndexedRows
{
    // Of a component that makes several rows of one; found when it is first needed, which is in training alone.
    private readonly Lazy<ChildIndex> _children = new(() => ChildIndex.Of(source, component));

    public DataViewSchema Schema { get; } = component.GetOutputSchema(source.Schema);

    public bool CanShuffle => component.IsRandom || source.CanShuffle;

    // New noise could give a row other children, and then every number behind it would be another's.
    public bool HasIndex => source is IIndexedRows { HasIndex: true } below && !(component.IsOneToMany && below.IsNoisy);

    public bool IsNoisy => component.IsRandom || source is IIndexedRows { IsNoisy: true };

    public long? GetRowCount() => component.IsOneToMany ? null : source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ulong pass = PassKey(rand);
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return new RowMapCursor(this, component, source.GetRowCursor(Needed(columns), Passable(rand)), columns, pass);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        ulong pass = PassKey(rand);
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return [.. source.GetRowCursorSet(Needed(columns), n, Passable(rand)).Select(c => new RowMapCursor(this, component, c, columns, pass))];
    }

    public IndexedRow GetIndexedRow(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand)
    {
        ulong pass = PassKey(rand);
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        IndexedRow input = ((IIndexedRows)source).GetIndexedRow(Needed(columns), Passable(rand));
        if (!component.IsOneToMany)
        {
            return input with { Row = new MappedSingleRow(component, input.Row, Schema, columns, pass) };
        }

        var child = new MappedChildRow(new MappedRow(component, input.Row, pass), input, _children.Value, Schema, columns);
        return new IndexedRow(child, child.MoveTo);
    }

    /// <summary>
    /// A pass with new noise in the order of the rows, for what joins neighbouring rows: each noisy view draws its pass from the
    /// generator, and none is handed to the data below, which could shuffle it.
    /// </summary>
    internal static DataViewRowCursor InOrder(IDataView view, IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand) =>
        view is RowMapView mapped ? mapped.InOrder([.. columnsNeeded], rand) : view.GetRowCursor(columnsNeeded);

    private RowMapCursor InOrder(DataViewSchema.Column[] columns, Random? rand)
    {
        ulong pass = PassKey(rand);
        return new RowMapCursor(this, component, InOrder(source, Needed(columns), rand), columns, pass);
    }

    // Drawn whether or not a noisy column is active, so that the generator is left in the same state.
    private ulong PassKey(Random? rand) => component.IsRandom && rand is not null ? (ulong)rand.NextInt64() : 0;

    private Random? Passable(Random? rand) => source.CanShuffle ? rand : null;

    private IEnumerable<DataViewSchema.Column> Needed(DataViewSchema.Column[] outputs) => component.InputsOf(source.Schema, outputs);
}
