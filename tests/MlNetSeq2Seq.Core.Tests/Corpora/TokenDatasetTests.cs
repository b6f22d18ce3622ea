using System.Buffers.Binary;
using System.Security.Cryptography;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Corpora;

public sealed class TokenDatasetTests : IDisposable
{
    private static readonly Vocabulary Small = TestTokens.Vocabulary([.. Enumerable.Range(0, 95).Select(i => $"t{i}")]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_back_what_was_written()
    {
        TokenDocument[] documents =
        [
            new([7, 8, 9, 10, 99], [0, 0, 1, 2, 2], [0, 3]),
            new([5], [0], [0]),
            new([20, 21], [0, 1], [0, 1]),
        ];
        using TokenDataset dataset = TokenDataset.Open(Write(Small, documents));
        Assert.Equal((3, 5, 8, 100), (dataset.DocumentCount, dataset.SentenceCount, dataset.TokenCount, dataset.VocabularySize));
        AssertEqual(documents, dataset);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(65_536)]
    [InlineData(65_537)] // ids no longer fit into two bytes
    public void Gives_back_any_documents(int vocabularySize)
    {
        Vocabulary vocabulary = TestTokens.Vocabulary([.. Enumerable.Range(5, vocabularySize - 5).Select(i => $"t{i}")]);
        KeyedRandom random = new(1, (ulong)vocabularySize);
        TokenDocument[] documents = [.. Enumerable.Range(0, 200).Select(_ => Document(random, vocabularySize))];
        documents[17].Ids[0] = vocabularySize - 1;
        using TokenDataset dataset = TokenDataset.Open(Write(vocabulary, documents));
        AssertEqual(documents, dataset);
        Assert.True(dataset.IsOf(vocabulary));
        Assert.False(dataset.IsOf(TestTokens.Vocabulary([.. Enumerable.Range(5, vocabularySize - 5).Select(i => $"u{i}")])));
        Assert.Equal(vocabularySize > 65_536 ? 4 : 2, TokenDatasetFile.ReadHeader(_folder.Path("a.tokens")).IdSize);
    }

    [Fact]
    public void May_be_empty()
    {
        using TokenDataset dataset = TokenDataset.Open(Write(Small));
        Assert.Equal((0, 0), (dataset.DocumentCount, dataset.TokenCount));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Read(0));
    }

