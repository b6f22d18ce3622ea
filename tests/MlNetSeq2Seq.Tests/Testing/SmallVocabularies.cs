using MlNetSeq2Seq.Tokens;
using static MlNetSeq2Seq.Tests.Shared.SmallTokenizers;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Tokenizers of all kinds over the pairs.</summary>
internal static class SmallVocabularies
{
    /// <summary>GPT-2's form: characters are two or three tokens, but for those of some words; no token to begin with.</summary>
    public static PretrainedTokenizer Gpt { get; } = Bpe([ByteBpeTextTokenizerOptions.EndOfText], merges => new ByteBpeTextTokenizerOptions { Merges = merges });

    /// <summary>BART's form: five special tokens.</summary>
    public static PretrainedTokenizer Bart { get; } = Bpe(["<s>", "<pad>", "</s>", "<unk>", "<mask>"], merges => new ByteBpeTextTokenizerOptions
    {
        Merges = merges, BeginsText = true,
        SpecialTokenNames = new SpecialTokenNames { Padding = "<pad>", Unknown = "<unk>", Classification = "<s>", Separator = "</s>", Mask = "<mask>" },
    });

    /// <summary>T5's form: a unigram model of the pairs' characters and two sentinels.</summary>
    public static PretrainedTokenizer T5 { get; } = Unigram();

    private static PretrainedTokenizer Bpe(string[] special, Func<string[], ByteBpeTextTokenizerOptions> options)
    {
        (string[] tokens, string[] merges) = ByteBpe(["茶", "伞", "大水壶"], special);
        return new PretrainedTokenizer(new Vocabulary(tokens), options(merges));
    }

    private static PretrainedTokenizer Unigram()
    {
        IEnumerable<char> characters = Pairs.All.SelectMany(pair => pair.Source + pair.Target).Distinct();
        (string Piece, float, int)[] pieces = [.. T5Specials, ("▁", -2, Normal), .. characters.Select(character => (character.ToString(), -4f, Normal)), ("水壶", -6, Normal)];
        return new PretrainedTokenizer(
            new Vocabulary([.. pieces.Select(piece => piece.Piece), "<extra_id_1>", "<extra_id_0>"]), new SentencePieceTextTokenizerOptions { Model = SentencePiece(pieces) });
    }
}
