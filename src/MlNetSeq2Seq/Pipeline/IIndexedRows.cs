using Microsoft.ML;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>Rows that may be read in any order, by their number in a pass without a generator, so that none need be kept in memory.</summary>
internal interface IIndexedRows : IDataView
{
    /// <summary>Whether they really may: a view of a view can what the one below can.</summary>
    bool HasIndex { get; }

    /// <summary>Whether a pass with a generator has other values than one without.</summary>
    bool IsNoisy { get; }

    /// <summary>A row that can be moved, with the noise of a cursor that is opened with the same generator.</summary>
    IndexedRow GetIndexedRow(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand);
}