    [Fact]
    public void What_is_not_completed_leaves_nothing_behind()
    {
        using (TokenDatasetWriter writer = new(_folder.Path("a.tokens"), Small))
        {
            writer.Append(new([7], [0], [0]));
            Assert.Throws<FileNotFoundException>(() => TokenDataset.Open(_folder.Path("a.tokens")));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Path("")));
    }

    [Fact]
    public void Completing_leaves_nothing_but_the_file()
    {
        Write(Small, new TokenDocument([7], [0], [0]));
        Assert.Equal(["a.tokens"], Directory.EnumerateFiles(_folder.Path("")).Select(Path.GetFileName));
    }

    [Fact]
    public void Two_writers_cannot_write_one_file()
    {
        using TokenDatasetWriter writer = new(_folder.Path("a.tokens"), Small);
        Assert.ThrowsAny<IOException>(() => new TokenDatasetWriter(_folder.Path("a.tokens"), Small));
    }

    [Theory]
    [InlineData(new[] { 7, 100 }, new[] { 0, 1 }, new[] { 0 }, "the id 100, but the vocabulary has 100 tokens")]
    [InlineData(new[] { -1 }, new[] { 0 }, new[] { 0 }, "the id -1")]
    [InlineData(new[] { 7, 8 }, new[] { 0 }, new[] { 0 }, "has 2 and 1")]
    [InlineData(new int[0], new int[0], new int[0], "has 0 and 0")]
    [InlineData(new[] { 7, 8 }, new[] { 0, 1 }, new[] { 1 }, "begin at 1")]
    [InlineData(new[] { 7, 8 }, new[] { 0, 1 }, new[] { 0, 0 }, "begin at 0, 0")]
    [InlineData(new[] { 7, 8 }, new[] { 0, 1 }, new[] { 0, 2 }, "begin at 0, 2")]
    [InlineData(new[] { 7, 8 }, new[] { 0, 1 }, new int[0], "2 tokens begin at 0 and rise")]
    public void Documents_that_are_none_are_not_written(int[] ids, int[] words, int[] sentences, string reason)
    {
        using TokenDatasetWriter writer = new(_folder.Path("a.tokens"), Small);
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => writer.Append(new(ids, words, sentences))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(-1)]
    public void A_file_that_is_cut_off_is_refused(int length)
    {
        byte[] bytes = File.ReadAllBytes(Write(Small, new TokenDocument([7, 8], [0, 1], [0])));
        string path = _folder.Write("cut.tokens", bytes[..(length < 0 ? ^1 : length)]);
        string message = Assert.Throws<InvalidDataException>(() => TokenDataset.Open(path)).Message;
        Assert.Contains(length is 0 or 127 ? "is no file of a token dataset" : "cut off or damaged", message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "is no file of a token dataset")]
    [InlineData(8, "of version")]
    [InlineData(12, "damaged header")]
    [InlineData(16, "damaged header")]
    [InlineData(39, "damaged header")]
    [InlineData(60, "damaged header")]
    [InlineData(127, "damaged header")]
    public void A_file_with_a_changed_header_is_refused(int at, string reason)
    {
        byte[] bytes = File.ReadAllBytes(Write(Small, new TokenDocument([7, 8], [0, 1], [0])));
        bytes[at] ^= 0x40;
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => TokenDataset.Open(_folder.Write("bad.tokens", bytes))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, long.MaxValue)] // documents
    [InlineData(24, -1L)] // sentences
    [InlineData(32, long.MaxValue)] // tokens
    [InlineData(32, 1L << 56)]
    public void A_header_that_was_made_to_harm_is_refused(int at, long value)
    {
        byte[] bytes = File.ReadAllBytes(Write(Small, new TokenDocument([7, 8], [0, 1], [0])));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
        SHA256.HashData(bytes.AsSpan(0, 120)).AsSpan(0, 8).CopyTo(bytes.AsSpan(120));
        Assert.Throws<InvalidDataException>(() => TokenDataset.Open(_folder.Write("bad.tokens", bytes)));
    }

    [Fact]
    public void Damage_in_the_middle_is_found_by_who_reads_there()
    {
        KeyedRandom random = new(2);
        byte[] whole = File.ReadAllBytes(Write(Small, [.. Enumerable.Range(0, 20).Select(_ => Document(random, 100))]));
        TokenDatasetHeader header = TokenDatasetFile.ReadHeader(_folder.Path("a.tokens"));
        foreach (long at in (long[])[TokenDatasetHeader.IdsAt + 1, header.SentencesAt + 3, header.DocumentsAt + 7, header.DocumentsAt + 15])
        {
            byte[] bytes = [.. whole];
            bytes[at] = 0xFF;
            using TokenDataset dataset = TokenDataset.Open(_folder.Write("bad.tokens", bytes));
            Assert.Contains("is damaged at its document 0", Assert.Throws<InvalidDataException>(() => dataset.Read(0)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Random_damage_gives_an_answer_or_a_refusal()
    {
        KeyedRandom random = new(3);
        byte[] whole = File.ReadAllBytes(Write(Small, [.. Enumerable.Range(0, 20).Select(_ => Document(random, 100))]));
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = [.. whole];
            bytes[random.Next(TokenDatasetHeader.Size, bytes.Length)] = (byte)random.Next(256);
            using TokenDataset dataset = TokenDataset.Open(_folder.Write("bad.tokens", bytes));
            for (long document = 0; document < dataset.DocumentCount; document++)
            {
                refused += Record.Exception(() => dataset.Read(document)) switch
                {
                    null => 0,
                    InvalidDataException => 1,
                    Exception e => throw new InvalidOperationException("Damage led to another error.", e),
                };
            }
        }

        Assert.True(refused > 0);
    }

    private static TokenDocument Document(KeyedRandom random, int vocabularySize)
    {
        int length = random.Next(1, 90);
        int[] words = new int[length];
        List<int> sentences = [0];
        for (int i = 1; i < length; i++)
        {
            words[i] = words[i - 1] + random.Next(2);
            if (random.Next(8) == 0)
            {
                sentences.Add(i);
            }
        }

        return new TokenDocument([.. Enumerable.Range(0, length).Select(_ => random.Next(vocabularySize))], words, [.. sentences]);
    }

    private static void AssertEqual(TokenDocument[] expected, TokenDataset dataset)
    {
        Assert.Equal(expected.Length, dataset.DocumentCount);
        for (int i = expected.Length - 1; i >= 0; i--)
        {
            TokenDocument actual = dataset.Read(i);
            Assert.Equal(expected[i].Ids, actual.Ids);
            Assert.Equal(expected[i].Words, actual.Words);
            Assert.Equal(expected[i].SentenceStarts, actual.SentenceStarts);
        }
    }

    private string Write(Vocabulary vocabulary, params TokenDocument[] documents)
    {
        using TokenDatasetWriter writer = new(_folder.Path("a.tokens"), vocabulary);
        Assert.All(documents, writer.Append);
        writer.Complete();
        return _folder.Path("a.tokens");
    }
}
