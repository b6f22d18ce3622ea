using Microsoft.ML.Tokenizers;
using static MlNetSeq2Seq.Tests.Shared.SmallTokenizers;

namespace Packages.Tests.Tokenizers;

public sealed class SentencePieceTokenizerTests
{
    // Ids as SentencePiece gives them by default: unknown 0, beginning 1, end 2.
    private static readonly (string, float, int)[] s_special = [("<unk>", 0, Unknown), ("<s>", 0, Control), ("</s>", 0, Control)];

    private static readonly (string, float, int)[] s_pieces = [.. s_special, ("▁", -3, Normal), ("红", -4, Normal), ("茶", -4, Normal), ("红茶", -5, Normal), ("A", -6, Normal), ("▁红", -6.5f, Normal)];

    [Fact]
    public void A_unigram_model_cuts_where_the_scores_add_up_to_most()
    {
        // ▁ 红茶 is -8, ▁红 茶 is -10.5.
        EncodedToken[] tokens = [.. Unigram().EncodeToTokens("红茶", out string? normalized)];

        Assert.Equal("▁红茶", normalized);
        Assert.Equal([new EncodedToken(3, "▁", 0..1), new EncodedToken(6, "红茶", 1..3)], tokens);
    }

    [Fact]
    public void Unknown_characters_are_a_token_each() => Assert.Equal([3, 0, 0, 5], Unigram().EncodeToIds("绿啊茶"));

    [Fact]
    public void Spaces_are_shown_and_extra_ones_removed()
    {
        Unigram().EncodeToTokens("  红   茶 ", out string? normalized);

        Assert.Equal("▁红▁茶", normalized);
    }

    [Fact]
    public void The_table_of_characters_is_used_by_unigram_models()
    {
        SentencePieceTokenizer tokenizer = Create(SentencePiece(s_pieces, unknown: 0, beginning: 1, end: 2, padding: -1, characterMap: FullWidthAMap()));

        Assert.Equal([3, 7], tokenizer.EncodeToIds("Ａ"));
    }

    [Fact]
    public void Decoding_gives_the_text_without_the_space_before_it() => Assert.Equal("红茶 A", Unigram().Decode([1, 3, 6, 3, 7, 2]));

    [Fact]
    public void Beginning_and_end_are_added_where_wanted() =>
        Assert.Equal([1, 3, 6, 2], SentencePieceTokenizer.Create(new MemoryStream(SentencePiece(s_pieces, unknown: 0, beginning: 1, end: 2, padding: -1)), true, true).EncodeToIds("红茶"));

    [Fact]
    public void A_unigram_model_without_a_beginning_is_not_read() =>
        Assert.Throws<IndexOutOfRangeException>(() => Create(SentencePiece([.. T5Specials, ("▁", -1, Normal)])));

    [Fact]
    public void What_a_message_says_later_counts()
    {
        // Protobuf's law, on which the product relies for such models: trainer_spec { bos_id: 2 } behind the model.
        byte[] model = [.. SentencePiece([.. T5Specials, ("▁", -1, Normal), ("茶", -2, Normal)]), 0x12, 3, 0xC8, 0x02, 2];

        Assert.Equal([3, 4], Create(model).EncodeToIds("茶"));
    }

    [Fact]
    public void A_bpe_model_joins_the_best_scores_first()
    {
        (string, float, int)[] pieces = [.. s_special, ("▁", 0, Normal), ("a", 0, Normal), ("b", 0, Normal), ("c", 0, Normal), ("bc", -1, Normal), ("ab", -2, Normal)];
        SentencePieceTokenizer tokenizer = Create(SentencePiece(pieces, modelType: 2, unknown: 0, beginning: 1, end: 2, padding: -1));

        Assert.Equal([3, 4, 7, 3, 8], tokenizer.EncodeToIds("abc ab"));
    }

    [Fact]
    public void Damaged_bytes_are_refused() => Assert.ThrowsAny<IOException>(() => Create([0x0A, 0xFF, 0x01]));

    private static SentencePieceTokenizer Unigram() => Create(SentencePiece(s_pieces, unknown: 0, beginning: 1, end: 2, padding: -1));

    private static SentencePieceTokenizer Create(byte[] model) =>
        SentencePieceTokenizer.Create(new MemoryStream(model), addBeginningOfSentence: false, addEndOfSentence: false);
}
