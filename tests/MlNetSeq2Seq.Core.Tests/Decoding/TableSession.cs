using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

/// <summary>
/// A model that is a table: the logits of the next token for a source and what was written. Refuses calls in a wrong order.
/// </summary>
internal sealed class TableSession(int vocabularySize, int sourceCount, Func<int, int[], float[]> logits) : IDecoderSession
{
    private List<(int Source, int[] Written)> _rows = [.. Enumerable.Range(0, sourceCount).Select(source => (source, Array.Empty<int>()))];
    private bool _hasStarted;

    public int SourceCount => sourceCount;

    public int RowCount => _rows.Count;

    public int VocabularySize => vocabularySize;

    public int MaximumLength { get; init; } = int.MaxValue;

    /// <summary>The prefix of each source; none where there are none.</summary>
    internal int[][] Prefixes { get; init; } = [];

    /// <summary>Rows of each step.</summary>
    internal List<int> RowsOfSteps { get; } = [];

    internal int Reorders { get; private set; }

    public ReadOnlySpan<int> Prefix(int source) => Prefixes.Length == 0 ? [] : Prefixes[source];

    public void Step(ReadOnlySpan<int> tokens, Span<float> results)
    {
        int expected = _hasStarted ? _rows.Count : 0;
        if (tokens.Length != expected || results.Length != _rows.Count * vocabularySize)
        {
            throw new InvalidOperationException($"{tokens.Length} tokens and {results.Length} logits for {_rows.Count} rows.");
        }

        for (int row = 0; row < _rows.Count; row++)
        {
            if (_hasStarted)
            {
                _rows[row] = (_rows[row].Source, [.. _rows[row].Written, tokens[row]]);
            }

            logits(_rows[row].Source, _rows[row].Written).CopyTo(results.Slice(row * vocabularySize, vocabularySize));
        }

        _hasStarted = true;
        RowsOfSteps.Add(_rows.Count);
    }

    public void Reorder(ReadOnlySpan<int> parents)
    {
        List<(int, int[])> rows = [];
        foreach (int parent in parents)
        {
            rows.Add(_rows[parent]);
        }

        _rows = rows;
        Reorders++;
    }

    public void Dispose()
    {
    }

    /// <summary>A session over one source whose probabilities depend on what was written.</summary>
    internal static TableSession Of(int vocabularySize, Func<int[], double[]> probabilities) =>
        new(vocabularySize, 1, (_, written) => [.. probabilities(written).Select(p => (float)Math.Log(p))]);

    /// <summary>A session whose logits are drawn, the same for the same source and text.</summary>
    internal static TableSession Drawn(int vocabularySize, int sourceCount, int seed, double scale = 2) =>
        new(vocabularySize, sourceCount, (source, written) => DrawnLogits(vocabularySize, seed, source, written, scale));

    internal static float[] DrawnLogits(int vocabularySize, int seed, int source, int[] written, double scale = 2)
    {
        KeyedRandom random = new([(ulong)seed, (ulong)source, .. written.Select(token => (ulong)token)]);
        return [.. Enumerable.Range(0, vocabularySize).Select(_ => (float)((random.NextDouble() - 0.5) * 2 * scale))];
    }
}
