using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class BertTextTokenizerTests
{
    private static readonly Vocabulary Vocabulary = TestTokens.Vocabulary(
        "我", "爱", "北", "京", "un", "##aff", "##able", "hello", "world", ",", "!", "，", "3", ".", "14", "￥", "℃", "25", "##3",
        "cafe", "is", "か", "[", "]", "mask", "σ", "##ας");

    private static readonly BertTextTokenizer Tokenizer = new(Vocabulary);

    [Theory]
    [InlineData("我爱北京", "我 爱 北 京")]
    [InlineData("Unaffable!", "un ##aff ##able !")]
    [InlineData("我unaffable爱", "我 un ##aff ##able 爱")]
    [InlineData("hello\tworld\u3000我", "hello world 我")] // white space of any kind parts words
    [InlineData("he\u200Bl\u0000lo", "hello")] // format and control characters go
    [InlineData("￥3.14，25℃", "￥ ##3 . 14 ， [UNK]")] // symbols are kept, as parts of words
    [InlineData("25 ℃", "25 ℃")]
    [InlineData("CAFÉ Cafe\u0301", "cafe cafe")] // marks go, composed or not
    [InlineData("が", "か")]
    [InlineData("İS", "is")] // Python's lower gives two characters, of which the mark goes
    [InlineData("ΣΑΣ", "[UNK]")] // letter by letter, so the last sigma has not the form for the end
    [InlineData("国", "[UNK]")]
    [InlineData("[MASK]", "[ mask ]")] // a text cannot forge a special token
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    public void Cuts_text_as_bert_does(string text, string expected) => Assert.Equal(expected, Tokens(Tokenizer, text));

    [Fact]
    public void Special_tokens_are_kept_when_asked()
    {
        BertTextTokenizer tokenizer = new(Vocabulary, new BertTextTokenizerOptions { KeepSpecialTokens = true });
        Assert.Equal("我 [MASK] 北 [UNK] 京 [ mask ]", Tokens(tokenizer, "我[MASK]北[UNK]京[mask]"));
    }

    [Theory]
    [InlineData("ΣΑΣ", "σ ##ας")] // the last sigma of a word has the form for the end
    [InlineData("ΣΑΣ.", "σ ##ας .")]
    [InlineData("Σ", "σ")] // not where it is the only letter
    [InlineData("hello\uE000", "[UNK]")]
    public void Google_s_cleaning_differs_here_and_there(string text, string expected) =>
        Assert.Equal(
            expected, Tokens(new BertTextTokenizer(Vocabulary, new BertTextTokenizerOptions { Cleaning = BertCleaning.Google }), text));

    [Fact]
    public void Characters_for_private_use_go() => Assert.Equal("hello", Tokens(Tokenizer, "hel\uE000lo"));

    [Fact]
    public void Case_is_kept_when_asked()
    {
        BertTextTokenizer tokenizer = new(TestTokens.Vocabulary("É", "É\u0301", "a"), new BertTextTokenizerOptions { LowerCase = false });
        Assert.Equal("É [UNK] a", Tokens(tokenizer, "É A a"));
    }

    [Fact]
    public void Long_words_are_unknown()
    {
        BertTextTokenizer tokenizer = new(Vocabulary, new BertTextTokenizerOptions { MaximumWordLength = 5 });
        Assert.Equal("hello [UNK]", Tokens(tokenizer, "hello unaffable"));
    }

    [Fact]
    public void Offsets_are_those_of_the_text_as_it_was_given()
    {
        const string Text = " 我\u200B爱  UnAffable，\u0301𠀀Cafe\u0301!";
        TokenSequence tokens = Tokenizer.Encode(Text);
        Assert.Equal(
            ["我", "爱", "Un", "Aff", "able", "，", "𠀀", "Cafe", "!"], tokens.Offsets.Select(offset => offset.Of(Text).ToString()));
    }

    [Fact]
    public void Pieces_of_a_word_have_the_same_word() => Assert.Equal([0, 1, 1, 1, 2, 3], Tokenizer.Encode("我unaffable爱!").Words);

    [Fact]
    public void Words_can_be_a_segmenter_s()
    {
        BertTextTokenizer tokenizer = new(Vocabulary, segmenter: new FixedWords(1, 3, 2, 1));
        TokenSequence tokens = tokenizer.Encode("我爱 我北京!");
        Assert.Equal("我 爱 我 北 京 !", Tokens(tokenizer, tokens));
        Assert.Equal([0, 1, 1, 2, 2, 3], tokens.Words);
    }

    [Theory]
    [InlineData("我爱北京，hello world! unaffable", "我爱北京，hello world! unaffable")]
    [InlineData("hello, world", "hello, world")]
    [InlineData("3.14", "3.14")]
    [InlineData("我 爱 北 京", "我爱北京")]
    [InlineData("我爱 25 ℃ 北京", "我爱25℃北京")]
    [InlineData("我国", "我[UNK]")]
    public void Decodes_without_stray_spaces(string text, string expected) =>
        Assert.Equal(expected, Tokenizer.Decode(Tokenizer.Encode(text).Ids));

    [Fact]
    public void Decoding_leaves_special_tokens_out() => Assert.Equal("我", Tokenizer.Decode([2, 5, 4, 3, 0, 0]));

    [Fact]
    public void Decoding_an_id_that_is_not_there_is_an_error() => Assert.Throws<ArgumentOutOfRangeException>(() => Tokenizer.Decode([999]));

    [Fact]
    public void Vocabulary_without_separator_is_an_error()
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(
            () => new BertTextTokenizer(new Vocabulary(["[PAD]", "[UNK]", "[CLS]", "[MASK]", "我"])));
        Assert.Equal("The vocabulary of 5 tokens lacks the special token [SEP].", exception.Message);
    }

    [Fact]
    public void Vocabulary_written_and_read_gives_the_same_tokens()
    {
        using MemoryStream stream = new();
        Tokenizer.Vocabulary.Write(stream);
        stream.Position = 0;
        BertTextTokenizer again = new(Vocabulary.Read(stream));
        Assert.Equal(Tokenizer.Encode("我爱unaffable").Ids, again.Encode("我爱unaffable").Ids);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Offsets_rise_and_stay_inside_whatever_the_text(int seed)
    {
        KeyedRandom random = new((ulong)seed);
        string text = string.Concat(Enumerable.Range(0, 400).Select(_ => char.ConvertFromUtf32(random.Next(5) switch
        {
            0 => random.Next(0x20, 0x7F),
            1 => random.Next(0x4E00, 0x4F00),
            2 => random.Next(0xC0, 0x600),
            3 => random.Next(0xE000, 0x10000),
            _ => random.Next(0x10000, 0x30000),
        })));
        TokenSequence tokens = Tokenizer.Encode(text);
        Assert.All(tokens.Offsets, offset => Assert.True(offset.Length > 0 && offset.End <= text.Length));
        Assert.All(tokens.Offsets.Zip(tokens.Offsets.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        Assert.All(tokens.Words.Zip(tokens.Words.Skip(1)), pair => Assert.True(pair.First <= pair.Second));
    }

    private static string Tokens(BertTextTokenizer tokenizer, string text) => Tokens(tokenizer, tokenizer.Encode(text));

    private static string Tokens(BertTextTokenizer tokenizer, TokenSequence tokens) => string.Join(
        ' ', tokens.Ids.Select(id => tokenizer.Vocabulary[id]));

    /// <summary>Cuts into words of given lengths.</summary>
    private sealed class FixedWords(params int[] lengths) : IWordSegmenter
    {
        public TextSpan[] Segment(string text) => [.. lengths.Select((length, i) => new TextSpan(lengths.Take(i).Sum(), length))];
    }

    [Theory]
    [InlineData(BertCleaning.HuggingFace, true)]
    [InlineData(BertCleaning.HuggingFace, false)]
    [InlineData(BertCleaning.Google, true)]
    public void Characters_that_are_words_give_the_tokens_that_the_whole_text_gives(BertCleaning cleaning, bool lowerCase)
    {
        string[] units = ["字", "词", "無", "\uF900", "\U00020000", "a", "B", "\u00C9", "e\u0301", "\u3099", "Σ", ".", "，", "$", "￥", "'", " ", "\u3000", "\t", "\u200B", "\uFFFD", "9", "\uD800"];
        Vocabulary vocabulary = TestTokens.Vocabulary("字", "词", "a", "b", "##a", "##b", "e", "##e", "σ", "##σ", "##ς", ".", "，", "$", "'", "9", "##9", "B", "##B", "É", "Σ", "##Σ");
        BertTextTokenizerOptions options = new() { Cleaning = cleaning, LowerCase = lowerCase };
        BertTextTokenizer tokenizer = new(vocabulary, options);

        // Where special tokens are kept, a text is cleaned and cut as a whole.
        BertTextTokenizer whole = new(vocabulary, options with { KeepSpecialTokens = true });
        KeyedRandom random = new(1);
        for (int i = 0; i < 3000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => units[random.Next(units.Length)]));
            TokenSequence expected = whole.Encode(text);
            TokenSequence actual = tokenizer.Encode(text);

            Assert.Equal(expected.Ids, actual.Ids);
            Assert.Equal(expected.Words, actual.Words);
            Assert.Equal(expected.Offsets, actual.Offsets);
        }
    }
}
