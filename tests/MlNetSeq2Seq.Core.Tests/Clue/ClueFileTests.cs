using System.Text;
using MlNetSeq2Seq.Clue;

namespace MlNetSeq2Seq.Tests.Clue;

public sealed class ClueFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Tnews_is_one_text_and_a_label()
    {
        ClueExample row = Assert.Single(Read(ClueTask.Tnews, """{"label": "108", "label_desc": "news_edu", "sentence": "高考作文怎么写", "keywords": "高考,作文"}"""));

        Assert.Equal((0, "高考作文怎么写", "", "108"), (row.Id, row.Text, row.SecondText, row.Label));
    }

    [Fact]
    public void Iflytek_is_one_text_and_a_label() =>
        Assert.Equal("118", Assert.Single(Read(ClueTask.Iflytek, """{"label": "118", "label_des": "其他", "sentence": "记账的小工具"}""")).Label);

    [Theory]
    [InlineData("afqmc", "1")]
    [InlineData("cmnli", "neutral")]
    [InlineData("ocnli", "entailment")]
    public void Pairs_have_two_texts(string task, string label)
    {
        string json = $$"""{"sentence1": "花呗怎么还", "sentence2": "怎么还花呗", "label": "{{label}}"}""";
        ClueExample row = Assert.Single(Read(ClueTask.Named(task), json));

        Assert.Equal(("花呗怎么还", "怎么还花呗", label), (row.Text, row.SecondText, row.Label));
    }

    [Theory]
    [InlineData(" ", "茶 水温 杯")]
    [InlineData("；", "茶；水温；杯")]
    public void Keywords_of_csl_are_joined_before_the_abstract(string separator, string expected)
    {
        Write("""{"id": 7, "abst": "本文讨论泡茶。", "keyword": ["茶", "水温", "杯"], "label": "0"}""");

        ClueExample row = Assert.Single(ClueFile.Read(ClueTask.Csl, _path, new ClueTaskOptions { KeywordSeparator = separator }));

        Assert.Equal((7, expected, "本文讨论泡茶。", "0"), (row.Id, row.Text, row.SecondText, row.Label));
    }

    [Theory]
    [InlineData("小明把书给了小红，她很高兴", "小红", 6, "她", 9, "小明把书给了_小红_，[她]很高兴")] // the noun first
    [InlineData("他来了，小明很高兴", "小明", 4, "他", 0, "[他]来了，_小明_很高兴")] // the pronoun first
    [InlineData("书在", "书", 0, "在", 1, "_书_[在]")] // side by side, to the end of the text
    [InlineData("𠀀说书，他笑", "书", 2, "他", 4, "𠀀说_书_，[他]笑")] // characters are counted, not UTF-16 units
    [InlineData("小明的书", "小明的书", 0, "书", 3, "_小明的[书]_")] // one within the other
    public void Spans_of_wsc_are_marked_where_they_stand(string text, string noun, int nounIndex, string pronoun, int pronounIndex, string expected)
    {
        string json = $$"""
            {"target": {"span2_index": {{pronounIndex}}, "span1_index": {{nounIndex}}, "span1_text": "{{noun}}", "span2_text": "{{pronoun}}"}, "idx": 4, "label": "true", "text": "{{text}}"}
            """;

        ClueExample row = Assert.Single(Read(ClueTask.Wsc, json));

        Assert.Equal((0, expected, "true"), (row.Id, row.Text, row.Label));
    }

    [Fact]
    public void Rows_without_a_label_keep_their_place_and_their_id()
    {
        IReadOnlyList<ClueExample> rows = Read(
            ClueTask.Ocnli,
            """
            {"sentence1": "a", "sentence2": "b", "label": "neutral", "id": 10}
            {"sentence1": "c", "sentence2": "d", "label": "-", "id": 11}
            {"sentence1": "e", "sentence2": "f", "id": 13}

            """.TrimEnd() + "\n");

        Assert.Equal([(10L, "neutral"), (11L, ""), (13L, "")], rows.Select(r => (r.Id, r.Label)));
    }

    [Fact]
    public void Rows_without_an_id_are_numbered()
    {
        IReadOnlyList<ClueExample> rows = Read(ClueTask.Tnews, "{\"sentence\": \"甲\"}\n{\"sentence\": \"乙\", \"id\": \"12\"}\n{\"sentence\": \"丙\"}");

        Assert.Equal([0L, 12L, 2L], rows.Select(r => r.Id));
    }

    [Theory]
    [InlineData("{\"label\": 0, \"sentence1\": \"甲\", \"sentence2\": \"乙\"}")] // a number
    [InlineData("\uFEFF{\"label\": \"0\", \"sentence1\": \"甲\", \"sentence2\": \"乙\"}\r\n")] // a byte order mark and Windows line ends
    public void A_row_is_read_however_it_is_dressed(string line) => Assert.Equal("0", Assert.Single(Read(ClueTask.Afqmc, line)).Label);

    [Theory]
    [InlineData("tnews", "{\"sentence\": \"甲\", \"label\": \"105\"}", "has the label '105', but tnews has 100, 101, 102, 103, 104, 106, 107, 108, 109, 110, 112, 113, 114, 115, 116.")]
    [InlineData("iflytek", "{\"sentence\": \"甲\", \"label\": \"119\"}", "has the label '119', but iflytek has 0, 1, … 118.")]
    [InlineData("tnews", "{\"text\": \"甲\"}", "has no text 'sentence'.")]
    [InlineData("tnews", "{\"sentence\": 3}", "has no text 'sentence'.")]
    [InlineData("tnews", "{\"sentence\": \" \"}", "has an empty 'sentence'.")]
    [InlineData("tnews", "[1, 2]", "is no JSON object.")]
    [InlineData("tnews", "{\"sentence\": \"甲\", \"label\": [1]}", "has a 'label' that is neither text nor number.")]
    [InlineData("tnews", "{\"sentence\": \"甲\", \"id\": \"a1\"}", "has the id 'a1', but wanted is a whole number.")]
    [InlineData("csl", "{\"abst\": \"甲\", \"keyword\": \"茶\"}", "has no list of texts 'keyword'.")]
    [InlineData("csl", "{\"abst\": \"甲\", \"keyword\": [1]}", "has no list of texts 'keyword'.")]
    [InlineData("wsc", "{\"text\": \"甲\"}", "has no object 'target'.")]
    [InlineData("wsc", "{\"text\": \"甲乙\", \"target\": {\"span1_text\": \"乙\", \"span1_index\": 0, \"span2_text\": \"甲\", \"span2_index\": 0}}", "has '乙' as span1, but its text has something else at 0.")]
    [InlineData("wsc", "{\"text\": \"甲乙\", \"target\": {\"span1_text\": \"甲\", \"span1_index\": 0, \"span2_text\": \"甲\", \"span2_index\": 2147483647}}", "has '甲' as span2, but its text has something else at 2147483647.")]
    [InlineData("wsc", "{\"text\": \"甲乙\", \"target\": {\"span1_text\": \"甲\", \"span1_index\": 0.5}}", "has no whole number 'span1_index'.")]
    public void What_is_no_row_is_refused_in_one_sentence_with_its_line(string task, string line, string found)
    {
        string good = task switch
        {
            "csl" => """{"abst": "甲", "keyword": ["乙"]}""",
            "wsc" => """{"text": "甲乙", "target": {"span1_text": "甲", "span1_index": 0, "span2_text": "乙", "span2_index": 1}}""",
            _ => """{"sentence": "甲"}""",
        };

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Read(ClueTask.Named(task), $"{good}\n{line}\n{good}\n"));

        Assert.Equal($"Line 2 of '{_path}' {found}", thrown.Message);
    }

    [Theory]
    [InlineData("{\"sentence\": \"甲\"}\n{\"sentence\": \"乙\"")] // cut off
    [InlineData("{\"sentence\": \"甲\"}\n\n")] // an empty line
    [InlineData("{\"sentence\": \"甲\"}\nsentence,label\n")]
    public void What_is_no_JSON_is_refused_with_its_line(string content)
    {
        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Read(ClueTask.Tnews, content));

        Assert.StartsWith($"Line 2 of '{_path}' is no JSON object: ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_with_their_line()
    {
        File.WriteAllBytes(_path, [.. "{\"sentence\": \"甲\"}\n{\"sentence\": \""u8, 0xFF, .. "\"}\n"u8]);

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => ClueFile.Read(ClueTask.Tnews, _path));

        Assert.Equal($"Line 2 of '{_path}' holds text that is not UTF-8.", thrown.Message);
    }

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Equal($"'{_path}' is empty; wanted are JSON objects of csl, one a line.", Assert.Throws<InvalidDataException>(() => Read(ClueTask.Csl, "")).Message);

    private IReadOnlyList<ClueExample> Read(ClueTask task, string content)
    {
        Write(content);
        return ClueFile.Read(task, _path);
    }

    private void Write(string content) => File.WriteAllBytes(_path, Encoding.UTF8.GetBytes(content));
}
