using System.Numerics.Tensors;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Scoring;

/// <summary>
/// Says how likely a model writes given texts: it is made to write them, token by token, and its log-probabilities are added up. So
/// the score is that of the model's own way of writing, whatever its architecture. Safe for several threads.
/// </summary>
public sealed class TextScorer
{
    private readonly LanguageModel _model;
    private readonly ScoreTextOptions _options;
    private readonly IGenerativeModel _writer;

    /// <summary>Prepares a model to score texts.</summary>
    /// <param name="model">The model; it must live as long as the scorer.</param>
    /// <param name="options">How it scores.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model does not write text.</exception>
    public TextScorer(LanguageModel model, ScoreTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _writer = model.Network as IGenerativeModel
            ?? throw new ArgumentException($"ScoreText needs a model that writes text, but {model.Network.GetType().Name} does not.", nameof(model));
        (_model, _options) = (model, options);
    }

    /// <summary>Scores texts.</summary>
    /// <param name="pairs">What is read before, empty for nothing, and the text that is scored.</param>
    /// <returns>One for each pair, in their order.</returns>
    /// <exception cref="ArgumentException">A text is empty, or a pair is too long for the model.</exception>
    public TextScore[] Score(IReadOnlyList<(string Source, string Text)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        PrefixSample[] sources = new PrefixSample[pairs.Count];
        int[][] targets = new int[pairs.Count][];
        for (int i = 0; i < pairs.Count; i++)
        {
            targets[i] = Target(pairs[i].Text, i);
            sources[i] = Source(pairs[i].Source, targets[i].Length, i);
        }

        TextScore[] scores = new TextScore[pairs.Count];
        foreach (int[] batch in Enumerable.Range(0, pairs.Count).OrderBy(i => targets[i].Length).Chunk(_options.BatchSize))
        {
            double[] logProbabilities = Write([.. batch.Select(i => sources[i])], [.. batch.Select(i => targets[i])]);
            foreach ((int i, double logProbability) in batch.Zip(logProbabilities))
            {
                scores[i] = new TextScore(logProbability, targets[i].Length);
            }
        }

        return scores;
    }

    private int[] Target(string text, int number)
    {
        int[] ids = _model.Tokenizer.Encode(text).Ids;
        return ids.Length > 0 ? [.. ids, _model.Tokenizer.SpecialTokens.SeparatorId] : throw new ArgumentException($"ScoreText found no token in text {number}.");
    }

    private PrefixSample Source(string text, int targetLength, int number)
    {
        SpecialTokens special = _model.SourceTokenizer.SpecialTokens;
        int longest = _model.Network.MaximumLength;
        int room = _writer.SharesPositions ? longest - targetLength : longest;
        if (targetLength >= longest || room < 1)
        {
            throw new ArgumentException($"ScoreText got {targetLength} tokens to score in text {number}, but the model has room for {longest - 1}.");
        }

        if (text.Length == 0)
        {
            // A language model begins after its start token alone.
            return new PrefixSample([special.ClassificationId], [0], [Labels.Ignore], new AttentionShape(AttentionKind.LeftToRight, 1, 1));
        }

        var layout = new PrefixLmLayout(new PrefixLmOptions { SpecialTokens = special, MaximumLength = room + targetLength, Truncation = PairTruncation.None });
        return layout.AssembleSource(_model.SourceTokenizer.Encode(text).Ids, targetLength);
    }

    // Rows that are done are dropped, so the batch shrinks towards its longest.
    private double[] Write(PrefixSample[] sources, int[][] targets)
    {
        double[] sums = new double[sources.Length];
        int[] rows = [.. Enumerable.Range(0, sources.Length)];
        using (_model.Enter())
        {
            using IDecoderSession session = _writer.Start(sources, new DecoderSessionOptions { SpecialTokens = _model.SourceTokenizer.SpecialTokens });
            float[] logits = new float[rows.Length * session.VocabularySize];
            session.Step([], logits);
            for (int step = 0; rows.Length > 0; step++)
            {
                for (int i = 0; i < rows.Length; i++)
                {
                    sums[rows[i]] += LogProbability(logits.AsSpan(i * session.VocabularySize, session.VocabularySize), targets[rows[i]][step]);
                }

                int[] parents = [.. Enumerable.Range(0, rows.Length).Where(i => step + 1 < targets[rows[i]].Length)];
                rows = [.. parents.Select(i => rows[i])];
                if (rows.Length > 0)
                {
                    session.Reorder(parents);
                    session.Step([.. rows.Select(row => targets[row][step])], logits.AsSpan(0, rows.Length * session.VocabularySize));
                }
            }
        }

        return sums;
    }

    private static double LogProbability(ReadOnlySpan<float> logits, int token)
    {
        // The largest is taken out first, or exp overflows.
        float largest = TensorPrimitives.Max(logits);
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - largest);
        }

        return logits[token] - largest - Math.Log(sum);
    }
}
