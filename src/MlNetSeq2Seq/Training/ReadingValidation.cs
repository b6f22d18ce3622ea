using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Reading;

namespace MlNetSeq2Seq.Training;

/// <summary>Lets a model in training find answers, and scores them as CMRC2018 does.</summary>
internal sealed class ReadingValidation : IModelScores
{
    private const int QuestionsAtOnce = 64;
    private readonly AnswerReader _reader;
    private readonly ReadingExample[] _questions;

    public ReadingValidation(AnswerReader reader, IEnumerable<ReadingExample> questions)
    {
        (_reader, _questions) = (reader, [.. questions.Where(question => question.Answers.Length > 0)]);
        if (_questions.Length == 0)
        {
            throw new ArgumentException("ReadingValidation got no question whose answer is known.", nameof(questions));
        }
    }

    public IReadOnlyDictionary<string, double> Measure(long step, CancellationToken cancellationToken)
    {
        var score = new CmrcScore();
        foreach (ReadingExample[] questions in _questions.Chunk(QuestionsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach ((IReadOnlyList<FoundAnswer> found, ReadingExample question) in _reader.Read([.. questions.Select(q => (q.Question, q.Context))]).Zip(questions))
            {
                score.Add(found.Count > 0 ? found[0].Text : "", question.Answers);
            }
        }

        return new Dictionary<string, double>
        {
            [nameof(CmrcScore.F1)] = score.F1, [nameof(CmrcScore.ExactMatch)] = score.ExactMatch, [nameof(CmrcScore.Average)] = score.Average,
        };
    }
}
