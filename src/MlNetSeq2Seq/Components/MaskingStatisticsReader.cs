using Microsoft.ML;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Reads from data what a way of masking needs to know of it.</summary>
internal sealed class MaskingStatisticsReader(WholeWordMaskOptions options, ColumnContract columns, IDataView input)
{
    private readonly bool _needsCounts = options.Rule.Corruption.RandomFrom == RandomTokens.Corpus && options.Statistics.TokenCounts is null;
    private readonly bool _needsWords = options.Rule.Corruption is SimilarWordCorruption && options.Statistics.SimilarWords is null;

    private delegate void TokenRowReader(ReadOnlySpan<int> ids, ReadOnlySpan<int> words);

    /// <summary>The statistics with what was learnt; null where nothing is needed, and nothing is read then.</summary>
    public MaskingStatistics? Read()
    {
        if (!_needsCounts && !_needsWords)
        {
            return null;
        }

        long[] counts = new long[options.Vocabulary.Count];
        var similar = new SimilarWordsBuilder(options.SimilarWords);
        ForEachRow((ids, words) =>
        {
            Count(ids, counts);
            if (_needsWords)
            {
                similar.Count(ids, words);
            }
        });
        if (_needsWords)
        {
            ForEachRow(similar.Relate);
        }

        return options.Statistics with
        {
            TokenCounts = _needsCounts ? counts : options.Statistics.TokenCounts,
            SimilarWords = _needsWords ? similar.Build() : options.Statistics.SimilarWords,
        };
    }

    private static void Count(ReadOnlySpan<int> ids, long[] counts)
    {
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)counts.Length)
            {
                throw new InvalidOperationException($"WholeWordMask read the token id {id}, but the vocabulary has the ids 0 to {counts.Length - 1}.");
            }

            counts[id]++;
        }
    }

    // Special tokens are no words, whatever a column of words says.
    private void ForEachRow(TokenRowReader read)
    {
        SpecialTokens special = SpecialTokens.Of(options.Vocabulary, options.SpecialTokenNames);
        using DataViewRowCursor cursor = input.GetRowCursor(columns.Sources(input.Schema));
        var row = new RowReader(cursor, columns);
        while (cursor.MoveNext())
        {
            ReadOnlySpan<int> ids = row.Vector<int>(0);
            int[] words = options.ReferencesColumn is null ? row.Vector<int>(1).ToArray() : WordReferences.ToWords(ids.Length, row.Vector<int>(1));
            for (int i = 0; i < Math.Min(ids.Length, words.Length); i++)
            {
                words[i] = special.Contains(ids[i]) ? -1 : words[i];
            }

            read(ids, words);
        }
    }
}
