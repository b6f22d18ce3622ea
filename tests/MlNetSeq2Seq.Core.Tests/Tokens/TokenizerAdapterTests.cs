using Microsoft.ML.Tokenizers;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class TokenizerAdapterTests
{
    private static readonly Tokenizer Plain = CreatePlain();

    [Fact]
    public void Gives_ids_offsets_and_words()
    {
        TokenSequence tokens = new TokenizerAdapter(Plain).Encode("hello unable");
        Assert.Equal([5, 6, 7], tokens.Ids);
        Assert.Equal([0, 1, 1], tokens.Words);
        Assert.Equal([new TextSpan(0, 5), new TextSpan(6, 2), new TextSpan(8, 4)], tokens.Offsets);
    }

    [Fact]
    public void Offsets_are_those_of_the_text_before_normalisation()
    {
        TokenSequence tokens = new TokenizerAdapter(CreatePlain(new Doubling())).Encode("a a");
        Assert.Equal([8, 8], tokens.Ids);
        Assert.Equal([new TextSpan(0, 1), new TextSpan(2, 1)], tokens.Offsets);
    }

    [Fact]
    public void Words_can_be_a_segmenter_s()
    {
        TokenSequence tokens = new TokenizerAdapter(Plain, new OneWord()).Encode("hello unable");
        Assert.Equal([0, 0, 0], tokens.Words);
    }

    [Fact]
    public void Decodes_as_the_tokenizer_does() => Assert.Equal(Plain.Decode([5, 6, 7]), new TokenizerAdapter(Plain).Decode([5, 6, 7]));

    private static WordPieceTokenizer CreatePlain(Normalizer? normalizer = null)
    {
        using MemoryStream stream = new();
        TestTokens.Vocabulary("hello", "un", "##able", "aa").Write(stream);
        stream.Position = 0;
        return WordPieceTokenizer.Create(stream, new WordPieceOptions { Normalizer = normalizer });
    }

    /// <summary>Writes every letter twice.</summary>
    private sealed class Doubling : Normalizer
    {
        public override string Normalize(string original) => Normalize(original.AsSpan());

        public override string Normalize(ReadOnlySpan<char> original) =>
            string.Concat(original.ToString().Select(letter => letter == ' ' ? " " : new string(letter, 2)));
    }

    private sealed class OneWord : IWordSegmenter
    {
        public TextSpan[] Segment(string text) => [new TextSpan(0, text.Length)];
    }
}
