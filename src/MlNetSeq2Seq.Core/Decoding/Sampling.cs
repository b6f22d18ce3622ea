using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Draws each token from the model's distribution, filtered by <see cref="SamplingFilter"/>.</summary>
/// <remarks>
/// What is drawn follows from (seed, key of the source, number of the text) alone: not from the batch, nor from other texts.
/// </remarks>
public sealed class Sampling : ISearch
{
    private readonly SamplingOptions _options;
    private readonly SamplingFilter _filter;
    private readonly int _endId;
    private readonly ILogitsRule[] _rules;

    /// <summary>Checks the options.</summary>
    /// <param name="options">What is drawn from, how long, and what must not or must be written.</param>
    /// <param name="endId">The id of the token that finishes a text.</param>
    /// <param name="rules">Rules in addition to those of the options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Sampling(SamplingOptions options, int endId, params IReadOnlyList<ILogitsRule> rules)
    {
        ArgumentNullException.ThrowIfNull(options);
        _rules = options.CreateRules(endId, forbidsEarlyEnd: true, rules);
        _filter = new SamplingFilter(options.Temperature, options.TopK, options.TopP);
        _options = options;
        _endId = endId;
    }

    /// <inheritdoc/>
    public Hypothesis[][] Run(IDecoderSession session, ReadOnlySpan<ulong> keys = default, CancellationToken cancellationToken = default)
    {
        DecodingRows rows = new(session, _endId);
        if (!keys.IsEmpty && keys.Length != rows.Count)
        {
            throw new ArgumentException($"Sampling needs a key for each of {rows.Count} sources, but got {keys.Length}.", nameof(keys));
        }

        Hypothesis[][] results = [.. Enumerable.Range(0, rows.Count).Select(_ => new Hypothesis[_options.Count])];
        List<Draw> draws = Draws(rows.Count, keys);
        float[] modelScores = new float[rows.VocabularySize];
        int steps = Math.Min(_options.MaximumLength, session.MaximumLength);
        for (int step = 0; step < steps && draws.Count > 0; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Step();
            List<int> parents = new(draws.Count);
            List<int> tokens = new(draws.Count);
            List<Draw> others = new(draws.Count);
            int filtered = -1;
            float logSum = 0;
            foreach (Draw draw in draws)
            {
                // The first step has one row for all the texts of a source.
                if (draw.Row != filtered)
                {
                    filtered = draw.Row;
                    logSum = Filter(rows, filtered, modelScores);
                }

                int token = draw.From(rows.Logits(filtered));
                draw.LogProbability += token < 0 ? 0 : modelScores[token] - logSum;
                if (token < 0 || token == _endId)
                {
                    results[draw.Source][draw.Number] = draw.Result(rows.Written(filtered).ToArray(), isFinished: token == _endId);
                }
                else
                {
                    parents.Add(filtered);
                    tokens.Add(token);
                    draw.Row = others.Count;
                    others.Add(draw);
                }
            }

            rows.Continue([.. parents], [.. tokens]);
            draws = others;
        }

        foreach (Draw draw in draws)
        {
            results[draw.Source][draw.Number] = draw.Result(rows.Written(draw.Row).ToArray(), isFinished: false);
        }

        return [.. results.Select(texts => texts.OrderByDescending(text => text.Score).ToArray())];
    }

    private List<Draw> Draws(int sources, ReadOnlySpan<ulong> keys)
    {
        List<Draw> draws = new(sources * _options.Count);
        for (int source = 0; source < sources; source++)
        {
            ulong key = keys.IsEmpty ? (ulong)source : keys[source];
            for (int number = 0; number < _options.Count; number++)
            {
                draws.Add(new Draw(source, number, new KeyedRandom(unchecked((ulong)_options.Seed), key, (ulong)number)));
            }
        }

        return draws;
    }

    private float Filter(DecodingRows rows, int row, float[] modelScores)
    {
        Span<float> scores = rows.Logits(row);
        float logSum = LogProbabilities.LogSumExp(scores);
        scores.CopyTo(modelScores);
        foreach (ILogitsRule rule in _rules)
        {
            rule.Apply(rows.Context(row), scores);
        }

        if (scores.IndexOfAnyExcept(float.NegativeInfinity) >= 0)
        {
            _filter.Apply(scores);
        }
        else
        {
            scores.Clear();
        }

        return logSum;
    }

    /// <summary>A text that is being drawn.</summary>
    private sealed class Draw(int source, int number, KeyedRandom random)
    {
        internal int Source { get; } = source;

        internal int Number { get; } = number;

        internal int Row { get; set; } = source;

        internal double LogProbability { get; set; }

        internal Hypothesis Result(int[] tokens, bool isFinished) => new(tokens, LogProbability, LogProbability, isFinished);

        // -1 where nothing is allowed.
        internal int From(ReadOnlySpan<float> probabilities)
        {
            double point = random.NextDouble();
            double sum = 0;
            int last = -1;
            for (int token = 0; token < probabilities.Length; token++)
            {
                if (probabilities[token] > 0)
                {
                    sum += probabilities[token];
                    last = token;
                    if (point < sum)
                    {
                        break;
                    }
                }
            }

            return last;
        }
    }
}
