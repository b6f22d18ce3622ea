using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models;

/// <summary>Compares a decoder session, token by token and with rows changing places, with the model's answer to whole sequences.</summary>
internal static class Continuation
{
    public static DecoderSessionOptions Options { get; } = new()
    {
        SpecialTokens = new SpecialTokens { PaddingId = 0, UnknownId = 1, ClassificationId = 2, SeparatorId = 3, MaskId = 4 },
    };

    public static PrefixSample Source(params int[] ids) => new(
        ids, new int[ids.Length], [.. ids.Select(_ => Labels.Ignore)], new AttentionShape(AttentionKind.SequenceToSequence, ids.Length, ids.Length));

    /// <summary>Writes random tokens for sources of unequal length; every answer must be the one to the whole sequence so far.</summary>
    public static void AssertEqualsWholeSequences<TModel>(TModel model, int[] sourceLengths, int steps, double tolerance = 2e-5)
        where TModel : Seq2SeqModel, IGenerativeModel => AssertEqualsWholeSequences(model, Whole, sourceLengths, steps, tolerance);

    /// <summary>The same for a model that reads its sources apart from what it writes.</summary>
    public static void AssertEqualsWholePairs<TModel>(TModel model, int startId, int[] sourceLengths, int steps, double tolerance = 2e-5)
        where TModel : Seq2SeqModel, IGenerativeModel
    {
        AssertEqualsWholeSequences(model, Pair, sourceLengths, steps, tolerance);

        TrainingSample Pair(int[] source, int[] written) => new Seq2SeqSample(source, [startId, .. written], AskedAtTheEnd(written.Length + 1));
    }

    private static void AssertEqualsWholeSequences<TModel>(
        TModel model, Func<int[], int[], TrainingSample> whole, int[] sourceLengths, int steps, double tolerance)
        where TModel : Seq2SeqModel, IGenerativeModel
    {
        model.eval();
        var random = new Random(5);
        int vocabulary = model.VocabularySize;
        int[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(5, vocabulary))];
        (int[] Source, int[] Written)[] rows = [.. sourceLengths.Select(length => (Draw(length), Array.Empty<int>()))];
        using IDecoderSession session = model.Start([.. rows.Select(row => Source(row.Source))], Options);
        int[] tokens = [];
        for (int step = 0; step <= steps; step++)
        {
            float[] logits = new float[rows.Length * vocabulary];
            session.Step(tokens, logits);
            for (int row = 0; row < rows.Length; row++)
            {
                AssertClose(Logits(model, whole(rows[row].Source, rows[row].Written)), logits.AsSpan(row * vocabulary, vocabulary), tolerance, step, row);
            }

            // Rows change places, the first is doubled in the second step and the last dropped in the third.
            int[] parents = [.. Enumerable.Range(0, rows.Length)];
            parents = step switch { 1 => [.. parents.Reverse(), 0], 2 => parents[..^1], _ => parents };
            session.Reorder(parents);
            tokens = Draw(parents.Length);
            rows = [.. parents.Zip(tokens, (parent, token) => (rows[parent].Source, (int[])[.. rows[parent].Written, token]))];
        }
    }

    private static TrainingSample Whole(int[] source, int[] written) => new CausalSample([.. source, .. written], AskedAtTheEnd(source.Length + written.Length));

    private static int[] AskedAtTheEnd(int length) => [.. Enumerable.Repeat(Labels.Ignore, length - 1), 0];

    private static float[] Logits(Seq2SeqModel model, TrainingSample sample)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        return model.Logits(PaddedBatch.Of([sample], 0)).Tokens.data<float>().ToArray();
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual, double tolerance, int step, int row)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"In step {step}, row {row}, token {i} has the logit {actual[i]}, wanted is {expected[i]}.");
        }
    }
}
