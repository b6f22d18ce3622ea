using JiebaNet.Segmenter;

namespace Packages.Tests.Jieba;

[Collection(JiebaSharing.Name)]
public class JiebaGoldenTests
{
    private static readonly JiebaSegmenter Segmenter = new();

    public static TheoryData<string, int> Cuts() => JiebaGoldenRows.With("cut");

    public static TheoryData<string, int> CutsWithoutModel() => JiebaGoldenRows.With("cut_no_hmm");

    public static TheoryData<string, int> CutsForSearch() => JiebaGoldenRows.With("cut_for_search");

    public static TheoryData<string, int> FullCuts() => JiebaGoldenRows.With("cut_all");

    [SharedTheory]
    [MemberData(nameof(Cuts))]
    public void Cuts_as_jieba(string file, int line)
    {
        Assert.Equal(JiebaGoldenRows.Words(file, line, "cut"), Segmenter.Cut(JiebaGoldenRows.Text(file, line)));
    }

    [SharedTheory]
    [MemberData(nameof(CutsWithoutModel))]
    public void Cuts_without_the_model_as_jieba(string file, int line)
    {
        Assert.Equal(JiebaGoldenRows.Words(file, line, "cut_no_hmm"), Segmenter.Cut(JiebaGoldenRows.Text(file, line), hmm: false));
    }

    [SharedTheory]
    [MemberData(nameof(CutsForSearch))]
    public void Cuts_for_search_as_jieba(string file, int line)
    {
        Assert.Equal(JiebaGoldenRows.Words(file, line, "cut_for_search"), Segmenter.CutForSearch(JiebaGoldenRows.Text(file, line)));
    }

    [SharedTheory]
    [MemberData(nameof(FullCuts))]
    public void Finds_every_word_in_full_mode_as_jieba(string file, int line)
    {
        IEnumerable<string> expected = JiebaGoldenRows.Words(file, line, "cut_all");
        IEnumerable<string> actual = Segmenter.Cut(JiebaGoldenRows.Text(file, line), cutAll: true);

        // The original keeps the full mode of jieba before 0.42, which agrees on words of several Chinese characters alone.
        if (JiebaGoldenRows.OnOriginal)
        {
            expected = expected.Where(IsChineseWord);
            actual = actual.Where(IsChineseWord);
        }

        Assert.Equal(expected, actual);
    }

    [SharedTheory]
    [MemberData(nameof(Cuts))]
    public void Tokens_of_the_search_mode_are_its_words_in_their_places(string file, int line)
    {
        string text = JiebaGoldenRows.Text(file, line);

        Token[] tokens = Segmenter.Tokenize(text, TokenizerMode.Search).ToArray();

        Assert.Equal(JiebaGoldenRows.Words(file, line, "cut_for_search"), tokens.Select(token => token.Word));
        Assert.Equal(tokens.Select(token => token.Word), tokens.Select(token => text[token.StartIndex..token.EndIndex]));
    }

    private static bool IsChineseWord(string word) => word.Length > 1 && word.All(character => character is >= '\u4E00' and <= '\u9FD5');
}
