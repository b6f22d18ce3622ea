using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

/// <summary>What a tokenizer of one's own gets from the base class.</summary>
public class TokenizerTests
{
    private static readonly Tokenizer Characters = new CharacterTokenizer();

    [Fact]
    public void Ids_and_counts_come_from_the_tokens()
    {
        Assert.Equal(['a', 'b'], Characters.EncodeToIds("ab"));
        Assert.Equal(['a', 'b'], Characters.EncodeToIds("ab".AsSpan()));
        Assert.Equal(2, Characters.CountTokens("ab"));
    }

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(9, 4, 0)]
    public void The_place_to_cut_a_text_comes_from_the_tokens(int most, int fromStart, int fromEnd)
    {
        Assert.Equal(fromStart, Characters.GetIndexByTokenCount("abcd", most, out _, out _));
        Assert.Equal(fromEnd, Characters.GetIndexByTokenCountFromEnd("abcd", most, out _, out _));
    }

    [Fact]
    public void Text_of_any_length_is_decoded()
    {
        string text = new('x', 5000);

        Assert.Equal(text, Characters.Decode(text.Select(character => (int)character)));
    }

    [Fact]
    public void Ids_that_cannot_be_decoded_are_an_error()
    {
        Assert.Throws<InvalidOperationException>(() => Characters.Decode([-1]));
        Assert.Throws<ArgumentNullException>(() => Characters.Decode(null!));
    }

    [Fact]
    public void There_is_no_normalizer_and_no_pre_tokenizer_unless_one_is_given()
    {
        Assert.Null(Characters.Normalizer);
        Assert.Null(Characters.PreTokenizer);
    }

    private sealed class CharacterTokenizer : Tokenizer
    {
        protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
        {
            List<EncodedToken> tokens = [];
            for (int i = 0; i < textSpan.Length; i++)
            {
                tokens.Add(new EncodedToken(textSpan[i], textSpan[i].ToString(), i..(i + 1)));
            }

            return new EncodeResults<EncodedToken> { Tokens = tokens, CharsConsumed = textSpan.Length };
        }

        public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
        {
            idsConsumed = 0;
            charsWritten = 0;
            foreach (int id in ids)
            {
                if (id < 0)
                {
                    return OperationStatus.InvalidData;
                }

                if (charsWritten == destination.Length)
                {
                    return OperationStatus.DestinationTooSmall;
                }

                destination[charsWritten++] = (char)id;
                idsConsumed++;
            }

            return OperationStatus.Done;
        }
    }
}
