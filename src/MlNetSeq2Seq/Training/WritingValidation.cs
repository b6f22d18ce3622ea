using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Training.Watching;

namespace MlNetSeq2Seq.Training;

/// <summary>Lets a model in training write, and scores what it wrote.</summary>
internal sealed class WritingValidation : IModelScores
{
    private readonly TextGenerator _generator;
    private readonly LanguageModel _model;
    private readonly (string Source, string Wanted)[] _pairs;
    private readonly int _loggedRows;

    public WritingValidation(LanguageModel model, GenerateTextOptions generation, WritingValidationOptions options)
    {
        if (options.MaximumRows < 1 || options.LoggedRows < 0)
        {
            throw new ArgumentException($"WritingValidation has {options.MaximumRows} rows and keeps {options.LoggedRows}; wanted are at least 1 and at least 0.", nameof(options));
        }

        (_model, _generator, _loggedRows) = (model, new TextGenerator(model, generation), options.LoggedRows);
        _pairs = [.. TextColumns.Read(options.Rows, nameof(WritingValidation), generation.SourceColumn, options.TargetColumn).Take(options.MaximumRows).Select(row => (row[0], row[1]))];
        if (_pairs.Length == 0)
        {
            throw new ArgumentException("WritingValidation got data without a row.", nameof(options));
        }
    }

    /// <summary>The texts of the last <see cref="Measure"/> that are to be kept.</summary>
    public IReadOnlyList<WrittenText> Texts { get; private set; } = [];

    /// <summary>Rouge, BLEU and the share of equal texts, by name.</summary>
    public IReadOnlyDictionary<string, double> Measure(long step, CancellationToken cancellationToken)
    {
        string[] written = [.. _generator.Generate([.. _pairs.Select(p => p.Source)], cancellationToken).Select(texts => texts.Count > 0 ? texts[0].Text : "")];
        Texts = [.. _pairs.Zip(written).Take(_loggedRows).Select(p => new WrittenText(step, p.First.Source, p.First.Wanted, p.Second))];
        GenerationMetrics metrics = GenerationEvaluator.Evaluate(written.Zip(_pairs, (text, pair) => (text, pair.Wanted)), _model.Tokenizer);
        return new Dictionary<string, double>
        {
            ["Rouge-1"] = metrics.Rouge1, ["Rouge-2"] = metrics.Rouge2, ["Rouge-L"] = metrics.RougeL, ["BLEU-4"] = metrics.Bleu4, ["Exact match"] = metrics.ExactMatch,
        };
    }
}
