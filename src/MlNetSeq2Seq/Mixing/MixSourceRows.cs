using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Mixing;

/// <summary>A source of a mix, and which of its rows each repeat has.</summary>
internal sealed class MixSourceRows
{
    private readonly ulong _seed;
    private ulong _bound = ulong.MaxValue;

    public MixSourceRows(string name, IDataView view, ulong seed, ulong number)
    {
        (Name, View, _seed, Number) = (name, view, seed, number);
        Size = view.GetRowCount() ?? Ids().LongCount();
        if (Size == 0)
        {
            throw new ArgumentException($"MixSources got source '{name}' without a row.", nameof(view));
        }
    }

    public string Name { get; }

    public IDataView View { get; }

    /// <summary>The place of the source among the others; part of the ids of its rows.</summary>
    public ulong Number { get; }

    public long Size { get; }

    /// <summary>How many times all rows are read before the repeat that has some only.</summary>
    public long WholeRepeats { get; private set; }

    /// <summary>Decides how many rows a pass has of the source.</summary>
    public void Choose(long rows)
    {
        (WholeRepeats, long rest) = Math.DivRem(rows, Size);
        if (rest == 0)
        {
            return;
        }

        // Rows are chosen by what their id is mixed to, so that neither a list of them nor their order is needed.
        ulong[] ranks = [.. Ids().Select(Rank)];
        Array.Sort(ranks);
        if (ranks.LongLength != Size)
        {
            throw new InvalidOperationException($"MixSources: source '{Name}' says that it has {Size} rows, but gives {ranks.LongLength}.");
        }

        _bound = ranks[rest - 1];
    }

    /// <summary>Whether a row is in a repeat.</summary>
    public bool IsChosen(long repeat, DataViewRowId id) => repeat < WholeRepeats || Rank(id) <= _bound;

    private ulong Rank(DataViewRowId id)
    {
        DataViewRowId mixed = id.Combine(new DataViewRowId(_seed, Number));
        return mixed.Low ^ mixed.High;
    }

    private IEnumerable<DataViewRowId> Ids()
    {
        using DataViewRowCursor cursor = View.GetRowCursor([]);
        ValueGetter<DataViewRowId> getter = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            getter(ref id);
            yield return id;
        }
    }
}
