namespace MlNetSeq2Seq.Objectives.Unilm;

/// <summary>
/// Gathers the sentences of a document into runs, each long enough for one training row, as the Chinese UniLM source does.
/// </summary>
/// <remarks>
/// A run ends with the sentence that makes it as long as is wanted, so it may be longer. A run of a single sentence, which is all of its
/// document or as long as is wanted alone, holds that sentence twice: a pair can be made of it, see <see cref="UnilmPretraining"/>.
/// The source also draws here, once for ever, where a run becomes a pair; this library draws that anew in every pass.
/// </remarks>
public sealed class UnilmChunking
{
    private readonly UnilmChunkingOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How long a run is; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public UnilmChunking(UnilmChunkingOptions? options = null)
    {
        _options = options ?? new UnilmChunkingOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.Length);
    }

    /// <summary>The runs of a document.</summary>
    /// <param name="tokenCounts">Tokens of each sentence, greater than 0; shape [sentences].</param>
    /// <returns>The indexes of the sentences of each run; a lone sentence stands there twice.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A sentence has no token.</exception>
    public int[][] Apply(ReadOnlySpan<int> tokenCounts)
    {
        List<int[]> runs = [];
        int first = 0;
        long length = 0;
        for (int i = 0; i < tokenCounts.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokenCounts[i], nameof(tokenCounts));
            length += tokenCounts[i];
            if (length < _options.Length && i + 1 < tokenCounts.Length)
            {
                continue;
            }

            if (i > first)
            {
                runs.Add([.. Enumerable.Range(first, i + 1 - first)]);
            }
            else if (_options.RepeatLoneSentences)
            {
                runs.Add([i, i]);
            }

            (first, length) = (i + 1, 0);
        }

        return [.. runs];
    }
}
