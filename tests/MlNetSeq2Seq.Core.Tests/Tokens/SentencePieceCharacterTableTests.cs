using System.Buffers.Binary;
using MlNetSeq2Seq.Tokens;
using static MlNetSeq2Seq.Tests.Shared.SmallTokenizers;

namespace MlNetSeq2Seq.Tests.Tokens;

/// <summary>Tables of characters that somebody made to do harm.</summary>
public sealed class SentencePieceCharacterTableTests
{
    private const int Header = sizeof(uint);
    private const uint HasText = 0x100;
    private static readonly (string Piece, float Score, int Type)[] s_pieces = [.. T5Specials, ("\u2581", -3, Normal), ("A", -6, Normal)];

    [Fact]
    public void A_table_that_SentencePiece_compiles_is_accepted()
    {
        SentencePieceCharacterTable.Check([]);
        SentencePieceCharacterTable.Check(FullWidthAMap());
    }

    [Theory]
    [InlineData(new byte[] { 1 }, "of 1 bytes it says that 0 are its trie")]
    [InlineData(new byte[] { 4, 0, 0, 0 }, "of 4 bytes it says that 0 are its trie")]
    [InlineData(new byte[] { 0, 0, 0, 0, 65 }, "of 5 bytes it says that 0 are its trie")]
    [InlineData(new byte[] { 3, 0, 0, 0, 1, 2, 3, 4 }, "of 8 bytes it says that 3 are its trie")]
    [InlineData(new byte[] { 8, 0, 0, 0, 1, 2, 3, 4 }, "of 8 bytes it says that 8 are its trie")]
    [InlineData(new byte[] { 255, 255, 255, 255, 1, 2, 3, 4 }, "of 8 bytes it says that 4294967295 are its trie")]
    [InlineData(new byte[] { 4, 0, 0, 0, 0, 0, 0, 0 }, "its trie has 1 places, but place 0 leads to 0")]
    public void Lengths_that_are_not_true_are_refused(byte[] table, string how) => Assert.Equal($"The table of characters in the SentencePiece model is damaged: {how}.", Complaint(table));

    [Fact]
    public void A_way_out_of_the_trie_is_refused()
    {
        byte[] table = FullWidthAMap();
        Set(table, 256 ^ 0xEF, Unit(256 ^ 0xEF, 1280, 0xEF));

        Assert.Contains($"its trie has 1280 places, but place {256 ^ 0xEF} leads to 1280", Complaint(table), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_not_there_is_refused()
    {
        byte[] table = FullWidthAMap();
        Set(table, 1024, 0x80000002);

        Assert.Contains("its texts have 2 bytes, but place 1024 leads to byte 2", Complaint(table), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(HasText)]
    public void A_circle_is_refused(uint flags)
    {
        // The byte 61 leads from the node 256 to itself.
        byte[] table = FullWidthAMap();
        Set(table, 256 ^ 0x61, Unit(256 ^ 0x61, 256, 0x61) | flags);

        Assert.Contains("leads in a circle", Complaint(table), StringComparison.Ordinal);
    }

    [Fact]
    public void More_texts_that_begin_alike_than_there_is_room_for_are_refused()
    {
        Assert.Contains("more than 32 that begin alike", Complaint(Chain(33, HasText)), StringComparison.Ordinal);
        SentencePieceCharacterTable.Check(Chain(32, HasText));
    }

    [Fact]
    public void Keys_longer_than_any_real_ones_are_refused()
    {
        Assert.Contains("texts of more than 256 bytes", Complaint(Chain(257, 0)), StringComparison.Ordinal);
        SentencePieceCharacterTable.Check(Chain(256, 0));
    }

    [Fact]
    public void Ways_that_meet_again_and_again_are_gone_once()
    {
        // From each of 200 nodes two bytes lead to the next: 2 to the 200th ways.
        const int nodes = 200;
        byte[] table = Empty(nodes + 2);
        Set(table, 0, Unit(0, 256, 0));
        for (int node = 1; node <= nodes; node++)
        {
            foreach (int label in (int[])[1, 2])
            {
                Set(table, (256 * node) ^ label, Unit((256 * node) ^ label, 256 * (node + 1), (uint)label));
            }
        }

        SentencePieceCharacterTable.Check(table);
    }

    [Fact]
    public void A_model_with_any_bit_turned_over_is_refused_in_a_sentence_or_encodes()
    {
        byte[] whole = SentencePiece(s_pieces, characterMap: FullWidthAMap());
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] model = [.. whole];
            model[bit / 8] ^= (byte)(1 << (bit % 8));
            TryEncode(model);
        }
    }

    [Fact]
    public void A_model_that_is_cut_off_anywhere_is_refused_in_a_sentence_or_encodes()
    {
        byte[] whole = SentencePiece(s_pieces, characterMap: FullWidthAMap());
        for (int length = 0; length < whole.Length; length++)
        {
            TryEncode(whole[..length]);
        }
    }

    [Fact]
    public void Tables_of_any_numbers_are_refused_or_end()
    {
        KeyedRandom random = new(7);
        for (int run = 0; run < 2_000; run++)
        {
            byte[] table = FullWidthAMap();
            for (int change = random.Next(1, 40); change > 0; change--)
            {
                int place = random.Next(0, 1280);
                Set(table, place, random.Next(0, 2) == 0 ? (uint)random.NextInt64(1L << 32) : Unit(place, 256 * random.Next(0, 6), (uint)random.Next(0, 256)) | (HasText * (uint)random.Next(0, 2)));
            }

            TryEncode(SentencePiece(s_pieces, characterMap: table));
        }
    }

    private static void TryEncode(byte[] model)
    {
        try
        {
            List<string> pieces = new SentencePieceFile(model).Pieces;
            var vocabulary = new Vocabulary(pieces.Count == s_pieces.Length ? pieces : s_pieces.Select(piece => piece.Piece));
            var tokenizer = new SentencePieceTextTokenizer(vocabulary, new SentencePieceTextTokenizerOptions { Model = model });
            foreach (string text in (string[])["A\uFF21 A", "\0a\u0300\U0001F600\uFFFD ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])
            {
                Assert.NotNull(tokenizer.Decode(tokenizer.Encode(text).Ids));
            }
        }
        catch (InvalidDataException e)
        {
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }
    }

    private static string Complaint(byte[] table) => Assert.Throws<InvalidDataException>(() => SentencePieceCharacterTable.Check(table)).Message;

    // Bytes 1 that lead from node to node, each with a text or none.
    private static byte[] Chain(int length, uint flags)
    {
        byte[] table = Empty(length + 2);
        Set(table, 0, Unit(0, 256, 0));
        for (int node = 1; node <= length; node++)
        {
            Set(table, (256 * node) ^ 1, Unit((256 * node) ^ 1, 256 * (node + 1), 1) | flags);
        }

        return table;
    }

    private static byte[] Empty(int blocks)
    {
        byte[] table = new byte[Header + (256 * blocks * sizeof(uint)) + 2];
        BinaryPrimitives.WriteInt32LittleEndian(table, 256 * blocks * sizeof(uint));

        // A value is no label of a byte.
        for (int place = 0; place < 256 * blocks; place++)
        {
            Set(table, place, 0x80000000);
        }

        return table;
    }

    private static uint Unit(int place, int target, uint label) => ((uint)(place ^ target) << 10) | label;

    private static void Set(byte[] table, int place, uint unit) => BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(Header + (place * sizeof(uint))), unit);
}
