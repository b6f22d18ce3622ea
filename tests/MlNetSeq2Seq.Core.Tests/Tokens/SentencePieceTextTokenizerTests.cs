using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using static MlNetSeq2Seq.Tests.Shared.SmallTokenizers;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class SentencePieceTextTokenizerTests
{
    private static readonly (string, float, int)[] s_pieces =
        [.. T5Specials, ("▁", -3, Normal), ("红", -4, Normal), ("茶", -4, Normal), ("红茶", -5, Normal), ("A", -6, Normal), ("▁tea", -6, Normal)];

    [Fact]
    public void A_model_without_a_beginning_is_read_and_its_rows_have_none()
    {
        SentencePieceTextTokenizer tokenizer = T5();

        TokenSequence tokens = tokenizer.Encode("红茶 tea");

        Assert.Equal([3, 6, 8], tokens.Ids);
        Assert.Equal([new(0, 0), new(0, 2), new TextSpan(2, 4)], tokens.Offsets);
        Assert.Equal([0, 1, 2], tokens.Words);
        Assert.Equal((0, 2, 1, false, false), (tokenizer.SpecialTokens.PaddingId, tokenizer.SpecialTokens.UnknownId, tokenizer.SpecialTokens.SeparatorId, tokenizer.SpecialTokens.BeginsText, tokenizer.SpecialTokens.HasMask));
    }

    [Fact]
    public void Unknown_characters_in_a_row_are_one_token()
    {
        // google/sentencepiece, PopulateSentencePieceText: unknown pieces in a row are joined.
        TokenSequence tokens = T5().Encode("绿啊茶");

        Assert.Equal([3, 2, 5], tokens.Ids);
        Assert.Equal(new TextSpan(0, 2), tokens.Offsets[1]);
    }

    [Fact]
    public void Unknown_characters_are_their_bytes_where_the_model_has_these()
    {
        (string, float, int)[] pieces = [.. T5Specials, .. Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", 0f, SmallTokenizers.Byte)), ("▁", -3, Normal), ("茶", -4, Normal)];
        SentencePieceTextTokenizer tokenizer = Create(SentencePiece(pieces, byteFallback: true), pieces.Select(piece => piece.Item1));

        TokenSequence tokens = tokenizer.Encode("红茶😀");

        Assert.Equal([259, 3 + 0xE7, 3 + 0xBA, 3 + 0xA2, 260, 3 + 0xF0, 3 + 0x9F, 3 + 0x98, 3 + 0x80], tokens.Ids);
        Assert.Equal("红茶😀", tokenizer.Decode(tokens.Ids));
        Assert.Equal("茶\uFFFD", tokenizer.Decode([260, 3 + 0xE7]));
    }

    [Fact]
    public void Decoding_leaves_special_tokens_out_and_keeps_sentinels() =>
        Assert.Equal("红茶 tea<extra_id_0>", T5("<extra_id_0>").Decode([0, 3, 6, 8, 9, 1]));

    [Fact]
    public void Ids_are_those_of_the_vocabulary_whatever_the_order_of_the_model()
    {
        string[] vocabulary = ["<s>", "<pad>", "</s>", "<unk>", .. s_pieces.Skip(3).Select(piece => piece.Item1), "<mask>"];
        SentencePieceTextTokenizer tokenizer = Create(SentencePiece(s_pieces), vocabulary, new()
        {
            Model = [], KeepSpecialTokens = true, BeginsText = true,
            SpecialTokenNames = new SpecialTokenNames { Padding = "<pad>", Unknown = "<unk>", Classification = "<s>", Separator = "</s>", Mask = "<mask>" },
        });

        Assert.Equal([4, 7, 10, 4, 6, 3], tokenizer.Encode("红茶<mask>茶绿").Ids);
    }

    [Fact]
    public void Offsets_lead_to_the_text_that_was_given_also_where_characters_are_replaced()
    {
        SentencePieceTextTokenizer tokenizer = Create(SentencePiece(s_pieces, characterMap: FullWidthAMap()), s_pieces.Select(piece => piece.Item1));

        TokenSequence tokens = tokenizer.Encode("茶Ａ茶");

        Assert.Equal([3, 5, 7, 5], tokens.Ids);
        Assert.Equal([new(0, 1), new(1, 1), new TextSpan(2, 1)], tokens.Offsets[1..]);
    }

    [Theory]
    [InlineData("a", new[] { 3, 4 })]
    [InlineData("  a   a ", new[] { 3, 4, 3, 4 })]
    [InlineData("   ", new int[0])]
    [InlineData("", new int[0])]
    public void A_bpe_model_reads_texts_of_one_character_and_removes_extra_spaces(string text, int[] expected)
    {
        (string, float, int)[] pieces = [.. T5Specials, ("▁", 0, Normal), ("a", 0, Normal)];

        Assert.Equal(expected, Create(SentencePiece(pieces, modelType: 2), pieces.Select(piece => piece.Item1)).Encode(text).Ids);
    }

    [Fact]
    public void A_model_that_is_cut_off_anywhere_is_refused_in_one_sentence_or_has_too_few_pieces()
    {
        byte[] whole = SentencePiece(s_pieces);
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] model = whole[..length];
            try
            {
                // A message that ends between two fields is a whole one.
                Assert.True(Create(model, s_pieces.Select(piece => piece.Item1)).Vocabulary.Count > 0);
            }
            catch (InvalidDataException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Theory]
    [InlineData(3, 2, 1, "is of type 3; unigram models (1) and BPE models (2) are read.")]
    [InlineData(1, 77, 1, "has 9 pieces, but its ids for unknown, beginning and end are 77, -1 and 1.")]
    [InlineData(1, -1, 1, "has 9 pieces, but its ids for unknown, beginning and end are -1, -1 and 1.")]
    public void Models_of_another_kind_are_refused(int type, int unknown, int end, string message) => Assert.Contains(
        message,
        Assert.Throws<InvalidDataException>(() => Create(SentencePiece(s_pieces, type, unknown, end: end), s_pieces.Select(piece => piece.Item1))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_bpe_model_that_replaces_characters_is_refused() => Assert.Contains(
        "which Microsoft.ML.Tokenizers does not do",
        Assert.Throws<InvalidDataException>(() => Create(SentencePiece(s_pieces, modelType: 2, characterMap: FullWidthAMap()), s_pieces.Select(piece => piece.Item1))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_vocabulary_of_another_model_is_refused() => Assert.Equal(
        "The vocabulary of 8 tokens lacks the piece '▁tea' of the SentencePiece model: they do not belong together.",
        Assert.Throws<InvalidDataException>(() => Create(SentencePiece(s_pieces), s_pieces.SkipLast(1).Select(piece => piece.Item1))).Message);

    private static SentencePieceTextTokenizer T5(params string[] added) => Create(SentencePiece(s_pieces), [.. s_pieces.Select(piece => piece.Item1), .. added]);

    private static SentencePieceTextTokenizer Create(byte[] model, IEnumerable<string> vocabulary, SentencePieceTextTokenizerOptions? options = null) =>
        new(new Vocabulary(vocabulary), (options ?? new SentencePieceTextTokenizerOptions { Model = model }) with { Model = model });
}
