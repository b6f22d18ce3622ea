using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

public class WordPieceTokenizerGoldenTests
{
    // Google's tokenizer, whose tokens these are, calls longer words unknown.
    private static readonly WordPieceOptions Options = new() { MaxInputCharsPerWord = 200 };

    private static readonly Lazy<WordPieceTokenizer> Tokenizer = new(() =>
        WordPieceTokenizer.Create(WordPieceGoldenRows.VocabularyFile, Options));

    public static TheoryData<string, int> AllTexts() => WordPieceGoldenRows.Where(_ => true);

    [SharedTheory]
    [MemberData(nameof(AllTexts))]
    public void Takes_every_word_into_the_pieces_of_BERT(string file, int line)
    {
        // Without what unknown words were: that is not in the tokens.
        List<List<string>> words = WordPieceGoldenRows.Words(file, line).Where(word => word[0] != Options.UnknownToken).ToList();

        IEnumerable<IEnumerable<string>> actual = words
            .Select(word => string.Concat(word.Select(token => WordPieceGoldenRows.IsContinuation(token) ? token[2..] : token)))
            .Select(word => Tokenizer.Value.EncodeToTokens(word, out _, considerPreTokenization: false).Select(token => token.Value));

        Assert.Equal(words, actual);
    }

    [SharedFact]
    public void The_vocabulary_is_read_line_by_line_and_only_line_ends_part_them()
    {
        string[] lines = File.ReadAllText(WordPieceGoldenRows.VocabularyFile).TrimEnd('\n').Split('\n');
        // With a prefix that no token has, decoding takes none off.
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(
            WordPieceGoldenRows.VocabularyFile, new WordPieceOptions { ContinuingSubwordPrefix = "no token begins so" });

        Assert.Equal(lines, Enumerable.Range(0, lines.Length).Select(id => tokenizer.Decode([id])));
    }
}
