namespace MlNetSeq2Seq.Pipeline;

/// <summary>Maps one input row to the rows given to <paramref name="sink"/>: exactly one, unless the component is one-to-many.</summary>
/// <param name="row">The columns that the component reads.</param>
/// <param name="random">Where noise comes from; reset for each row.</param>
/// <param name="sink">Takes the written columns.</param>
internal delegate void RowMap(RowReader row, Random random, RowSink sink);
