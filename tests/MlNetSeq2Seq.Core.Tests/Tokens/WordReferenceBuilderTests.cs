using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class WordReferenceBuilderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Later_characters_of_words_are_referred_to_counting_the_beginning()
    {
        // 红茶|好|喝: token 2 continues 红茶. The second 红茶 is cut apart, but a word of the block wherever it stands.
        WordReferenceBuilder builder = Make("红茶", "好", "红", "茶");

        Assert.Equal([2, 5], builder.ReferencesOf("红茶好红茶"));
    }

    [Fact]
    public void Words_that_are_not_all_ideographs_have_no_references() => Assert.Empty(Make("红a", "1", "2茶").ReferencesOf("红a12茶"));

    [Fact]
    public void A_character_that_the_vocabulary_lacks_breaks_a_word() => Assert.Equal([5], Make("红无茶", "红茶").ReferencesOf("红无茶红茶"));

    [Fact]
    public void Longest_word_wins() => Assert.Equal([2, 3, 5], Make("红茶好", "红茶").ReferencesOf("红茶好红茶"));

    [Fact]
    public void Blocks_end_before_the_line_after_too_many_characters()
    {
        var options = new WordReferenceOptions { BlockLength = 2, MinimumLength = 2 };
        WordReferenceBuilder builder = new(new FixedWords(["红茶"]), Tokenizer(), options);

        Assert.Equal(["红茶好", "红茶"], builder.Build("红茶\n好\n红茶\n").Select(block => block.Text));
        Assert.Equal(["红茶"], builder.Build(" 红茶\n好 \n").Select(block => block.Text));
        Assert.Empty(builder.Build("好好好"));
        Assert.Empty(builder.Build(""));
    }

    [Fact]
    public void References_become_words_and_those_behind_the_end_are_ignored()
    {
        Assert.Equal([0, 1, 1, 2, 2], WordReferences.ToWords(5, [2, 4, 5, 99]));
        Assert.Equal([0, 0], WordReferences.ToWords(2, [0, 1]));
        Assert.Empty(WordReferences.ToWords(0, [1]));
        Assert.Throws<ArgumentException>(() => WordReferences.ToWords(2, [-1]));
    }

    [Fact]
    public void Files_are_read_as_they_were_written()
    {
        ReferencedText[] lines = [new("红茶\u2028好", [2]), new("", []), new("好", [10, 200, 3000])];
        (string texts, string references) = Write(lines.Select(line => line.Text), lines.Select(line => WordReferenceFile.Format(line.References)));

        ReferencedText[] read = [.. WordReferenceFile.Read(texts, references)];

        Assert.Equal(lines.Select(line => line.Text), read.Select(line => line.Text));
        Assert.Equal(lines.Select(line => line.References), read.Select(line => line.References));
    }

    [Theory]
    [InlineData("2, 3", "Line 1 of '", "' is '2, 3', but wanted is a list of places such as [2, 3, 7].")]
    [InlineData("[2, x]", "Line 1 of '", "' has 'x' in the list, but wanted are places of tokens.")]
    [InlineData("[-2]", "Line 1 of '", "' has '-2' in the list, but wanted are places of tokens.")]
    public void Says_which_line_is_no_list(string line, string start, string end)
    {
        (string texts, string references) = Write(["红茶"], [line]);
        string message = Assert.Throws<InvalidDataException>(() => WordReferenceFile.Read(texts, references).ToList()).Message;

        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_different_length_are_refused()
    {
        (string texts, string references) = Write(["红茶", "好"], ["[2]"]);

        string message = Assert.Throws<InvalidDataException>(() => WordReferenceFile.Read(texts, references).ToList()).Message;

        Assert.EndsWith($"pair line by line, but '{references}' ends before line 2.", message, StringComparison.Ordinal);
    }

    private static BertTextTokenizer Tokenizer() => new(TestTokens.Vocabulary("红", "茶", "好", "a", "1", "2"));

    private static WordReferenceBuilder Make(params string[] words) => new(new FixedWords(words), Tokenizer());

    private (string Texts, string References) Write(IEnumerable<string> texts, IEnumerable<string> references)
    {
        (string textPath, string referencePath) = (Path.Combine(_folder, "text"), Path.Combine(_folder, "refs"));
        File.WriteAllText(textPath, string.Concat(texts.Select(line => line + "\n")));
        File.WriteAllText(referencePath, string.Concat(references.Select(line => line + "\n")));
        return (textPath, referencePath);
    }

    // Cuts every text into the words that it is told, one after the other, and the rest into characters.
    private sealed class FixedWords(string[] words) : IWordSegmenter
    {
        public TextSpan[] Segment(string text)
        {
            List<TextSpan> spans = [];
            Queue<string> next = new(words);
            for (int start = 0; start < text.Length; start = spans[^1].End)
            {
                bool isNext = next.TryPeek(out string? word) && text.AsSpan(start).StartsWith(word, StringComparison.Ordinal);
                spans.Add(new TextSpan(start, isNext ? next.Dequeue().Length : 1));
            }

            return [.. spans];
        }
    }
}
