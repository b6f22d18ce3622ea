using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Masking;

public sealed class SimilarWordsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Words_in_the_same_company_are_neighbours()
    {
        // 10 and 11 stand between 20 and 21, 12 and 13 between 22 and 23.
        SimilarWords similar = Learn(
            new SimilarWordsOptions { MinimumCount = 1, Window = 1, NeighbourCount = 1 },
            [[20, 10, 21], [20, 11, 21], [22, 12, 23], [22, 13, 23]]);

        Assert.Equal([11], NeighboursOf(similar, 10));
        Assert.Equal([10], NeighboursOf(similar, 11));
        Assert.Equal([13], NeighboursOf(similar, 12));
        Assert.Equal([12], NeighboursOf(similar, 13));
    }

    [Fact]
    public void Neighbours_have_as_many_tokens()
    {
        // The pair 14-15 is one word in the company of 10, but not of its length.
        SimilarWordsBuilder builder = new(new SimilarWordsOptions { MinimumCount = 1, Window = 1 });
        (int[] Ids, int[] Words)[] rows = [([20, 10, 21], [0, 1, 2]), ([20, 14, 15, 21], [0, 1, 1, 2]), ([20, 11, 21], [0, 1, 2])];
        Array.ForEach(rows, row => builder.Count(row.Ids, row.Words));
        Array.ForEach(rows, row => builder.Relate(row.Ids, row.Words));
        SimilarWords similar = builder.Build();

        Assert.Contains(similar.Words, word => word.SequenceEqual([14, 15]));
        Assert.Equal([11], NeighboursOf(similar, 10));
        Assert.Empty(similar.Neighbours[similar.Words.Index().Single(word => word.Item.Length == 2).Index]);
    }

    [Fact]
    public void Rare_words_and_special_tokens_are_left_out()
    {
        SimilarWordsBuilder builder = new(new SimilarWordsOptions { MinimumCount = 2, MaximumWords = 2 });
        builder.Count([2, 10, 10, 11, 11, 11, 12, 12, 13, 3], [-1, 0, 1, 2, 3, 4, 5, 6, 7, -1]);

        Assert.Equal([11, 10], builder.Build().Words.Select(word => Assert.Single(word)));
    }

    [Fact]
    public void Order_of_rows_does_not_matter()
    {
        KeyedRandom random = new(1);
        int[][] rows = [.. Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, 12).Select(_ => random.Next(10, 30)).ToArray())];
        SimilarWordsOptions options = new() { MinimumCount = 2, NeighbourCount = 4 };

        SimilarWords there = Learn(options, rows);
        SimilarWords back = Learn(options, [.. rows.Reverse()]);

        Assert.Equal(there.Words, back.Words);
        Assert.Equal(there.Neighbours, back.Neighbours);
        Assert.All(there.Neighbours, neighbours => Assert.Equal(4, neighbours.Length));
    }

    [Fact]
    public void Counting_after_relating_is_refused()
    {
        SimilarWordsBuilder builder = new();
        builder.Relate([10], [0]);

        Assert.Throws<InvalidOperationException>(() => builder.Count([10], [0]));
        Assert.Throws<ArgumentException>(() => builder.Relate([10], []));
    }

    [Theory]
    [InlineData("4 2\n红茶 1 0\n绿茶 0.9 0.1\n雨伞 0 1\n茶 1 0\n")]
    [InlineData("红茶 1 0\n绿茶 0.9 0.1\n雨伞 0 1\n茶 1 0\n")]
    [InlineData("红茶 100 0\n\n绿茶 0.9 0.1\n雨伞 0 2\n红茶 0 1\n无此字 1 1\n茶 3 0\n")]
    public void Word2Vec_file_gives_the_words_of_greatest_cosine(string content)
    {
        SimilarWords similar = Read(content);

        // 红茶 绿茶 雨伞 茶
        Assert.Equal([[5, 6], [7, 6], [8, 9], [6]], similar.Words);
        Assert.Equal([[1], [0, 2], [1], []], similar.Neighbours);
    }

    [Theory]
    [InlineData("红茶 1 0\n绿茶 1\n", "Line 2 of the word vectors '", "' has 1 values after the word, but wanted are 2 numbers.")]
    [InlineData("红茶 1 x\n", "Line 1 of the word vectors '", "' has 2 values after the word, but wanted are 2 numbers.")]
    [InlineData("红茶\n", "Line 1 of the word vectors '", "' has 0 values after the word, but wanted are 1 numbers.")]
    [InlineData("无 1 0\n", "The word vectors '", "' have no word whose tokens the vocabulary has.")]
    public void Says_which_line_is_no_word_vector(string content, string start, string end)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(content)).Message;

        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_that_does_not_hold_together_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SimilarWords { Words = [[1]], Neighbours = [] }.Check(9));
        Assert.Throws<ArgumentException>(() => new SimilarWords { Words = [[9]], Neighbours = [[]] }.Check(9));
        Assert.Throws<ArgumentException>(() => new SimilarWords { Words = [[1], [2, 3]], Neighbours = [[1], []] }.Check(9));
    }

    private static SimilarWords Learn(SimilarWordsOptions options, int[][] rows)
    {
        SimilarWordsBuilder builder = new(options);
        Array.ForEach(rows, row => builder.Count(row, [.. Enumerable.Range(0, row.Length)]));
        Array.ForEach(rows, row => builder.Relate(row, [.. Enumerable.Range(0, row.Length)]));
        return builder.Build();
    }

    private static int[] NeighboursOf(SimilarWords similar, int id) =>
        [.. similar.Neighbours[similar.Words.Index().Single(word => word.Item.SequenceEqual([id])).Index].Select(n => similar.Words[n][0])];

    private SimilarWords Read(string content)
    {
        string path = Path.Combine(_folder, "vectors.txt");
        File.WriteAllText(path, content);
        Vocabulary vocabulary = TestTokens.Vocabulary("红", "茶", "绿", "雨", "伞");
        return SimilarWords.ReadWord2Vec(path, new BertTextTokenizer(vocabulary), unknownId: 1);
    }
}
