using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models;

/// <summary>What must hold of every decoder session, whatever it keeps of the past.</summary>
internal static class SessionLaws
{
    private const int Steps = 6;

    /// <summary>
    /// That rows that are doubled, exchanged and dropped get the logits that a new session gives for the same texts: nothing of one row
    /// is left in another.
    /// </summary>
    public static void AssertRowsGoOnAlone(IGenerativeModel model, params PrefixSample[] sources)
    {
        var random = new Random(7);
        using IDecoderSession session = model.Start(sources, Sources.Padded(0));
        int size = session.VocabularySize;
        List<(int Source, int[] Written)> rows = [.. Enumerable.Range(0, sources.Length).Select(source => (source, Array.Empty<int>()))];
        float[] logits = new float[rows.Count * size];
        session.Step([], logits);
        for (int step = 0; step < Steps; step++)
        {
            // Beams of equal number, then rows in disorder, then one row of each source, again and again.
            int[] parents = (step % 3) switch
            {
                0 => [.. rows.SelectMany((_, row) => new[] { row, row })],
                1 => [.. Enumerable.Range(0, rows.Count).OrderBy(_ => random.Next())],
                _ => [.. rows.Index().GroupBy(row => row.Item.Source).OrderBy(group => group.Key).Select(group => group.Last().Index)],
            };
            session.Reorder(parents);
            int[] tokens = [.. parents.Select(_ => random.Next(5, size))];
            rows = [.. parents.Zip(tokens, (parent, token) => (rows[parent].Source, (int[])[.. rows[parent].Written, token]))];
            logits = new float[rows.Count * size];
            session.Step(tokens, logits);
            for (int row = 0; row < rows.Count; row++)
            {
                AssertClose(Alone(model, sources[rows[row].Source], rows[row].Written), logits.AsSpan(row * size, size));
            }
        }
    }

    /// <summary>That a session that writes a token at a time scores what the model scores of the whole row.</summary>
    public static void AssertScoresOfWholeRows(Seq2SeqModel model, int[] source, int[] written)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using IDecoderSession session = ((IGenerativeModel)model).Start([Sources.Of(source)], Sources.Padded(0));
        int[] prefix = session.Prefix(0).ToArray();
        int[] read = [.. prefix, .. written];
        int[] labels = [.. read.Select((_, place) => place < prefix.Length - 1 ? Labels.Ignore : 5)];
        TrainingSample sample = prefix.AsSpan().SequenceEqual(source) ? new CausalSample(read, labels) : new Seq2SeqSample(source, read, labels);
        Tensor whole = model.Logits(PaddedBatch.Of([sample], 0)).Tokens; // [written + 1, vocabulary]
        float[] logits = new float[session.VocabularySize];
        for (int step = 0; step <= written.Length; step++)
        {
            session.Step(step == 0 ? [] : [written[step - 1]], logits);

            TensorAssert.Close(whole[step], tensor(logits), 1e-5);
        }
    }

    private static float[] Alone(IGenerativeModel model, PrefixSample source, int[] written)
    {
        using IDecoderSession session = model.Start([source], Sources.Padded(0));
        float[] logits = new float[session.VocabularySize];
        session.Step([], logits);
        foreach (int token in written)
        {
            session.Step([token], logits);
        }

        return logits;
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5);
        }
    }
}
