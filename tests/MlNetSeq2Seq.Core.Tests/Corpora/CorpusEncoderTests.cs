using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Corpora;

public sealed class CorpusEncoderTests
{
    // 5 雨 6 停 7 了 8 。 9 街 10 上 11 亮 12 灯 13 the 14 ##se
    private static readonly BertTextTokenizer Tokenizer =
        new(TestTokens.Vocabulary("雨", "停", "了", "。", "街", "上", "亮", "灯", "the", "##se"), segmenter: new Pairs());

    [Fact]
    public void Keeps_words_and_sentences()
    {
        TokenDocument document = Assert.Single(new CorpusEncoder(Tokenizer).Encode("雨停了。街上亮灯"));
        Assert.Equal([5, 6, 7, 8, 9, 10, 11, 12], document.Ids);
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3], document.Words);
        Assert.Equal([0, 4], document.SentenceStarts);
    }

    [Fact]
    public void A_line_end_ends_a_sentence_and_a_word() =>
        Assert.Equal([0, 1, 4], Assert.Single(new CorpusEncoder(Tokenizer).Encode("雨\n停了。\n\n街")).SentenceStarts);

    [Theory]
    [InlineData(4, "5 6 7 8|9 10 11 12")]
    [InlineData(5, "5 6 7 8|9 10 11 12")]
    [InlineData(6, "5 6 7 8 9 10|11 12")]
    [InlineData(8, "5 6 7 8 9 10 11 12")]
    [InlineData(2, "5 6|7 8|9 10|11 12")] // a long sentence is cut where words end
    [InlineData(3, "5 6|7 8|9 10|11 12")]
    [InlineData(1, "5|6|7|8|9|10|11|12")] // or within, where they are longer than a row may be
    public void Long_documents_become_rows_of_whole_sentences(int maximum, string expected) => Assert.Equal(
        expected,
        string.Join('|', new CorpusEncoder(Tokenizer, new CorpusEncoderOptions { MaximumTokens = maximum }).Encode("雨停了。\n街上\n亮灯")
            .Select(row => string.Join(' ', row.Ids))));

    [Fact]
    public void Short_rows_are_left_out() =>
        Assert.Equal([5, 6, 7, 8], Assert.Single(new CorpusEncoder(Tokenizer, new CorpusEncoderOptions { MaximumTokens = 4, MinimumTokens = 3 }).Encode("雨停了。\n街上")).Ids);

    // What is left out lies between what is kept, and there is more of it than the first arrays hold.
    [Fact]
    public void Rows_after_one_that_is_left_out_are_whole()
    {
        string text = string.Concat(Enumerable.Repeat("雨停了。\n街\n雨停了街上亮灯\n", 500));
        IReadOnlyList<TokenDocument> rows = new CorpusEncoder(Tokenizer, new CorpusEncoderOptions { MaximumTokens = 7, MinimumTokens = 6 }).Encode(text);
        Assert.Equal(500, rows.Count);
        Assert.All(rows, row => Assert.Equal([5, 6, 7, 9, 10, 11, 12], row.Ids));
        Assert.All(rows, row => Assert.Equal([0, 0, 1, 1, 2, 2, 3], row.Words));
        Assert.All(rows, row => Assert.Equal([0], row.SentenceStarts));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public void Nothing_gives_nothing(string text) => Assert.Empty(new CorpusEncoder(Tokenizer).Encode(text));

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.ThrowsAny<ArgumentException>(() => new CorpusEncoder(Tokenizer, new CorpusEncoderOptions { MaximumTokens = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => new CorpusEncoder(Tokenizer, new CorpusEncoderOptions { MinimumTokens = 0 }));
    }

    /// <summary>Every two characters are a word.</summary>
    private sealed class Pairs : IWordSegmenter
    {
        public TextSpan[] Segment(string text) =>
            [.. Enumerable.Range(0, (text.Length + 1) / 2).Select(i => new TextSpan(2 * i, Math.Min(2, text.Length - (2 * i))))];
    }
}
