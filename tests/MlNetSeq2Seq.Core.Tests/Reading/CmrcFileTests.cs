using MlNetSeq2Seq.Reading;

namespace MlNetSeq2Seq.Tests.Reading;

public sealed class CmrcFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_question_has_its_context_and_its_answers()
    {
        IReadOnlyList<ReadingExample> rows = Read("""
            {"version": "v1.0", "data": [
              {"id": "A", "title": "茶", "paragraphs": [{"id": "A", "context": "龙井茶产于杭州，春天采摘。", "qas": [
                {"id": "A_0", "question": "产于哪里？", "answers": [{"text": "杭州", "answer_start": 5}, {"text": "于杭州", "answer_start": 4}]},
                {"id": "A_1", "question": "何时采摘？"}]}]},
              {"paragraphs": [{"context": "𠀀说，书。", "qas": [{"id": 3, "question": "说什么？", "answers": [{"text": "书", "answer_start": 3}]}]}]}]}
            """);

        Assert.Equal(
            [("A_0", "产于哪里？", "杭州", 5, "杭州/于杭州"), ("A_1", "何时采摘？", "", 0, ""), ("3", "说什么？", "书", 4, "书")],
            rows.Select(r => (r.Id, r.Question, r.Answer, r.AnswerStart, string.Join("/", r.Answers))));
        Assert.Equal("龙井茶产于杭州，春天采摘。", rows[1].Context);
    }

    [Theory]
    [InlineData("""{"data": [{"paragraphs": [{"qas": []}]}]}""", "'{0}' has no text 'context'.")]
    [InlineData("""{"data": [{"paragraphs": [{"context": "茶", "qas": [{"question": "?"}]}]}]}""", "'{0}' has no 'id'.")]
    [InlineData("""{"data": [{"paragraphs": [{"context": "茶", "qas": [{"id": "Q", "answers": []}]}]}]}""", "Question 'Q' of '{0}' has no text 'question'.")]
    [InlineData("""{"data": [{"paragraphs": [{"context": "茶", "qas": [{"id": "Q", "question": "?", "answers": [{"text": "茶"}]}]}]}]}""", "Question 'Q' of '{0}' has no whole number 'answer_start'.")]
    [InlineData("""{"data": [{"paragraphs": {}}]}""", "'{0}' has no list of objects 'paragraphs'.")]
    [InlineData("""{"data": []}""", "'{0}' has no question.")]
    [InlineData("""[]""", "'{0}' is no JSON object.")]
    public void Another_form_is_refused_in_one_sentence(string content, string message)
    {
        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Read(content));

        Assert.Equal(string.Format(null, message, _path), thrown.Message);
    }

    [Fact]
    public void What_is_no_JSON_is_refused()
    {
        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Read("{\"data\": ["));

        Assert.StartsWith($"'{_path}' is no JSON: ", thrown.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<ReadingExample> Read(string content)
    {
        File.WriteAllText(_path, content);
        return CmrcFile.Read(_path);
    }
}
