using MlNetSeq2Seq.Objectives.Unilm;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Unilm;

/// <summary>The pairs of the source's own corpus.</summary>
public sealed class UnilmCorpusGoldenTests
{
    // Bytes of the published pretrain_sample.txt, of which the source makes 2,589 pairs at length 100 and 1,168 at 512.
    private const int PublishedSize = 652_381;

    private static readonly Lazy<(int Size, int[][] Documents)> Corpus = new(Read);

    [SharedTheory]
    [InlineData(100, 2589, 127)]
    [InlineData(512, 1168, 19)]
    public void Corpus_gives_as_many_pairs_as_in_the_source(int length, int published, int publishedAlone)
    {
        UnilmChunking chunking = new(new UnilmChunkingOptions { Length = length });
        int[][][] runs = [.. Corpus.Value.Documents.Select(document => chunking.Apply(document))];
        int[][][] expected = [.. Corpus.Value.Documents.Select(document => ReferenceUnilmChunks.Of(document, length).ToArray())];
        int pairs = runs.Sum(document => document.Length);
        int alone = runs.Sum(document => document.Count(run => run is [int first, int second] && first == second));

        Assert.Equal(expected, runs);
        Assert.True(pairs > 0);
        Assert.Equal(
            Corpus.Value.Size == PublishedSize ? (published, publishedAlone) : (expected.Sum(document => document.Length), alone), (pairs, alone));
    }

    private static (int Size, int[][] Documents) Read()
    {
        BertTextTokenizer tokenizer = new(Vocabulary.ReadFile(SharedData.Path("corpora/bert-base-chinese.vocab.txt")));
        string text = File.ReadAllText(SharedData.Path("corpora/pretrain_sample.txt"));
        return (
            System.Text.Encoding.UTF8.GetByteCount(text),
            [
                .. text.Split('\n').Select(line => UnilmSentences.Split(line)
                    .Select(span => tokenizer.Encode(span.Of(line).ToString()).Length).Where(tokens => tokens > 0).ToArray()),
            ]);
    }
}
