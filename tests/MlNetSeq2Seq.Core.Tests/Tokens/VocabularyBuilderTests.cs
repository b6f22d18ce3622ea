using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class VocabularyBuilderTests
{
    private static readonly string[] Corpus =
    [
        "low low low low low lower lower newest newest newest newest newest newest widest widest widest",
        "新款上衣，新款 Low",
    ];

    [Fact]
    public void Characters_come_by_frequency()
    {
        VocabularyBuilder builder = new();
        builder.Add("新新上 ab");
        Assert.Equal([.. new SpecialTokenNames().InOrder(), "新", "##b", "a", "上"], builder.BuildCharacters());
    }

    [Fact]
    public void Rare_characters_are_left_out()
    {
        VocabularyBuilder builder = new(new VocabularyBuilderOptions { MinimumCount = 2 });
        builder.Add("新新上");
        Assert.Equal([.. new SpecialTokenNames().InOrder(), "新"], builder.BuildCharacters());
    }

    [Fact]
    public void Size_is_kept()
    {
        VocabularyBuilder builder = Filled(new VocabularyBuilderOptions { MaximumSize = 9 });
        Assert.Equal(9, builder.BuildCharacters().Count);
        Assert.Equal(9, builder.BuildWordPieces().Count);
    }

    [Fact]
    public void First_join_makes_the_corpus_most_likely()
    {
        // 89 pieces. ##s ##t: 9 ln(9 * 89 / (9 * 9)) = 20.6; l ##o: 8 ln(8 * 89 / (8 * 8)) = 19.3; ##e ##s is as frequent as the first,
        // but e is frequent elsewhere too: 9 ln(9 * 89 / (17 * 9)) = 14.9.
        Vocabulary vocabulary = Filled(new VocabularyBuilderOptions()).BuildWordPieces();
        Vocabulary characters = Filled(new VocabularyBuilderOptions()).BuildCharacters();
        Assert.Equal("##st", vocabulary[characters.Count]);
    }

    [Fact]
    public void Words_that_are_frequent_become_one_piece()
    {
        Vocabulary vocabulary = Filled(new VocabularyBuilderOptions()).BuildWordPieces();
        Assert.True(vocabulary.Contains("low"));
        Assert.True(vocabulary.Contains("newest"));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    public void Every_piece_is_a_character_or_the_join_of_two_others(int size)
    {
        Vocabulary vocabulary = Filled(new VocabularyBuilderOptions { MaximumSize = size }).BuildWordPieces();
        HashSet<string> known = [.. vocabulary];
        Assert.All(vocabulary.Skip(5), piece =>
        {
            bool continues = piece.StartsWith("##", StringComparison.Ordinal);
            string text = continues ? piece[2..] : piece;
            Assert.True(
                text.Length == 1 || Enumerable.Range(1, text.Length - 1).Any(
                    cut => known.Contains((continues ? "##" : string.Empty) + text[..cut]) && known.Contains("##" + text[cut..])),
                piece);
        });
    }

    [Fact]
    public void Corpus_has_no_unknown_token_in_its_own_vocabulary()
    {
        BertTextTokenizer tokenizer = new(Filled(new VocabularyBuilderOptions { MaximumSize = 45 }).BuildWordPieces());
        Assert.All(Corpus, text => Assert.DoesNotContain(tokenizer.SpecialTokens.UnknownId, tokenizer.Encode(text).Ids));
    }

    [Fact]
    public void More_pieces_make_shorter_texts()
    {
        int small = Length(30);
        int large = Length(60);
        Assert.True(large < small, $"{large} < {small}");

        static int Length(int size)
        {
            Vocabulary vocabulary = Filled(new VocabularyBuilderOptions { MaximumSize = size }).BuildWordPieces();
            return new BertTextTokenizer(vocabulary).Encode(Corpus[0]).Length;
        }
    }

    [Fact]
    public void Order_of_the_texts_does_not_matter()
    {
        VocabularyBuilder forwards = new();
        VocabularyBuilder backwards = new();
        foreach ((string first, string last) in Corpus.Zip(Corpus.Reverse()))
        {
            forwards.Add(first);
            backwards.Add(last);
        }

        Assert.Equal(forwards.BuildWordPieces(), backwards.BuildWordPieces());
    }

    [Fact]
    public void Written_special_tokens_are_not_counted()
    {
        VocabularyBuilder builder = new();
        builder.Add("新[MASK]款");
        Assert.Equal([.. new SpecialTokenNames().InOrder(), "新", "款"], builder.BuildCharacters());
    }

    [Fact]
    public void Empty_corpus_gives_the_special_tokens() =>
        Assert.Equal(new SpecialTokenNames().InOrder(), new VocabularyBuilder().BuildWordPieces());

    [Fact]
    public void Refuses_a_size_without_room()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new VocabularyBuilder(new VocabularyBuilderOptions { MaximumSize = 5 }));
        Assert.StartsWith(
            "VocabularyBuilder needs room for 5 special tokens and one other, but MaximumSize is 5.",
            exception.Message,
            StringComparison.Ordinal);
    }

    private static VocabularyBuilder Filled(VocabularyBuilderOptions options)
    {
        VocabularyBuilder builder = new(options);
        foreach (string text in Corpus)
        {
            builder.Add(text);
        }

        return builder;
    }
}
