using System.Numerics.Tensors;
using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Writes the most likely token, again and again.</summary>
public sealed class GreedySearch : ISearch
{
    private readonly GreedySearchOptions _options;
    private readonly int _endId;
    private readonly ILogitsRule[] _rules;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How long, and what must not or must be written.</param>
    /// <param name="endId">The id of the token that finishes a text.</param>
    /// <param name="rules">Rules in addition to those of the options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public GreedySearch(GreedySearchOptions options, int endId, params IReadOnlyList<ILogitsRule> rules)
    {
        ArgumentNullException.ThrowIfNull(options);
        _rules = options.CreateRules(endId, forbidsEarlyEnd: true, rules);
        if (options.Count != 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Count, $"GreedySearch finds one text for each source, but Count is {options.Count}.");
        }

        _options = options;
        _endId = endId;
    }

    /// <inheritdoc/>
    public Hypothesis[][] Run(IDecoderSession session, ReadOnlySpan<ulong> keys = default, CancellationToken cancellationToken = default)
    {
        DecodingRows rows = new(session, _endId);
        Hypothesis[][] results = new Hypothesis[rows.Count][];
        double[] logProbabilities = new double[rows.Count];
        float[] modelScores = new float[rows.VocabularySize];
        List<int> parents = new(rows.Count);
        List<int> tokens = new(rows.Count);
        int steps = Math.Min(_options.MaximumLength, session.MaximumLength);
        for (int step = 0; step < steps && rows.Count > 0; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Step();
            parents.Clear();
            tokens.Clear();
            for (int row = 0; row < rows.Count; row++)
            {
                int source = rows.SourceOf(row);
                int token = Choose(rows, row, modelScores, ref logProbabilities[source]);
                if (token < 0 || token == _endId)
                {
                    results[source] = Result(rows.Written(row).ToArray(), logProbabilities[source], isFinished: token == _endId);
                }
                else
                {
                    parents.Add(row);
                    tokens.Add(token);
                }
            }

            rows.Continue([.. parents], [.. tokens]);
        }

        for (int row = 0; row < rows.Count; row++)
        {
            results[rows.SourceOf(row)] = Result(rows.Written(row).ToArray(), logProbabilities[rows.SourceOf(row)], isFinished: false);
        }

        return results;
    }

    private static Hypothesis[] Result(int[] tokens, double logProbability, bool isFinished) =>
        [new Hypothesis(tokens, logProbability, logProbability, isFinished)];

    // The most likely token that rules allow; -1 where they allow none.
    private int Choose(DecodingRows rows, int row, float[] modelScores, ref double logProbability)
    {
        Span<float> scores = rows.Logits(row);
        float logSum = LogProbabilities.LogSumExp(scores);
        scores.CopyTo(modelScores);
        foreach (ILogitsRule rule in _rules)
        {
            rule.Apply(rows.Context(row), scores);
        }

        int token = TensorPrimitives.IndexOfMax(scores);
        if (float.IsNegativeInfinity(scores[token]))
        {
            return -1;
        }

        logProbability += modelScores[token] - logSum;
        return token;
    }
}
