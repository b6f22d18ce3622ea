using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Reading;

/// <summary>Finds answers in texts: rows that overlap, batches of like length, the ends that go together best. Safe for several threads.</summary>
public sealed class AnswerReader
{
    private readonly LanguageModel _model;
    private readonly ReadAnswersOptions _options;
    private readonly IReadingModel _network;
    private readonly ReadingLayout _layout;
    private readonly AnswerSearch _search;

    /// <summary>Prepares a model to read answers.</summary>
    /// <param name="model">The model; it must live as long as the reader.</param>
    /// <param name="options">How long rows are, and how many candidates.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model cannot tell where answers stand.</exception>
    public AnswerReader(LanguageModel model, ReadAnswersOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        string name = model.Network.GetType().Name;
        _network = model.Network is IReadingModel network && model.Network.Configuration is IEncoderConfig { Head: EncoderHead.Reading }
            ? network
            : throw new ArgumentException($"ReadAnswers needs a model that tells where answers stand, but {name} as it is configured does not.", nameof(model));
        if (options.MaximumLength > model.Network.MaximumLength)
        {
            throw new ArgumentException($"ReadAnswers makes rows of up to {options.MaximumLength} tokens, but {name} takes {model.Network.MaximumLength}.", nameof(options));
        }

        (_model, _options, _search) = (model, options, new AnswerSearch(options.Search));
        _layout = new ReadingLayout(new ReadingLayoutOptions
        {
            SpecialTokens = model.Tokenizer.SpecialTokens,
            MaximumLength = options.MaximumLength,
            MaximumQuestionLength = options.MaximumQuestionLength,
            Stride = options.Stride,
        });
    }

    /// <summary>Finds the answers of questions.</summary>
    /// <param name="questions">The questions, each with the text in which its answer is looked for.</param>
    /// <returns>For each question, in their order, the best answers, the best first; none where no two ends go together.</returns>
    /// <exception cref="ArgumentException">A question or a text has no token.</exception>
    public IReadOnlyList<IReadOnlyList<FoundAnswer>> Read(IReadOnlyList<(string Question, string Context)> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        TokenSequence[] contexts = [.. questions.Select(q => _model.Tokenizer.Encode(q.Context))];
        IReadOnlyList<ReadingWindow>[] windows = [.. questions.Select((q, i) => _layout.Windows(_model.Tokenizer.Encode(q.Question).Ids, contexts[i].Ids))];
        ReadingWindow[] rows = [.. windows.SelectMany(w => w)];
        AnswerScores[] scores = new AnswerScores[rows.Length];
        foreach (int[] batch in Enumerable.Range(0, rows.Length).OrderBy(i => rows[i].Ids.Length).Chunk(_options.BatchSize))
        {
            foreach ((int i, AnswerScores score) in batch.Zip(Scores([.. batch.Select(i => rows[i])])))
            {
                scores[i] = score;
            }
        }

        int first = 0;
        IReadOnlyList<FoundAnswer>[] found = new IReadOnlyList<FoundAnswer>[questions.Count];
        for (int i = 0; i < found.Length; first += windows[i].Count, i++)
        {
            found[i] = Best(_search.Find(windows[i], scores[first..(first + windows[i].Count)]), contexts[i], questions[i].Context);
        }

        return found;
    }

    private FoundAnswer[] Best(IReadOnlyList<AnswerCandidate> candidates, TokenSequence tokens, string context)
    {
        (string Text, int Start, double Score)[] best =
        [
            .. candidates.Select(candidate => (Span: candidate.Tokens.In(tokens), candidate.Score))
                .Select(c => (Text: context.Substring(c.Span.Start, c.Span.Length), c.Span.Start, c.Score))
                .DistinctBy(c => c.Text)
                .Take(_options.CandidateCount),
        ];
        double largest = best.Length > 0 ? best[0].Score : 0;
        double sum = best.Sum(c => Math.Exp(c.Score - largest));
        return [.. best.Select(c => new FoundAnswer(c.Text, c.Start, Math.Exp(c.Score - largest) / sum))];
    }

    private AnswerScores[] Scores(ReadingWindow[] rows)
    {
        var batch = PaddedBatch.Of([.. rows.Select(row => row.ToSample(null))], _model.Tokenizer.SpecialTokens.PaddingId);
        float[] scores;
        using (_model.Enter())
        {
            using var scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            scores = _network.AnswerScores(batch).transpose(1, 2).contiguous().cpu().data<float>().ToArray(); // [rows, 2, length]
        }

        return [.. scores.Chunk(2 * batch.Length).Select(row => new AnswerScores(row[..batch.Length], row[batch.Length..]))];
    }
}
