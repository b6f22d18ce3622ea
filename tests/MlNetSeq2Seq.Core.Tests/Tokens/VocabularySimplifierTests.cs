using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class VocabularySimplifierTests
{
    [Fact]
    public void Drops_what_no_text_gives_and_says_what_is_kept()
    {
        Vocabulary vocabulary = new(["[PAD]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "字", "##字", "a", "##a", "a.b", "...", ".", "", "##", "𠀀", "##𠀀"]);

        SimplifiedVocabulary simplified = VocabularySimplifier.Simplify(vocabulary);

        Assert.Equal(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "字", "a", "##a", ".", "##", "𠀀"], simplified.Vocabulary);
        Assert.Equal([0, 2, 3, 4, 5, 6, 8, 9, 12, 14, 15], simplified.KeptIds);
    }

    [Fact]
    public void Rare_tokens_go_too_where_counts_are_given_but_not_the_first_ones()
    {
        Vocabulary vocabulary = TestTokens.Vocabulary("甲", "乙", "丙");

        SimplifiedVocabulary simplified = VocabularySimplifier.Simplify(
            vocabulary, new VocabularySimplifierOptions { TokenCounts = [0, 0, 0, 0, 0, 2, 1, 3], MinimumCount = 2 });

        Assert.Equal([0, 1, 2, 3, 4, 5, 7], simplified.KeptIds);
    }

    [Fact]
    public void Tokens_that_cannot_be_first_are_named()
    {
        Vocabulary vocabulary = TestTokens.Vocabulary("甲");

        Assert.StartsWith("VocabularySimplifier was told to keep '乙', but the vocabulary lacks it.", Message(["乙"]), StringComparison.Ordinal);
        Assert.StartsWith("VocabularySimplifier was told to keep '甲', but it is listed twice.", Message(["甲", "甲"]), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VocabularySimplifier.Simplify(vocabulary, new VocabularySimplifierOptions { TokenCounts = [1] }));

        string Message(string[] first) => Assert.Throws<ArgumentException>(
            () => VocabularySimplifier.Simplify(vocabulary, new VocabularySimplifierOptions { First = first })).Message;
    }

    /// <summary>The number that load_vocab of bojone/bert4keras gives for the vocabulary of MD5 3b5b76c4aef48ecf8cb3abaafe960f09.</summary>
    [SharedFact]
    public void Google_s_Chinese_vocabulary_keeps_13584_tokens()
    {
        Vocabulary vocabulary = Vocabulary.ReadFile(SharedData.Path("corpora/bert-base-chinese.vocab.txt"));

        Assert.Equal(
            13584, VocabularySimplifier.Simplify(vocabulary, new VocabularySimplifierOptions { First = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] }).KeptIds.Length);
    }
}
