using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

/// <summary>Hugging Face's beam search written down as its description has it, without a thought for speed.</summary>
internal static class ReferencePooledBeam
{
    internal static Hypothesis[] Run(int vocabulary, int end, int seed, BeamSearchOptions options, bool stops)
    {
        int size = options.BeamSize;
        List<(double Score, int[] Tokens)> beam = [(0, [])];
        List<Hypothesis> pool = [];
        bool isDone = false;
        for (int step = 0; step < options.MaximumLength && !isDone; step++)
        {
            (double Score, int[] Tokens)[] candidates =
            [
                .. beam.SelectMany(hypothesis => Extend(hypothesis, vocabulary, seed))
                    .Where(next => next.Tokens[^1] != end || step >= options.MinimumLength)
                    .OrderByDescending(next => next.Score).Take(2 * size),
            ];
            List<(double Score, int[] Tokens)> next = [];
            for (int rank = 0; rank < candidates.Length && next.Count < size; rank++)
            {
                if (candidates[rank].Tokens[^1] != end)
                {
                    next.Add(candidates[rank]);
                }
                else if (rank < size)
                {
                    Add(pool, size, options, candidates[rank].Score, candidates[rank].Tokens[..^1], isFinished: true);
                }
            }

            beam = next;
            isDone = stops && pool.Count == size && (options.Stopping == BeamStopping.PoolIsFull
                || pool[^1].Score >= options.LengthPenalty.Score(candidates[0].Score, step, prefix: 0, isFinished: true));
        }

        foreach ((double score, int[] tokens) in isDone ? [] : beam)
        {
            Add(pool, size, options, score, tokens, isFinished: false);
        }

        return [.. pool.Take(options.Count)];
    }

    private static void Add(
        List<Hypothesis> pool, int size, BeamSearchOptions options, double logProbability, int[] tokens, bool isFinished)
    {
        double score = options.LengthPenalty.Score(logProbability, tokens.Length, prefix: 0, isFinished);
        pool.Add(new Hypothesis(tokens, logProbability, score, isFinished));
        Hypothesis[] best = [.. pool.OrderByDescending(hypothesis => hypothesis.Score).Take(size)];
        pool.Clear();
        pool.AddRange(best);
    }

    private static IEnumerable<(double Score, int[] Tokens)> Extend((double Score, int[] Tokens) hypothesis, int vocabulary, int seed)
    {
        float[] logits = TableSession.DrawnLogits(vocabulary, seed, 0, hypothesis.Tokens);
        double logSum = Math.Log(logits.Sum(logit => Math.Exp(logit)));
        return logits.Select((logit, token) => (hypothesis.Score + logit - logSum, (int[])[.. hypothesis.Tokens, token]));
    }
}
