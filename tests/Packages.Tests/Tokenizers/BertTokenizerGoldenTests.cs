using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

public class BertTokenizerGoldenTests
{
    private static readonly Lazy<BertTokenizer> Tokenizer = new(() =>
        BertTokenizer.Create(WordPieceGoldenRows.VocabularyFile, new BertOptions { RemoveNonSpacingMarks = true }));

    public static TheoryData<string, int> PlainTexts() => WordPieceGoldenRows.Where(WordPieceGoldenRows.IsPlain);

    [SharedTheory]
    [MemberData(nameof(PlainTexts))]
    public void Gives_the_ids_of_BERT(string file, int line)
    {
        string text = WordPieceGoldenRows.Text(file, line);

        Assert.Equal(WordPieceGoldenRows.Ids(file, line), Tokenizer.Value.EncodeToIds(text, addSpecialTokens: false));
    }

    [SharedTheory]
    [MemberData(nameof(PlainTexts))]
    public void Counts_what_it_gives(string file, int line)
    {
        Assert.Equal(WordPieceGoldenRows.Ids(file, line).Length, Tokenizer.Value.CountTokens(WordPieceGoldenRows.Text(file, line)));
    }

    [SharedTheory]
    [MemberData(nameof(PlainTexts))]
    public void Tokens_stand_in_their_places_in_the_normalized_text(string file, int line)
    {
        IReadOnlyList<EncodedToken> tokens = Tokenizer.Value.EncodeToTokens(WordPieceGoldenRows.Text(file, line), out string? normalized);

        EncodedToken[] known = tokens.Where(token => token.Id != Tokenizer.Value.UnknownTokenId).ToArray();
        Assert.Equal(WordPieceGoldenRows.Ids(file, line), tokens.Select(token => token.Id));
        Assert.Equal(
            known.Select(token => WordPieceGoldenRows.IsContinuation(token.Value) ? token.Value[2..] : token.Value.ToLowerInvariant()),
            known.Select(token => normalized![token.Offset]));
    }
}
