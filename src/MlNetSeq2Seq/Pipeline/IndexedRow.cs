using Microsoft.ML;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>A row of a view that can be moved to any place.</summary>
/// <param name="Row">The row.</param>
/// <param name="MoveTo">Moves it to the row of a number, from 0.</param>
internal sealed record IndexedRow(DataViewRow Row, Action<long> MoveTo);
