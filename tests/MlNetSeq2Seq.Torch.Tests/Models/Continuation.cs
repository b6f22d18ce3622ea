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
    public static void AssertEqualsWholeSequences(Seq2SeqModel model, IGenerativeModel writer, int[] sourceLengths, int steps, double tolerance = 2e-5)
    {
        model.eval();
        var random = new Random(5);
        int vocabulary = model.VocabularySize;
        List<int>[] rows = [.. sourceLengths.Select(length => Enumerable.Range(0, length).Select(_ => random.Next(5, vocabulary)).ToList())];
        using IDecoderSession session = writer.Start([.. rows.Select(row => Source([.. row]))], Options);
        int[] tokens = [];
        for (int step = 0; step <= steps; step++)
        {
            float[] logits = new float[rows.Length * vocabulary];
            session.Step(tokens, logits);
            for (int row = 0; row < rows.Length; row++)
            {
                AssertClose(WholeSequence(model, rows[row]), logits.AsSpan(row * vocabulary, vocabulary), tolerance, step, row);
            }

            // Rows change places, the first is doubled in the second step and the last dropped in the third.
            int[] parents = [.. Enumerable.Range(0, rows.Length)];
            parents = step switch { 1 => [.. parents.Reverse(), 0], 2 => parents[..^1], _ => parents };
            session.Reorder(parents);
            rows = [.. parents.Select(parent => rows[parent].ToList())];
            tokens = [.. rows.Select(_ => random.Next(5, vocabulary))];
            for (int row = 0; row < rows.Length; row++)
            {
                rows[row].Add(tokens[row]);
            }
        }
    }

    private static float[] WholeSequence(Seq2SeqModel model, List<int> ids)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        int[] labels = [.. Enumerable.Repeat(Labels.Ignore, ids.Count - 1), 0];
        return model.Logits(PaddedBatch.Of([new CausalSample([.. ids], labels)], 0)).Tokens.data<float>().ToArray();
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual, double tolerance, int step, int row)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"In step {step}, row {row}, token {i} has the logit {actual[i]}, wanted is {expected[i]}.");
        }
    }
}
