using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Samples passages of a corpus in one reading and bounded memory. Which rows are taken follows from the seed and their ids alone, so it
/// does not matter in which order they come.
/// </summary>
internal static class PassageSampler
{
    private static readonly ulong s_name = KeyedRandom.KeyOf("sample-passages");

    /// <summary>The sampled passages.</summary>
    /// <param name="input">The corpus, a row a document or a part of one.</param>
    /// <param name="columns">Its first read column has the sentences.</param>
    /// <param name="options">How many passages, and how long.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Read(IDataView input, ColumnContract columns, SentencePairOptions options)
    {
        if (options.PassageCount < 1 || options.PassageSentences < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                $"{columns.Component} needs a PassageCount and PassageSentences of at least 1, but they are {options.PassageCount} and {options.PassageSentences}.");
        }

        // The rows with the lowest of numbers that are drawn for each; the highest of them waits at the head for a lower one.
        var lowest = new PriorityQueue<string[], long>(Comparer<long>.Create((a, b) => b.CompareTo(a)));
        var random = new KeyedRandom();
        using DataViewRowCursor cursor = input.GetRowCursor(columns.Sources(input.Schema));
        var row = new RowReader(cursor, columns);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            getId(ref id);
            random.Reset(s_name, (uint)options.Seed, id.Low, id.High);
            long number = random.NextInt64();
            if ((lowest.Count < options.PassageCount || number < Highest(lowest)) && Passage(row, options.PassageSentences, random) is { Length: > 0 } passage)
            {
                lowest.Enqueue(passage, number);
                if (lowest.Count > options.PassageCount)
                {
                    lowest.Dequeue();
                }
            }
        }

        return [.. lowest.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element)];
    }

    private static long Highest(PriorityQueue<string[], long> lowest) => lowest.TryPeek(out _, out long number) ? number : long.MaxValue;

    private static string[] Passage(RowReader row, int most, Random random)
    {
        string[] sentences =
        [
            .. row.Vector<ReadOnlyMemory<char>>(0).ToArray().Where(sentence => !sentence.Span.IsWhiteSpace()).Select(sentence => sentence.ToString()),
        ];
        int start = random.Next(Math.Max(1, sentences.Length - most + 1));
        return sentences[start..Math.Min(sentences.Length, start + most)];
    }
}
